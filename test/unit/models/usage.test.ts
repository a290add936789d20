import { expect, it } from 'vitest';
import type { ElementEntry } from '../../../src/elements/element-index';
import { applyTextEdits } from '../../../src/elements/json-edit';
import type { ModelEntry } from '../../../src/models/model-index';
import { editModelText } from '../../../src/models/edit';
import { Usage } from '../../../src/models/usage';

const element = (folder: string, fullName: string): ElementEntry => ({ uri: `${folder}/${fullName}`, folder, path: `${fullName}.dbelement.json`, fullName, problems: [] });
const model = (folder: string, database: string): ModelEntry => ({ uri: `${folder}/model`, folder, path: 'models/m.dbmodel.json', fullName: 'models.m', problems: [], database });

const ELEMENTS = [element('a', 'databases.orders'), element('b', 'databases.orders'), element('b', 'databases.archive')];

const usage = new Usage([], ELEMENTS);

it('finds the element of the own folder before that of another', () => {
  expect(usage.elementOf(model('b', 'databases.orders'))?.uri).toBe('b/databases.orders');
  expect(usage.elementOf(model('a', 'databases.archive'))?.uri).toBe('b/databases.archive');
});

it('tells who uses an element', () => {
  const models = [model('a', 'databases.orders'), model('b', 'databases.orders'), model('b', 'databases.nobody')];
  const used = new Usage(models, ELEMENTS);
  expect(ELEMENTS.map((element) => used.usersOf(element))).toEqual([[models[0]], [models[1]], []]);
});

it('reports an element that is not there, by its name', () => {
  expect(usage.unknownElement(model('a', 'databases.nobody'))).toMatchObject({ code: 'unknown-element', path: ['database'], message: expect.stringContaining('databases.nobody') });
  expect(usage.unknownElement(model('a', 'databases.orders'))).toBeUndefined();
});

it('changes the element in the text and nothing else', () => {
  const text = '{ // the shop\n  "title": "T", "database": "databases.orders", "table": "t" }';
  expect(applyTextEdits(text, editModelText(text, 'database', 'databases.shop'))).toBe(text.replace('databases.orders', 'databases.shop'));
});
