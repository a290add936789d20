import { TLS_MODES, type ParameterValues, type TlsMode, type TlsPolicy } from '../databases/contract';
import { readLocalFile } from '../environments/local-file';
import type { PreparationFailure } from './preparation-failure';

/** A bundle of all public authorities has a quarter of this. */
const MAX_TLS_FILE = 1024 * 1024;

/** Reads a PEM file by its path relative to the workspace folder, or absolute; undefined when there is none. Rejects when it cannot be read. */
export type ReadTlsFile = (path: string) => Promise<string | undefined>;

export function tlsFileReader(folder: string): ReadTlsFile {
  return (path) => readLocalFile(folder, path, MAX_TLS_FILE + 1);
}

/** The TLS settings with the contents of their files, or why one of them is no use. */
export async function readTlsPolicy(values: ParameterValues, readFile: ReadTlsFile): Promise<TlsPolicy | PreparationFailure> {
  const contents: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = values[`tls.${name}`];
    if (typeof path !== 'string') continue;
    const field = `tls.${name}`;
    let text: string | undefined;
    try {
      text = await readFile(path);
    } catch (error) {
      return { code: 'invalid-parameter', stage: 'resolve', field, driverMessage: error instanceof Error ? error.message : String(error) };
    }
    if (text === undefined) return { code: 'file-not-found', stage: 'resolve', field, address: path };
    if (text.length > MAX_TLS_FILE || !text.includes('-----BEGIN ')) return { code: 'invalid-parameter', stage: 'resolve', field, expected: 'a PEM file (-----BEGIN ...) of at most 1 MB' };
    contents[name] = text;
  }
  const mode: TlsMode = TLS_MODES.find((candidate) => candidate === values['tls.mode']) ?? 'prefer';
  return { mode, ...contents };
}
