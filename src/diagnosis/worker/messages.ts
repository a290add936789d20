import * as z from 'zod/mini';
import { FAILURE_CODES } from '../../databases/failure';
import type { ConnectionJob } from '../../databases/connection';
import { property } from '../../databases/shared/network-failure';
import { STAGES, type StageEvent, type StageStatus } from '../../databases/stages';
import type { StagedFailure } from './stage-runner';
import type { TaskKind } from './task';

/** What the host sends to a worker: a job, its number and what to do. */
export interface JobMessage {
  readonly number: number;
  readonly job: ConnectionJob;
  readonly kind: TaskKind;
  readonly request: unknown;
}

/** What a worker sends: stages as they happen, the last ones together with the outcome. */
export interface WorkerMessage {
  readonly number: number;
  readonly events: readonly StageEvent[];
  /** The driver was loaded for this job, and only now it begins. */
  readonly loaded?: true;
  /** This and `done` are read by the task that was ordered. */
  readonly progress?: unknown;
  readonly done?: unknown;
  readonly failed?: StagedFailure;
  /** It ended with an outcome that is none. */
  readonly unreadable?: true;
}

const text = z.string();
const maybeText = z.exactOptional(text);
const maybeNumber = z.exactOptional(z.number());

const failure = z.object({
  code: z.enum(FAILURE_CODES),
  stage: z.enum(STAGES),
  driverCode: maybeText,
  driverMessage: maybeText,
  field: maybeText,
  maybeMissing: z.exactOptional(z.boolean()),
  accountLimit: z.exactOptional(z.boolean()),
  beforeSignIn: z.exactOptional(z.boolean()),
  speaks: maybeText,
  certificate: z.exactOptional(
    z.object({ subject: text, issuer: text, validFrom: text, validTo: text, names: z.array(text), fingerprint: text, authority: z.exactOptional(z.object({ subject: text, validTo: text, fingerprint: text, pem: text })) }),
  ),
  portService: maybeText,
  suggestedPort: maybeNumber,
  suggestedTlsMode: maybeText,
  address: maybeText,
  attempts: z.exactOptional(z.array(text)),
  suggestedHost: maybeText,
  clientAddress: maybeText,
});

const statuses: readonly string[] = ['running', 'passed', 'failed', 'skipped'] satisfies readonly StageStatus[];
const stages: readonly string[] = STAGES;

/** Messages are text, which another thread takes in half the time of objects. */
export function encodeJobMessage(message: JobMessage): string {
  return JSON.stringify(message);
}

/** What the host sends, which is the only one that can. */
export function decodeJobMessage(data: string): JobMessage {
  return JSON.parse(data) as JobMessage;
}

export function encodeWorkerMessage(message: WorkerMessage): string {
  return JSON.stringify(message);
}

/** A driver runs in the worker, so nothing that comes from there is taken on trust; undefined for what is no message. */
export function decodeWorkerMessage(data: unknown): WorkerMessage | undefined {
  const value = parseJson(data);
  const number = property(value, 'number');
  const events = property(value, 'events');
  if (typeof number !== 'number' || !Array.isArray(events) || !events.every(isStageEvent)) return undefined;
  const done = property(value, 'done');
  const failed = property(value, 'failed');
  if (done !== undefined) return { number, events, done };
  const progress = property(value, 'progress');
  if (failed === undefined && property(value, 'loaded') === true) return { number, events, loaded: true };
  if (failed === undefined) return progress === undefined ? { number, events } : { number, events, progress };
  const facts = failure.safeParse(failed);
  return facts.success ? { number, events, failed: facts.data } : { number, events, unreadable: true };
}

// By hand and not by schema: it runs for every stage of every test, and the time of a test is what it shows.
function isStageEvent(value: unknown): value is StageEvent {
  const [id, status, detail] = [property(value, 'id'), property(value, 'status'), property(value, 'detail')];
  return (
    typeof id === 'string' &&
    stages.includes(id) &&
    typeof status === 'string' &&
    statuses.includes(status) &&
    typeof property(value, 'milliseconds') === 'number' &&
    (detail === undefined || typeof detail === 'string')
  );
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
