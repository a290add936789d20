import { expect, it } from 'vitest';
import { typedSecretProblem } from '../../../../src/workbench/editors/typed-secret';

it.each([
  ['host', 'postgres://app:hunter2@db.internal:5432/shop'],
  ['database', 'Server=db.internal;Password=hunter2'],
  ['description', 'see mysql://root:hunter2@localhost'],
  ['password', 'hunter2'],
  ['host', 'postgres://app:hunt'],
  ['host', 'postgres://db.internal:5432/shop'],
  ['host', 'app:hunter2'],
  ['host', 'app:hunter2@db.internal'],
  ['user', 'jdbc:oracle:thin:scott/hun'],
  ['database', 'Server=db.internal;Pass'],
])('a text typed into %s is not taken over with a password in it', (field, text) => {
  const problem = typedSecretProblem(field, text);
  expect(problem).toMatch(/was not taken over/);
  expect(problem).not.toContain('hunter2');
});

it.each([
  ['host', 'db.internal'],
  ['host', '::1'],
  ['host', '[fe80::1%eth0]'],
  ['host', '/var/run/postgresql'],
  ['user', 'app@tenant'],
  ['description', 'see postgres://db.internal:5432/shop'],
  ['description', 'password = the one of the team'],
  ['options.serverOptions', '-c statement_timeout=5s'],
])('any other text is: %s', (field, text) => {
  expect(typedSecretProblem(field, text)).toBeUndefined();
});
