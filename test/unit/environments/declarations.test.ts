import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { applyTextEdits, type TextEdit } from '../../../src/elements/json-edit';
import { parseElement } from '../../../src/elements/parse';
import { bindToVariable, changeDeclaration, deleteDeclaration, isDeclared, renameVariable, unbindFromVariable } from '../../../src/environments/declarations';
import { ID, ORDERS, parameterOf, postgresql } from '../elements/samples';

const host = parameterOf(postgresql, 'host');
const mode = parameterOf(postgresql, 'tls.mode');
const bare = `{\n  "id": "${ID}",\n  "type": "postgresql",\n  "title": "T",\n  "connection": {\n    "host": "localhost" // here\n  }\n}\n`;

function apply(text: string, edits: readonly TextEdit[]): string {
  const result = applyTextEdits(text, edits);
  expect(parseElement(result, databaseTypes).problems).toEqual([]);
  return result;
}

describe('bindToVariable', () => {
  it('binds and declares, and keeps comments', () => {
    expect(apply(bare, bindToVariable(bare, host, postgresql, 'DB_HOST', { name: 'Host', description: '', required: true }))).toBe(
      bare.replace('"localhost" // here\n  }', '{ "variable": "DB_HOST" } // here\n  },\n  "variables": {\n    "DB_HOST": { "name": "Host", "required": true }\n  }'),
    );
  });

  it('inserts a group and the declaration in their order, where both come to the same place', () => {
    const result = apply(bare, bindToVariable(bare, mode, postgresql, 'TLS_MODE', { default: 'require' }));
    expect(result).toContain('  },\n  "tls": {\n    "mode": { "variable": "TLS_MODE" }\n  },\n  "variables": {\n    "TLS_MODE": { "default": "require" }\n  }\n}');
  });

  it('leaves an existing declaration alone when none is given', () => {
    const result = apply(ORDERS, bindToVariable(ORDERS, parameterOf(postgresql, 'database'), postgresql, 'ORDERS_DB_HOST'));
    expect(result).toBe(ORDERS.replace('"database": "orders"', '"database": { "variable": "ORDERS_DB_HOST" }'));
  });

  it('declares a variable of which nothing is said', () => {
    expect(apply(bare, bindToVariable(bare, host, postgresql, 'DB_HOST'))).toContain('"DB_HOST": {}');
  });

  it('is taken back by one edit that leaves everything before and after it alone', () => {
    const bound = apply(bare, bindToVariable(bare, host, postgresql, 'DB_HOST', { name: 'Host' }));
    const edits = unbindFromVariable(bound, host, postgresql, 'localhost', 'DB_HOST');
    expect(apply(bound, edits)).toBe(bare);
    expect(edits).toHaveLength(1);
    expect(edits[0]!.offset).toBeGreaterThanOrEqual(bound.indexOf('{ "variable"'));
    expect(apply(bound, unbindFromVariable(bound, host, postgresql, undefined, undefined))).toContain('"DB_HOST"');
  });

  it('writes the line ends of the file', () => {
    const windows = bare.replaceAll('\n', '\r\n');
    expect(apply(windows, bindToVariable(windows, host, postgresql, 'DB_HOST', { name: 'Host' }))).not.toMatch(/[^\r]\n/);
  });
});

describe('changeDeclaration', () => {
  const text = ORDERS.replace('"ORDERS_DB_USER": {', '"ORDERS_DB_USER": { /* who */ "x-owner": "ops",');

  it('changes what differs, in one place, and keeps comments and unknown keys', () => {
    expect(apply(text, changeDeclaration(text, 'ORDERS_DB_USER', { name: 'User', required: true }))).toBe(text.replace('"Orders DB user"', '"User"'));
  });

  it('adds and removes', () => {
    const result = apply(text, changeDeclaration(text, 'ORDERS_DB_USER', { description: 'Who', default: 'app' }));
    expect(result).toContain('/* who */ "x-owner": "ops"');
    expect(parseElement(result, databaseTypes).element?.variables['ORDERS_DB_USER']).toEqual({ 'x-owner': 'ops', description: 'Who', default: 'app' });
  });

  it('says nothing of what is empty', () => {
    const result = apply(text, changeDeclaration(text, 'ORDERS_DB_HOST', { name: 'Orders DB host', description: '', default: '', required: false }));
    expect(parseElement(result, databaseTypes).element?.variables['ORDERS_DB_HOST']).toEqual({ name: 'Orders DB host' });
  });

  it('makes two declarations equal, and then there is nothing to do', () => {
    const declaration = { name: 'Orders DB host', description: 'Where orders are kept', default: 'localhost', required: true };
    const result = apply(text, changeDeclaration(text, 'ORDERS_DB_USER', declaration));
    expect(parseElement(result, databaseTypes).element?.variables['ORDERS_DB_USER']).toMatchObject(declaration);
    expect(changeDeclaration(result, 'ORDERS_DB_USER', declaration)).toEqual([]);
    expect(changeDeclaration(text, 'ORDERS_DB_HOST', declaration)).toEqual([]);
  });

  it('leaves an explicit "not required" as it is', () => {
    const explicit = bare.replace('  }\n}', '  },\n  "variables": { "A": { "required": false } }\n}');
    expect(changeDeclaration(explicit, 'A', {})).toEqual([]);
  });
});

describe('renameVariable', () => {
  it('renames the declaration and every use, and nothing else', () => {
    const twice = ORDERS.replace('"database": "orders"', '"database": { "variable": "ORDERS_DB_HOST" }').replace('Where orders are kept', 'See ORDERS_DB_HOST');
    expect(apply(twice, renameVariable(twice, 'ORDERS_DB_HOST', 'SHOP_HOST'))).toBe(
      twice.replaceAll('"ORDERS_DB_HOST"', '"SHOP_HOST"'),
    );
  });

  it('keeps the other declaration when both are there', () => {
    const result = apply(ORDERS, renameVariable(ORDERS, 'ORDERS_DB_HOST', 'ORDERS_DB_USER'));
    expect(isDeclared(result, 'ORDERS_DB_HOST')).toBe(false);
    expect(result.match(/"variable": "ORDERS_DB_USER"/g)).toHaveLength(2);
    expect(parseElement(result, databaseTypes).element?.variables['ORDERS_DB_USER']).toMatchObject({ name: 'Orders DB user' });
  });

  it.each([['NOWHERE', 'X'], ['ORDERS_DB_HOST', 'ORDERS_DB_HOST']])('of %s to %s does nothing', (from, to) => {
    expect(renameVariable(ORDERS, from, to)).toEqual([]);
  });

  it('works in a file that is used without being declared', () => {
    const used = bare.replace('"localhost"', '{ "variable": "A" }');
    expect(applyTextEdits(used, renameVariable(used, 'A', 'B'))).toBe(used.replace('"A"', '"B"'));
  });
});

describe('deleteDeclaration', () => {
  it('removes one of several, with its line', () => {
    expect(applyTextEdits(ORDERS, deleteDeclaration(ORDERS, 'ORDERS_DB_USER'))).toBe(ORDERS.replace(/ {4}"ORDERS_DB_USER": \{.*\n/, ''));
  });

  it('removes the whole object with the last one', () => {
    const one = bare.replace('  }\n}', '  },\n  "variables": { "A": {} }\n}');
    expect(apply(one, deleteDeclaration(one, 'A'))).toBe(bare);
  });

  it('keeps a comment that stands beside the last one', () => {
    const one = bare.replace('  }\n}', '  },\n  "variables": {\n    // ours\n    "A": {}\n  }\n}');
    expect(apply(one, deleteDeclaration(one, 'A'))).toContain('// ours');
  });

  it('does nothing for a key that is not declared', () => {
    expect(deleteDeclaration(ORDERS, 'NOWHERE')).toEqual([]);
    expect(deleteDeclaration('', 'A')).toEqual([]);
  });
});
