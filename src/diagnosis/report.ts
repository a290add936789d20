import type { ServerFacts } from '../databases/contract';
import type { CertificateFacts } from '../databases/failure';
import { databaseTypes } from '../databases/registry';
import { stagesOf, type Stage, type StageEvent } from '../databases/stages';
import type { TestOutcome } from './outcome';

/** The names of the stages for people. The first one also finds secrets and drivers, and reads certificates. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  resolve: 'Preparation',
  lookup: 'Host name',
  reach: 'Port',
  secure: 'TLS',
  authenticate: 'Sign-in',
  open: 'Database',
  query: 'Query',
  inspect: 'Server',
};

const LABEL_WIDTH = Math.max(...Object.values(STAGE_LABELS).map((label) => label.length)) + 1;
const MARKS = { running: '…', passed: '✓', failed: '✕', skipped: '–' } as const;

/** The whole report as text, for the log, the clipboard and the CLI. Made from an outcome, which holds no secret. */
export function reportText(outcome: TestOutcome): string {
  const lines = [
    `${outcome.element}  ${outcome.type}  ${outcome.endpoint}  ${outcome.environment}`,
    ...shownStages(outcome.type, outcome.stages).map(([id, event]) => stageLine(id, event)),
  ];
  const { failure, server } = outcome;
  if (server !== undefined) lines.push('', summaryOf(server), ...factsOf(server).map(({ label, value }) => `  ${label}: ${value}`), ...privilegeLines(server));
  if (failure !== undefined) {
    lines.push('', failure.message);
    if (failure.remedies.length > 0) lines.push('What to check:', ...failure.remedies.map((remedy) => `  - ${remedy}`));
    lines.push(`Code: ${failure.code}${failure.driverCode === undefined ? '' : ` (${failure.driverCode})`}`);
    const { driverMessage, certificate } = failure.evidence ?? {};
    if (driverMessage !== undefined) lines.push(`Driver: ${driverMessage}`);
    if (certificate !== undefined) {
      lines.push('Certificate:', ...describeCertificate(certificate).map(({ label, value }) => `  ${label}: ${value}`));
    }
  }
  lines.push('', footerOf(outcome));
  return lines.join('\n');
}

/** What a person compares to judge a certificate, as label and value. */
export function describeCertificate({ subject, issuer, validFrom, validTo, names, fingerprint, authority }: CertificateFacts): { readonly label: string; readonly value: string }[] {
  const lines: [string, string][] = [['Subject', subject], ['Issuer', issuer], ['Valid', `${validFrom} to ${validTo}`], ['Names', names.join(', ')], ['SHA-256', fingerprint]];
  if (authority !== undefined && authority.fingerprint !== fingerprint) lines.push(['Presented CA', authority.subject], ['SHA-256 of the CA', authority.fingerprint]);
  return lines.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** The stages of a type in order, each with what happened in it; none of those that do not apply. */
export function shownStages(typeId: string, events: readonly StageEvent[]): (readonly [Stage, StageEvent | undefined])[] {
  return stagesOf(databaseTypes.find(typeId)?.kind ?? 'server')
    .map((id) => [id, events.find((event) => event.id === id)] as const)
    .filter(([, event]) => event?.status !== 'skipped' || event.detail !== undefined);
}

/** "Tested from this machine, 2026-01-31 14:02:11, 41 ms." */
export function footerOf(outcome: Pick<TestOutcome, 'ranFrom' | 'startedAt' | 'milliseconds'>): string {
  const at = new Date(outcome.startedAt);
  return `Tested from ${outcome.ranFrom}, ${at.toLocaleTimeString('en-GB')}, ${outcome.milliseconds} ms`;
}

/** "PostgreSQL 15.18, signed in as orders_app." */
export function summaryOf(server: ServerFacts): string {
  return `${server.product} ${server.version}${server.user === undefined ? '' : `, signed in as ${server.user}`}`;
}

/** What was found, as label and value. */
export function factsOf(server: ServerFacts): { readonly label: string; readonly value: string }[] {
  const facts: [string, string | undefined][] = [
    ['Database', server.database],
    ['Address', server.address],
    ['TLS', server.tls === undefined ? (server.address === undefined ? undefined : 'not encrypted') : `${server.tls.protocol}, ${server.tls.cipher}${server.tls.verified ? ', certificate verified' : ', certificate not checked'}`],
    ['Connections', connectionsOf(server)],
    ['Privileges', privilegesText(server)],
    ['File size', server.fileSize === undefined ? undefined : sizeText(server.fileSize)],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/** What an audit adds to the report of its test; undefined when it found nothing to tell. */
export function auditText({ element, environment, server }: TestOutcome): string | undefined {
  const lines = server === undefined ? [] : privilegeLines(server);
  return lines.length === 0 ? undefined : [`${element}  ${environment}  The account of the last test`, ...lines].join('\n');
}

/** What the account may do too much of, what is not known of it, and once, since it is the same for all, the remedy. */
function privilegeLines({ privileges }: ServerFacts): string[] {
  if (privileges === undefined) return [];
  const { findings, unknown } = privileges;
  const lines = [...findings.map(({ code, message }) => `  ! ${code}: ${message}`), ...unknown.map((sentence) => `  ? ${sentence}`)];
  const [first] = findings;
  return first === undefined ? lines : [...lines, '  An account for this database alone:', ...first.remedy.split('\n').map((statement) => `    ${statement}`)];
}

function privilegesText({ privileges }: ServerFacts): string | undefined {
  if (privileges === undefined) return undefined;
  const { findings, unknown } = privileges;
  if (findings.length > 0) return `more than an application needs: ${findings.map(({ code }) => code).join(', ')}`;
  return unknown.length > 0 ? 'not known in full' : 'no more than an application needs';
}

function connectionsOf({ connectionsInUse, connectionsAllowed }: ServerFacts): string | undefined {
  if (connectionsAllowed === undefined) return connectionsInUse === undefined ? undefined : `${connectionsInUse} in use`;
  return connectionsInUse === undefined ? `${connectionsAllowed} allowed` : `${connectionsInUse} of ${connectionsAllowed} in use`;
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}

function stageLine(id: Stage, event: StageEvent | undefined): string {
  const label = STAGE_LABELS[id].padEnd(LABEL_WIDTH);
  if (event === undefined) return `· ${STAGE_LABELS[id]}`;
  const time = event.status === 'skipped' ? '' : `${event.milliseconds} ms`.padStart(8);
  return `${MARKS[event.status]} ${label}${time}${event.detail === undefined ? '' : `  ${event.detail}`}`.trimEnd();
}
