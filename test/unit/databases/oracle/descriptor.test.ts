import fc from 'fast-check';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { descriptor } from '../../../../src/databases/oracle/descriptor';

/** The driver's own parser of descriptors. */
const parser = createRequire(import.meta.url)('oracledb/lib/thin/sqlnet/nvStrToNvPair.js') as {
  createNVPair(text: string): { toString(): string };
  findValue(pair: unknown, path: readonly string[]): string | null;
};
const address = { host: '10.0.0.1', port: 1521, encrypted: false };
const read = (text: string, path: readonly string[]) => parser.findValue(parser.createNVPair(text), ['DESCRIPTION', ...path]);

describe('descriptor', () => {
  it('has a service name, or a SID', () => {
    expect(descriptor({ serviceName: 'orders.example' }, address)).toBe('(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=10.0.0.1)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=orders.example)))');
    expect(descriptor({ sid: 'ORCL' }, { host: '::1', port: 2484, encrypted: true })).toBe('(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=::1)(PORT=2484))(CONNECT_DATA=(SID=ORCL)))');
  });

  it('says to the driver what was stated, whatever that is, or is refused', () => {
    const names = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', 'b', '.', '$', '_', '-', '(', ')', '=', ',', "'", '"', '\\', '#', ' ', '\n') }));
    fc.assert(
      fc.property(names, (serviceName) => {
        let text: string;
        try {
          text = descriptor({ serviceName }, address);
        } catch (error) {
          expect(error).toMatchObject({ facts: { code: 'invalid-parameter', field: 'serviceName' } });
          expect(serviceName).not.toMatch(/^[a-z0-9_]+$/i);
          return;
        }
        // The driver reads what it has written itself once more before it sends it.
        for (const written of [text, parser.createNVPair(text).toString()]) {
          expect(read(written, ['CONNECT_DATA', 'SERVICE_NAME'])).toBe(serviceName);
          expect(read(written, ['ADDRESS', 'HOST'])).toBe('10.0.0.1');
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it.each([
    [{}, 'serviceName'],
    [{ serviceName: '', sid: '' }, 'serviceName'],
    [{ serviceName: 'a', sid: 'b' }, 'sid'],
  ])('is not made of %j', (values, field) => {
    expect(() => descriptor(values, address)).toThrow(expect.objectContaining({ facts: expect.objectContaining({ code: 'invalid-parameter', field }) }));
  });
});
