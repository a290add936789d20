import type { ElementForm, FormField, FormSection, PrivilegesView, SecretState, StageView, TestView, UnreadableForm, VariableView } from '../../src/protocol/form-state';
import type { PoolCheckView, PoolRunView, SampleView } from '../../src/protocol/pool-check';

/** States as a host builds them, for pictures and tests. */

const TLS_MODES = [
  { value: 'disable', label: 'Disable', help: 'Never encrypted.' },
  { value: 'prefer', label: 'Prefer', help: 'Encrypted when the server offers it; the certificate is not checked.' },
  { value: 'require', label: 'Require', help: 'Always encrypted; the certificate is not checked.' },
  { value: 'verify-ca', label: 'Verify CA', help: 'Encrypted; the certificate comes from a trusted authority.' },
  { value: 'verify-full', label: 'Verify full', help: 'Encrypted; a trusted certificate that names this host.' },
];

type Extra = Partial<Omit<FormField, 'key' | 'label'>> & { readonly value?: string; readonly fallback?: string };

export function field(key: string, label: string, { value = '', fallback, ...extra }: Extra = {}): FormField {
  const state: FormField['state'] = { kind: 'literal', value, ...(fallback === undefined ? {} : { fallback }) };
  return { key, label, required: false, control: { kind: 'text' }, state, ...extra };
}

export function password(secret: SecretState): FormField {
  return field('password', 'Password', { required: true, control: { kind: 'secret' }, state: { kind: 'secret', secret } });
}

/** An environment variable of the workspace with its value in the environment in use. */
export function variable(key: string, name: string, value: VariableView['value'], extra: Partial<VariableView> = {}): VariableView {
  return { key, name, description: '', defaultValue: '', required: false, secret: false, value, ...extra };
}

export function bound(view: VariableView): FormField['state'] {
  return { kind: 'variable', variable: view };
}

const port = field('port', 'Port', { fallback: '5432', control: { kind: 'integer', min: 1, max: 65_535 } });

export const mainFields: readonly FormField[] = [
  field('host', 'Host', { value: 'db.internal', required: true, placeholder: 'localhost', help: 'Name or address of the server.' }),
  port,
  field('database', 'Database', { value: 'orders', required: true }),
  field('user', 'User', {
    required: true,
    state: bound(variable('ORDERS_DB_USER', 'Orders DB user', { display: 'orders_app', source: 'from workspace settings' })),
  }),
  password({ kind: 'stored', store: 'the OS keychain' }),
];

export const mainFieldsInDoubt: readonly FormField[] = [
  field('host', 'Host', { value: 'db.internal/orders', required: true, error: 'A host name or an address, without scheme, port or path.', help: 'Name or address of the server.' }),
  { ...port, state: { kind: 'literal', value: '543a2', fallback: '5432' }, error: 'A whole number from 1 to 65535.' },
  field('database', 'Database', { required: true, placeholder: 'orders', warning: 'The same database as databases.archive in this environment.' }),
  field('user', 'User', { required: true, state: bound(variable('ORDERS_DB_USER', 'Orders DB user', { source: 'not set in development' }, { required: true })) }),
  password({ kind: 'missing', store: 'the OS keychain', reason: 'The target changed: nothing is stored for orders_app@db.internal.' }),
];

/** Variables of a workspace, one of them secret. */
export const variables = {
  host: variable('ORDERS_DB_HOST', 'Orders DB host', { display: 'db.internal', source: 'from workspace settings' }, { description: 'Server of the shop', defaultValue: 'localhost', required: true }),
  port: variable('ORDERS_DB_PORT', 'ORDERS_DB_PORT', { display: '5432', source: 'default' }, { defaultValue: '5432' }),
  database: variable('ORDERS_DB_NAME_IN_THE_REPORTING_CLUSTER', 'Orders database name in the reporting cluster', { display: 'orders_reporting_replica_2', source: 'from .env.development' }),
  user: variable('ORDERS_DB_USER', 'Orders DB user', { source: 'not set' }, { required: true }),
  password: variable('ORDERS_DB_PASSWORD', 'Orders DB password', { display: '••••••••', source: 'from the OS keychain' }, { required: true, secret: true }),
};

/** Every main field is a variable. */
export const mainFieldsBound: readonly FormField[] = mainFields.map((each) => ({ ...each, state: bound(variables[each.key as keyof typeof variables]) }));

const tls: FormSection = {
  id: 'tls',
  label: 'TLS',
  folded: false,
  fields: [
    field('tls.mode', 'TLS', { fallback: 'prefer', control: { kind: 'choice', choices: TLS_MODES } }),
    field('tls.ca', 'CA certificate', { control: { kind: 'path' }, placeholder: 'certs/ca.pem', help: 'PEM file with the authorities to trust; without it, those of Node.js.' }),
    field('tls.cert', 'Client certificate', { control: { kind: 'path' }, placeholder: 'certs/client.pem', help: 'PEM file, for servers that ask for one.' }),
    field('tls.key', 'Client key', { control: { kind: 'path' }, placeholder: 'certs/client.key', help: 'PEM file; keep it out of the repository.' }),
  ],
};

export const pool: FormSection = {
  id: 'pool',
  label: 'Connection pool',
  folded: true,
  fields: [
    field('pool.min', 'Minimum connections', { value: '20', fallback: '0', control: { kind: 'integer', min: 0, max: 10_000 }, help: 'Connections kept open when idle.', error: 'More than the maximum, 10.' }),
    field('pool.max', 'Maximum connections', { fallback: '10', control: { kind: 'integer', min: 1, max: 10_000 }, help: 'Connections of one application instance at the most.' }),
    field('pool.idleTimeoutMs', 'Idle timeout', { fallback: '30000', control: { kind: 'integer', min: 0, max: 86_400_000, unit: 'ms' }, help: 'An idle connection is closed after this time.' }),
  ],
};

const advanced: FormSection = {
  id: 'advanced',
  label: 'Advanced',
  folded: true,
  fields: [
    field('timeouts.connectMs', 'Connect timeout', { fallback: '10000', control: { kind: 'integer', min: 100, max: 600_000, unit: 'ms' } }),
    field('options.readOnly', 'Read-only session', { value: 'true', fallback: 'false', control: { kind: 'boolean' }, help: 'Every statement that writes is refused by the server.' }),
  ],
};

export function elementForm(changes: Partial<ElementForm> = {}, main: readonly FormField[] = mainFields): ElementForm {
  return {
    kind: 'element',
    fullName: 'databases.orders',
    typeId: 'postgresql',
    typeLabel: 'PostgreSQL',
    title: { value: 'Orders' },
    description: { value: 'Business data of the shop' },
    environment: 'development',
    environmentProtected: false,
    variables: [],
    trusted: true,
    unsaved: false,
    sections: [{ id: 'main', label: 'Connection', folded: false, fields: main }, tls, pool, advanced],
    problems: [],
    ...changes,
  };
}

/** What an element's form knows of the workspace's variables. */
export const knownVariables = { variables: Object.values(variables) };

/** The form of an element whose one field is this. */
export const literalHost = (value = 'db.internal'): ElementForm => elementForm({}, [field('host', 'Host', { value })]);
export const boundHost = (view = variables.host): ElementForm => elementForm(knownVariables, [field('host', 'Host', { state: bound(view) })]);

export const missingPassword = password({ kind: 'missing', store: 'the OS keychain' });

const samples = (waiting: number): SampleView[] =>
  Array.from({ length: 20 }, (_, index) => {
    const wave = Math.sin(index / 2) * 4;
    return { at: (index + 1) * 250, active: 8 + Math.round(wave / 4), waiting: Math.max(0, Math.round(waiting + wave)), acquire: { p50: waiting * 2 + 1, p95: waiting * 5 + wave + 6, p99: waiting * 7 + wave * 2 + 12 }, failed: waiting > 5 && index === 13 ? 2 : 0 };
  });

/** Before anything was checked. */
export const poolCheck: PoolCheckView = {
  plan: [
    { name: 'clients', label: 'Clients', min: 1, max: 500, value: 20 },
    { name: 'holdMs', label: 'Hold', unit: 'ms', min: 0, max: 10_000, value: 20 },
    { name: 'durationMs', label: 'Duration', unit: 'ms', min: 500, max: 60_000, value: 5000 },
    { name: 'instances', label: 'Instances', min: 1, max: 1000, value: 1 },
  ],
  sentence: "Clients share the driver's own pool of at most 10 connections; each waits up to 10000 ms for one, runs a trivial statement and holds it.",
  runs: [],
};

export const poolCheckRunning: PoolCheckView = { ...poolCheck, running: { durationMs: 5000, samples: samples(10).slice(0, 9) } };

export const poolRuns: readonly PoolRunView[] = [
  {
    title: '14:07:12, max 20',
    code: 'healthy',
    message: '95% of the requests had a connection within 4.1 ms; pool.max 20 can stay.',
    ok: true,
    facts: [{ label: 'Acquire', value: 'p50 0.4 ms, p95 4.1 ms, p99 6 ms' }, { label: 'Requests', value: '4821 in 5004 ms, 963 per second' }],
    samples: samples(0),
  },
  {
    title: '14:05:40, max 10',
    code: 'pool-too-small',
    message: '20 clients wait for 10 connections (95% up to 41 ms): raise pool.max from 10 towards 20.',
    ok: false,
    suggestion: { key: 'pool.max', value: 20, label: 'Set pool.max to 20' },
    facts: [{ label: 'Acquire', value: 'p50 21 ms, p95 41 ms, p99 44 ms' }, { label: 'Requests', value: '2410 in 5021 ms, 480 per second' }],
    samples: samples(10),
  },
];

export const privileges: PrivilegesView = {
  findings: [{ code: 'superuser', message: 'The account is a superuser or may become one: no other limit holds for it.' }],
  unknown: ['What the role auditor adds is not known: an account sees its own privileges only.'],
  statements: 'CREATE ROLE "orders_app" LOGIN PASSWORD <password> NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;\nGRANT CONNECT ON DATABASE "orders" TO "orders_app";',
};

export const unreadable: UnreadableForm = {
  kind: 'unreadable',
  fullName: 'databases.orders',
  problems: [
    { message: 'Expected a comma or a closing brace.', line: 12, column: 5 },
    { message: 'The type "postgres" is not known; did you mean "postgresql"?', line: 4, column: 11 },
  ],
};

const LABELS = { resolve: 'Preparation', lookup: 'Host name', reach: 'Port', secure: 'TLS', authenticate: 'Sign-in', open: 'Database', query: 'Query', inspect: 'Server' } as const;
type Reported = Pick<StageView, 'status' | 'milliseconds' | 'detail'>;

function stages(reported: Partial<Record<StageView['id'], Reported>>): readonly StageView[] {
  return Object.entries(LABELS).map(([id, label]) => {
    const stage = id as StageView['id'];
    return { id: stage, label, status: 'pending', ...reported[stage] };
  });
}

const resolved: Reported = { status: 'passed', milliseconds: 1, detail: '2 values from workspace settings, password from the OS keychain' };
const lookedUp: Reported = { status: 'passed', milliseconds: 3, detail: 'db.internal → 10.0.4.17' };
const passed = (milliseconds: number, detail?: string): Reported => ({ status: 'passed', milliseconds, ...(detail === undefined ? {} : { detail }) });

export const running: Extract<TestView, { kind: 'running' }> = { kind: 'running', stages: stages({ resolve: resolved, lookup: lookedUp, reach: { status: 'running' } }) };

export const failed: Extract<TestView, { kind: 'failed' }> = {
  kind: 'failed',
  stages: stages({ resolve: resolved, lookup: lookedUp, reach: { status: 'failed', milliseconds: 2, detail: 'refused' } }),
  failure: {
    code: 'connection-refused',
    message: 'Nothing listens on db.internal:5433.',
    field: 'port',
    remedies: ["PostgreSQL's default port is 5432.", 'Is the server running, and does it listen on this address?', 'Does a firewall or an allow-list reject 10.0.4.2?'],
    driverCode: 'ECONNREFUSED',
    actions: [
      { id: 0, label: 'Use 5432' },
      { id: 1, label: 'Edit Port' },
    ],
  },
  footer: 'Tested from this machine, 14:02:11, 6 ms.',
  outdated: false,
};

export const fingerprint = Array.from({ length: 32 }, (_, index) => (index * 7 + 16).toString(16).toUpperCase()).join(':');

export const untrusted: Extract<TestView, { kind: 'failed' }> = {
  ...failed,
  stages: stages({ resolve: resolved, lookup: lookedUp, reach: passed(2, '10.0.4.17:5432'), secure: { status: 'failed', milliseconds: 11 } }),
  failure: {
    code: 'tls-untrusted',
    message: 'The server on db.internal made its certificate itself (CN=db.internal), so nobody that is trusted here vouches for it.',
    remedies: ['Get the CA certificate from whoever runs the server, and name its file under "CA certificate".', `Or trust the one that the server presents, once its administrator has confirmed the fingerprint: SHA-256 ${fingerprint}`],
    driverCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    actions: [
      { id: 0, label: 'Choose CA certificate...' },
      { id: 1, label: 'Trust this CA...' },
    ],
    certificate: [
      { label: 'Subject', value: 'CN=db.internal' },
      { label: 'Issuer', value: 'CN=db.internal' },
      { label: 'Valid', value: '2026-11-24 00:53 UTC to 2026-12-24 00:53 UTC' },
      { label: 'Names', value: 'db.internal, 10.0.4.17' },
      { label: 'SHA-256', value: fingerprint },
    ],
  },
};

export const passedTest: Extract<TestView, { kind: 'passed' }> = {
  kind: 'passed',
  stages: stages({
    resolve: resolved,
    lookup: lookedUp,
    reach: passed(2, '10.0.4.17:5432'),
    secure: passed(11, 'TLS 1.3, certificate of db.internal, not checked'),
    authenticate: passed(14, 'scram-sha-256'),
    open: passed(1, 'orders'),
    query: passed(1),
    inspect: { status: 'skipped', detail: 'no permission to read pg_stat_activity' },
  }),
  summary: 'Connected to orders on db.internal as orders_app.',
  facts: [
    { label: 'Version', value: 'PostgreSQL 16.4' },
    { label: 'Database', value: 'orders' },
    { label: 'User', value: 'orders_app' },
    { label: 'Encryption', value: 'TLS 1.3, TLS_AES_256_GCM_SHA384' },
    { label: 'Connections', value: '12 of 100 in use' },
  ],
  footer: 'Tested from this machine, 14:05:40, 33 ms.',
  outdated: false,
};
