import { expect, it } from 'vitest';
import { LatestReading } from '../../../../src/workbench/editors/latest-reading';

it('shows the last of readings that overlap, and lets each of them wait for that', async () => {
  const answers: ((value: string) => void)[] = [];
  const told: string[] = [];
  const reading = new LatestReading(
    () => new Promise<string>((resolve) => { answers.push(resolve); }),
    async (value) => {
      await Promise.resolve();
      told.push(`shown: ${value}`);
    },
  );
  const readings = [reading.again(), reading.again()].map(async (result) => told.push(`ended: ${await result}`));
  answers[0]?.('first');
  await new Promise(setImmediate);
  expect(told).toEqual([]);
  answers[1]?.('second');
  await Promise.all(readings);
  expect(told).toEqual(['shown: second', 'ended: second', 'ended: second']);
});
