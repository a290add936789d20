import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../servers/command';
import type { Arrangement } from './subject';
import { workerFile } from './test-element';

/** What a fake driver does when it is asked for anything. */
const fakes = {
  neverSettles: 'new Promise(() => {})',
  blocksItsThread: '(() => { for (;;); })()',
  throwsLater: '(setTimeout(() => { throw new Error("a defect of the driver"); }), new Promise(() => {}))',
  rejectsUnheard: '(void Promise.reject(new Error("a defect of the driver")), new Promise(() => {}))',
  endsItsThread: 'process.exit(3)',
  failsStrangely: 'Promise.reject(Object.assign(new Error("flux capacitor"), { code: "X-0815" }))',
} as const;
export type Fake = keyof typeof fakes;

/** The worker that ships, beside a driver of that name which is a fake, or beside none. */
export async function withDriver(name: string, fake: Fake | undefined): Promise<Arrangement> {
  const folder = await temporaryFolder('fake-driver');
  const worker = path.join(folder.path, 'test-worker.js');
  await mkdir(path.join(folder.path, 'drivers'));
  await copyFile(workerFile, worker);
  if (fake !== undefined) {
    const driver = `const act = () => ${fakes[fake]}; exports.driver = { test: act, connect: act, inspect: act, classify: () => undefined };`;
    await writeFile(path.join(folder.path, 'drivers', `${name}.js`), driver);
  }
  return { workerFile: worker, release: () => folder.remove() };
}
