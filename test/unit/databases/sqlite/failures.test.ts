import { describe, expect, it } from 'vitest';
import { classifySqlite, isLocked } from '../../../../src/databases/sqlite/failures';

const sqliteError = (errcode: number): Error => Object.assign(new Error('words'), { code: 'ERR_SQLITE_ERROR', errcode });

describe('classifySqlite', () => {
  it.each([
    [5, 'file-locked'],
    [261, 'file-locked'],
    [6, 'file-locked'],
    [11, 'file-not-a-database'],
    [26, 'file-not-a-database'],
    [14, 'file-not-found'],
    [23, 'database-not-allowed'],
    [1, 'query-failed'],
  ])('reads result %i', (errcode, code) => {
    expect(classifySqlite(sqliteError(errcode))).toMatchObject({ code, driverCode: String(errcode) });
    expect(isLocked(sqliteError(errcode))).toBe(code === 'file-locked');
  });

  it.each([
    ['ENOENT', 'file-not-found'],
    ['ENOTDIR', 'file-not-found'],
    ['EISDIR', 'file-not-a-database'],
    ['EACCES', 'database-not-allowed'],
    ['EBUSY', 'file-locked'],
  ])('reads %s of the file system', (driverCode, code) => {
    expect(classifySqlite(Object.assign(new Error('words'), { code: driverCode }))).toMatchObject({ code, driverCode, stage: 'open', field: 'file' });
  });

  it('reads the words of sql.js', () => {
    expect(classifySqlite(new Error('file is not a database'))).toMatchObject({ code: 'file-not-a-database' });
    expect(classifySqlite(new Error('something else'))).toBeUndefined();
  });
});
