import { describe, expect, it } from 'vitest';
import { postgresqlDialect } from '../../../../src/databases/postgresql/dialect';
import { applyTextEdits } from '../../../../src/elements/json-edit';
import { modelEdits, type ModelEdit } from '../../../../src/workbench/editors/model-form-edits';
import { modelFormState } from '../../../../src/workbench/editors/model-form-state';

const field = (text: string) => `{ "title": "T", "database": "databases.orders", "table": "t", "fields": [${text}] }`;
const state = (text: string) => modelFormState({ text, fullName: 'models.t', element: { title: 'Orders', typeLabel: 'PostgreSQL', dialect: postgresqlDialect }, shared: [], trusted: true, unsaved: false });

function shown(text: string) {
  const form = state(text);
  if (form.kind !== 'model') throw new Error('not shown');
  return form;
}

describe('modelFormState', () => {
  it('shows fields with the sizes that their type takes, and the column that they get', () => {
    const { fields } = shown(field('{ "name": "code", "type": "single-line-text", "length": 20 }, { "name": "price", "type": "amount" }, { "name": "made", "type": "date", "default": { "expression": "CURRENT_DATE" } }'));
    expect(fields[0]).toMatchObject({ sizes: [{ key: 'length', value: '20', fallback: '255' }], nullable: true, usualColumnType: 'character varying(20)' });
    expect(fields[1]?.sizes).toEqual([{ key: 'precision', label: 'Digits', value: '', fallback: '18' }, { key: 'scale', label: 'Decimals', value: '', fallback: '2' }]);
    expect(fields[2]).toMatchObject({ sizes: [], default: '= CURRENT_DATE' });
  });

  it('puts each problem beside its control, and no problem twice', () => {
    const form = modelFormState({
      text: field('{ "name": "a", "type": "yes-no", "default": "maybe" }, { "name": "a", "type": "wrong" }').replace('}] }', '}], "unique": [["a", "b"]], "x": 1 }'),
      fullName: 'models.t',
      shared: [{ message: 'There is no database element.', path: ['database'], severity: 'error' }],
      trusted: true,
      unsaved: false,
    });
    if (form.kind !== 'model') throw new Error('not shown');
    expect(form.database.error).toBe('There is no database element.');
    expect(form.fields[1]?.errors.type).toBe('Choose one of the types.');
    expect(form.problems).toEqual([expect.stringContaining('"x" is not known')]);
  });

  it('says what is wrong without the words of the file', () => {
    const form = shown('{ "title": "T", "fields": [{ "name": "a", "type": "amount", "precision": "x", "nullable": 1, "references": 2 }] }');
    expect(form.fields[0]?.errors).toEqual({
      precision: 'This must be a whole number from 0 to 1000.',
      nullable: 'This must be true or false.',
      referenceTable: 'What the file states here cannot be read. Open it as text and correct it there.',
    });
    expect([form.database.error, form.table.error]).toEqual(['Select a database.', 'Name the table.']);
  });

  it('waits for a text that is no JSON', () => {
    expect(state('{ "title": ')).toMatchObject({ kind: 'unreadable', problems: [{ line: 1 }] });
  });
});

describe('modelEdits', () => {
  const after = (text: string, change: ModelEdit) => applyTextEdits(text, modelEdits(text, change));

  it.each([
    ['yes-no', 'true', 'true'],
    ['number', '12.50', '12.5'],
    ['number', '12345678901234567890', '"12345678901234567890"'],
    ['single-line-text', '12', '"12"'],
    ['date', '= CURRENT_DATE', '{ "expression": "CURRENT_DATE" }'],
  ])('writes the default of %s that is typed as %s', (type, typed, written) => {
    expect(after(field(`{ "name": "a", "type": "${type}" }`), { kind: 'setField', index: 0, key: 'default', value: typed })).toBe(field(`{ "name": "a", "type": "${type}", "default": ${written} }`));
  });

  it('takes away with another type what that has no use for', () => {
    expect(after(field('{ "name": "a", "type": "single-line-text", "length": 20 }'), { kind: 'setField', index: 0, key: 'type', value: 'amount' })).toBe(field('{ "name": "a", "type": "amount" }'));
  });

  it('removes what is emptied, and keeps what has to be there', () => {
    expect(after(field('{ "name": "a", "type": "date", "title": "A" }'), { kind: 'setField', index: 0, key: 'title', value: '' })).toBe(field('{ "name": "a", "type": "date" }'));
    expect(after(field(''), { kind: 'setText', key: 'table', value: '' })).toContain('"table": ""');
    expect(after(field(''), { kind: 'setText', key: 'description', value: '' })).toBe(field(''));
  });
});
