import { describe, expect, it } from 'vitest';
import { portOf } from '../../../../src/databases/sqlserver/instance-port';

const instance = (name: string, more: string): string => `ServerName;DB;InstanceName;${name};IsClustered;No;Version;16.0.1000.6;${more};;`;

describe('portOf', () => {
  it.each([
    ['the only one', instance('SQLEXPRESS', 'tcp;51433'), 51_433],
    ['one of several', instance('A', 'tcp;1') + instance('SQLEXPRESS', 'np;\\\\DB\\pipe\\sql;tcp;51433') + instance('B', 'tcp;2'), 51_433],
    ['one in another case', instance('sqlExpress', 'tcp;51433'), 51_433],
    ['one that is named like a keyword', instance('tcp', 'tcp;1') + instance('SQLEXPRESS', 'tcp;51433'), 51_433],
  ])('finds %s', (_, text, port) => {
    expect(portOf('SQLEXPRESS', text)).toBe(port);
  });

  it.each([
    ['not there', instance('A', 'tcp;1') + instance('B', 'tcp;2'), 'only A, B'],
    ['without TCP', instance('SQLEXPRESS', 'np;\\\\DB\\pipe\\sql'), 'does not listen on TCP'],
    ['with a port that is none', instance('SQLEXPRESS', 'tcp;70000'), 'does not listen on TCP'],
    ['in an answer that makes no sense', 'ServerName;;;;', 'no instance of this name'],
  ])('fails for one %s', (_, text, words) => {
    expect(() => portOf('SQLEXPRESS', text)).toThrow(expect.objectContaining({ facts: expect.objectContaining({ code: 'invalid-parameter', field: 'instance', driverMessage: expect.stringContaining(words) }) }));
  });
});
