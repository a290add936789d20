import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { findParameter } from '../../../src/elements/parameter';
import { subjects, titled } from '../subjects';
import { possibleCodes } from './codes';
import { commonFailures } from './common-failures';
import type { Running } from './subject';
import { failed, passed, testElement } from './test-element';

it('has a subject for each type of the registry', () => {
  expect(new Set(subjects.map(({ type }) => type))).toEqual(new Set(databaseTypes.all));
});

describe.each(titled)('%s', (_label, subject) => {
  const { type, against, failures } = subject;
  const cases = [...commonFailures(subject), ...failures];
  let running: Running;

  beforeAll(async () => {
    running = await subject.start('failures');
  });
  afterAll(() => running.stop());

  it.runIf(subject.given === undefined)('has a case for every code that can happen, and for no other', () => {
    expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(possibleCodes(type)));
  });

  it.each(cases.map((one) => [one.code, one.what, one] as const))(`tells %s with ${against}: %s`, async (code, _what, { expected, arrange }) => {
    const failure = failed(await testElement(type, running, await arrange(running)));
    expect(failure).toMatchObject({ code, ...expected });
    for (const action of failure.actions) if ('field' in action) expect(findParameter(type, action.field)).toBeDefined();
  });

  it('passes after all that, so that nothing of it has stayed', async () => {
    passed(await testElement(type, running));
  });
});
