import { describe, expect, it } from 'vitest';
import { applyTextEdits, type TextEdit } from '../../../src/elements/json-edit';
import { newModelText } from '../../../src/models/edit';
import { addField, editField, editFlag, editKey, moveField, removeField } from '../../../src/models/edit-fields';
import { newTableModel } from '../../../src/models/model';
import { parseModel } from '../../../src/models/parse';
import { modelOf } from './samples';

const TEXT = `{
  "title": "Customer",
  "database": "databases.orders",
  "table": "customer",
  "fields": [
    { "name": "tenant", "type": "number", "primaryKey": true }, // by the platform
    { "name": "number", "type": "number", "primaryKey": true },
    { "type": "email", "name": "mail" }
  ],
  "primaryKey": ["number", "tenant"],
  "unique": [["tenant", "mail"]]
}
`;

const done = (edit: (text: string) => readonly TextEdit[], text = TEXT) => applyTextEdits(text, edit(text));

describe('a field', () => {
  it('takes a value in its place, and no other character changes', () => {
    expect(done((text) => editField(text, 2, ['length'], 100))).toBe(TEXT.replace('"name": "mail" }', '"name": "mail", "length": 100 }'));
    expect(done((text) => editField(text, 0, ['references', 'table'], 'tenants'))).toBe(TEXT.replace('"primaryKey": true }, //', '"primaryKey": true, "references": { "table": "tenants" } }, //'));
  });

  it('has the keys that name it follow its new name', () => {
    expect(done((text) => editField(text, 0, ['name'], 'owner'))).toBe(TEXT.replaceAll('"tenant"', '"owner"'));
    // While it has the name of another field, nobody can tell which one a key means.
    expect(done((text) => editField(text, 0, ['name'], 'mail'))).toBe(TEXT.replace('"name": "tenant"', '"name": "mail"'));
  });

  it('is added at the end under a free name, moved with comments staying, and removed with its name in keys', () => {
    expect(done(addField)).toBe(TEXT.replace('"name": "mail" }', '"name": "mail" },\n    { "name": "field4", "type": "single-line-text" }'));
    expect(done((text) => moveField(text, 2, 0))).toContain('{ "type": "email", "name": "mail" }, // by the platform\n    { "name": "tenant"');
    const removed = done((text) => removeField(text, 2));
    expect(removed).toContain('"unique": [["tenant"]]');
    expect(parseModel(removed).problems).toEqual([]);
    const last = done((text) => removeField(text, 0), removed);
    expect(last).toContain('"primaryKey": ["number"]');
    expect(last).not.toContain('unique');
  });

  it('makes a list of fields where there is none', () => {
    expect(parseModel(done(addField, '{ "title": "T", "database": "d", "table": "t" }')).model?.fields).toHaveLength(1);
    expect(parseModel(done(addField, '{ "title": "T", "database": "d", "table": "t", "fields": [] }')).model?.fields).toHaveLength(1);
  });
});

describe('a mark', () => {
  it('is stated only where it does not go without saying', () => {
    expect(done((text) => editFlag(text, 2, 'nullable', false))).toContain('"name": "mail", "nullable": false }');
    expect(done((text) => editFlag(text, 2, 'nullable', true))).toBe(TEXT);
    expect(done((text) => editFlag(text, 0, 'primaryKey', false))).toBe(TEXT.replace(', "primaryKey": true }, //', ' }, //').replace('["number", "tenant"]', '["number"]'));
  });

  it('of the primary key joins the list of the key', () => {
    const marked = done((text) => editFlag(text, 2, 'primaryKey', true));
    expect(parseModel(marked)).toMatchObject({ problems: [], model: { primaryKey: ['number', 'tenant', 'mail'] } });
  });
});

describe('a key of several fields', () => {
  it('is changed, added and removed', () => {
    expect(done((text) => editKey(text, 'primaryKey', 0, ['tenant', 'number']))).toBe(TEXT.replace('["number", "tenant"]', '["tenant", "number"]'));
    expect(done((text) => editKey(text, 'unique', 1, ['mail', 'number']))).toContain('[["tenant", "mail"], ["mail", "number"]]');
    expect(done((text) => editKey(text, 'indexes', 0, ['mail']))).toContain('"indexes": [["mail"]]');
    expect(done((text) => editKey(text, 'unique', 0, []))).not.toContain('unique');
  });
});

it('keeps the order of a primary key, and says when marks and list disagree', () => {
  expect(parseModel(TEXT).model?.primaryKey).toEqual(['number', 'tenant']);
  const unlisted = parseModel(TEXT.replace('["number", "tenant"]', '["number"]'));
  expect(unlisted.problems).toMatchObject([{ path: ['fields', 0, 'primaryKey'], message: expect.stringContaining('is not in the list "primaryKey"') }]);
  expect(parseModel(TEXT.replace('["number", "tenant"]', '["nobody", "number", "tenant"]')).problems).toMatchObject([{ path: ['primaryKey', 0] }]);
});

it('writes a new model so that it is read as it was', () => {
  for (const model of [newTableModel({ title: 'T', database: 'd', table: 't' }), modelOf(JSON.parse(TEXT.replace(/\/\/.*/, '')) as object)]) {
    expect(parseModel(newModelText(model))).toEqual({ model, problems: [], title: model.title, database: model.database, table: model.table });
  }
});
