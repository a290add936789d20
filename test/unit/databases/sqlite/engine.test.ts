import { describe, expect, it } from 'vitest';
import { carriedFacts } from '../../../../src/databases/failure';
import { MAX_IN_MEMORY, refuseWhatItCannotRead } from '../../../../src/databases/sqlite/engine';

const file = { path: '/data/app.db', size: 4096, walSize: undefined, wal: false };

function refusal(change: object): unknown {
  try {
    refuseWhatItCannotRead({ ...file, ...change });
    return undefined;
  } catch (error) {
    return carriedFacts(error);
  }
}

describe('the engine that holds a file in memory', () => {
  it.each([
    [{}, undefined],
    [{ wal: true, walSize: 0 }, undefined],
    [{ size: MAX_IN_MEMORY }, undefined],
    [{ size: MAX_IN_MEMORY + 1 }, '256 MB'],
    [{ wal: true, walSize: 32 }, '-wal'],
  ])('judges %j', (change, words) => {
    expect(refusal(change)).toEqual(words === undefined ? undefined : expect.objectContaining({ code: 'query-failed', stage: 'open', field: 'file', driverMessage: expect.stringContaining(words) }));
  });
});
