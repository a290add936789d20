import { expect, it } from 'vitest';
import type { ElementEntry } from '../../../src/elements/element-index';
import { applyTextEdits } from '../../../src/elements/json-edit';
import type { ModelEntry } from '../../../src/models/model-index';
import { editDatabase, elementOf, modelsOf, unknownElement } from '../../../src/models/usage';

const element = (folder: string, fullName: string): ElementEntry => ({ uri: `${folder}/${fullName}`, folder, path: `${fullName}.dbelement.json`, fullName, problems: [] });
const model = (folder: string, database: string): ModelEntry => ({ uri: `${folder}/model`, folder, path: 'models/m.dbmodel.json', fullName: 'models.m', problems: [], database });

const ELEMENTS = [element('a', 'databases.orders'), element('b', 'databases.orders'), element('b', 'databases.archive')];

it('finds the element of the own folder before that of another', () => {
  expect(elementOf(model('b', 'databases.orders'), ELEMENTS)?.uri).toBe('b/databases.orders');
  expect(elementOf(model('a', 'databases.archive'), ELEMENTS)?.uri).toBe('b/databases.archive');
});

it('tells who uses an element', () => {
  const models = [model('a', 'databases.orders'), model('b', 'databases.orders'), model('b', 'databases.nobody')];
  expect(modelsOf(ELEMENTS[1]!, models, ELEMENTS)).toEqual([models[1]]);
});

it('reports an element that is not there, by its name', () => {
  expect(unknownElement(model('a', 'databases.nobody'), ELEMENTS)).toMatchObject({ code: 'unknown-element', path: ['database'], message: expect.stringContaining('databases.nobody') });
  expect(unknownElement(model('a', 'databases.orders'), ELEMENTS)).toBeUndefined();
});

it('changes the element in the text and nothing else', () => {
  const text = '{ // the shop\n  "title": "T", "database": "databases.orders", "table": "t" }';
  expect(applyTextEdits(text, editDatabase(text, 'databases.shop'))).toBe(text.replace('databases.orders', 'databases.shop'));
});
