import { describe, expect, it } from 'vitest';
import type { ServerFacts } from '../../../src/databases/contract';
import type { TestOutcome } from '../../../src/diagnosis/outcome';
import { explainFailure } from '../../../src/diagnosis/explain';
import { auditText, factsOf, footerOf, reportText, summaryOf } from '../../../src/diagnosis/report';
import { typeOf } from '../elements/samples';
import { certificate, contextOf } from './contexts';
import { FACTS } from './fakes';

const base = { element: 'databases.orders', type: 'postgresql', environment: 'development', milliseconds: 41, startedAt: '2026-01-31T14:02:11', ranFrom: 'this machine', endpoint: 'db.internal:5432/orders' } as const;

const passed: TestOutcome = {
  ...base,
  ok: true,
  stages: [
    { id: 'resolve', status: 'passed', milliseconds: 1, detail: '2 values from workspace settings' },
    { id: 'lookup', status: 'passed', milliseconds: 3, detail: 'db.internal → 10.0.4.17' },
    { id: 'reach', status: 'passed', milliseconds: 2 },
    { id: 'secure', status: 'skipped', milliseconds: 0 },
    { id: 'authenticate', status: 'passed', milliseconds: 120 },
  ],
  server: FACTS,
};

const failure = explainFailure({ code: 'tls-untrusted', driverCode: 'SELF_SIGNED_CERT_IN_CHAIN', driverMessage: 'self-signed certificate in certificate chain', certificate }, contextOf(typeOf('postgresql'), { stage: 'secure' }));
const failed: TestOutcome = { ...base, ok: false, stages: [{ id: 'resolve', status: 'passed', milliseconds: 1 }, { id: 'secure', status: 'failed', milliseconds: 12 }], failure };

const linesOf = (outcome: TestOutcome) => reportText(outcome).split('\n').map((line) => line.trimEnd());

describe('the report of a test that passed', () => {
  it('shows every stage, the server and where it ran', () => {
    expect(linesOf(passed)).toEqual([
      'databases.orders  postgresql  db.internal:5432/orders  development',
      '✓ Preparation     1 ms  2 values from workspace settings',
      '✓ Host name       3 ms  db.internal → 10.0.4.17',
      '✓ Port            2 ms',
      '✓ Sign-in       120 ms',
      '· Database',
      '· Query',
      '· Server',
      '',
      'PostgreSQL 15.18, signed in as orders_app',
      '  Database: orders',
      '  Address: 10.0.4.17:5432',
      '  TLS: not encrypted',
      '',
      'Tested from this machine, 14:02:11, 41 ms',
    ]);
  });
});

describe('the report of a test that failed', () => {
  it('shows the stage, the sentence, what to check, and the evidence', () => {
    expect(linesOf(failed)).toEqual([
      'databases.orders  postgresql  db.internal:5432/orders  development',
      '✓ Preparation     1 ms',
      '· Host name',
      '· Port',
      '✕ TLS            12 ms',
      '· Sign-in',
      '· Database',
      '· Query',
      '· Server',
      '',
      'The certificate of db.internal comes from no authority that is trusted here: it was issued by CN=Company CA.',
      'What to check:',
      ...failure.remedies.map((remedy) => `  - ${remedy}`),
      'Code: tls-untrusted (SELF_SIGNED_CERT_IN_CHAIN)',
      'Driver: self-signed certificate in certificate chain',
      'Certificate:',
      '  Subject: CN=db.internal',
      '  Issuer: CN=Company CA',
      '  Valid: 2020-01-01 to 2021-01-01',
      '  Names: db.internal, 10.0.4.17',
      '  SHA-256: AB:CD',
      '',
      'Tested from this machine, 14:02:11, 41 ms',
    ]);
  });

  it('has no list of things to check when there is none', () => {
    const cancelled = reportText({ ...failed, failure: explainFailure({ code: 'cancelled' }, contextOf(typeOf('postgresql'))) });
    expect(cancelled).not.toContain('What to check');
    expect(cancelled).toContain('The test was cancelled.\nCode: cancelled\n');
  });
});

describe('the text of an audit', () => {
  it('tells what the account may do too much of, with the statements once', () => {
    const remedy = 'CREATE ROLE app;\nGRANT CONNECT ON DATABASE orders TO app;';
    const findings = [{ code: 'superuser', message: 'It is a superuser.', remedy }, { code: 'replication', message: 'It may replicate.', remedy }] as const;
    const text = auditText({ ...passed, server: { ...FACTS, privileges: { findings, unknown: ['Roles are not visible.'] } } });
    expect(text?.split('\n')).toEqual([
      `${passed.element}  development  The account of the last test`,
      '  ! superuser: It is a superuser.',
      '  ! replication: It may replicate.',
      '  ? Roles are not visible.',
      '  An account for this database alone:',
      '    CREATE ROLE app;',
      '    GRANT CONNECT ON DATABASE orders TO app;',
    ]);
  });

  it('is left out when there is nothing to tell', () => {
    expect(auditText(passed)).toBeUndefined();
    expect(auditText({ ...passed, server: { ...FACTS, privileges: { findings: [], unknown: [] } } })).toBeUndefined();
  });
});

describe('facts of a server', () => {
  const labelled = (facts: Partial<ServerFacts>) => Object.fromEntries(factsOf({ product: 'P', version: '1', ...facts }).map(({ label, value }) => [label, value]));

  it.each<[string, Partial<ServerFacts>, Readonly<Record<string, string>>]>([
    ['nothing but product and version', {}, {}],
    ['TLS that was verified', { address: 'a:1', tls: { protocol: 'TLSv1.3', cipher: 'AES', verified: true } }, { Address: 'a:1', TLS: 'TLSv1.3, AES, certificate verified' }],
    ['TLS that was not verified', { tls: { protocol: 'TLSv1.2', cipher: 'AES', verified: false } }, { TLS: 'TLSv1.2, AES, certificate not checked' }],
    ['connections in use and allowed', { connectionsInUse: 3, connectionsAllowed: 100 }, { Connections: '3 of 100 in use' }],
    ['connections in use', { connectionsInUse: 3 }, { Connections: '3 in use' }],
    ['connections allowed', { connectionsAllowed: 100 }, { Connections: '100 allowed' }],
    ['an empty file', { fileSize: 0 }, { 'File size': '0 bytes' }],
    ['a small file', { fileSize: 1023 }, { 'File size': '1023 bytes' }],
    ['a file of a kilobyte', { fileSize: 1024 }, { 'File size': '1.0 KB' }],
    ['a file of megabytes', { fileSize: 5_500_000 }, { 'File size': '5.2 MB' }],
    ['a file beyond terabytes', { fileSize: 1024 ** 5 * 2 }, { 'File size': '2048.0 TB' }],
  ])('%s', (_name, facts, expected) => {
    expect(labelled(facts)).toEqual(expected);
  });

  it('are summed up with the user where there is one', () => {
    expect(summaryOf(FACTS)).toBe('PostgreSQL 15.18, signed in as orders_app');
    expect(summaryOf({ product: 'SQLite', version: '3.50' })).toBe('SQLite 3.50');
  });
});

it('the footer says where and when it ran', () => {
  expect(footerOf({ ranFrom: 'WSL', startedAt: '2026-01-31T09:05:00', milliseconds: 6 })).toBe('Tested from WSL, 09:05:00, 6 ms');
});
