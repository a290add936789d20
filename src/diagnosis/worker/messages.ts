import * as z from 'zod/mini';
import { FAILURE_CODES } from '../../databases/failure';
import type { ServerFacts, TestJob } from '../../databases/contract';
import { STAGES, type StageEvent } from '../../databases/stages';
import type { StagedFailure } from './stage-runner';

/** What the host sends to a worker: a job and its number. */
export interface JobMessage {
  readonly number: number;
  readonly job: TestJob;
}

/** What a worker sends: stages as they happen, the last ones together with the outcome. */
export interface WorkerMessage {
  readonly number: number;
  readonly events: readonly StageEvent[];
  readonly done?: ServerFacts;
  readonly failed?: StagedFailure;
}

const text = z.string();
const maybeText = z.exactOptional(text);
const maybeNumber = z.exactOptional(z.number());

const stageEvent = z.object({
  id: z.enum(STAGES),
  status: z.enum(['running', 'passed', 'failed', 'skipped']),
  milliseconds: z.number(),
  detail: maybeText,
});

const serverFacts = z.object({
  product: text,
  version: text,
  database: maybeText,
  user: maybeText,
  tls: z.exactOptional(z.object({ protocol: text, cipher: text, verified: z.boolean() })),
  connectionsInUse: maybeNumber,
  connectionsAllowed: maybeNumber,
  address: maybeText,
  fileSize: maybeNumber,
});

const failure = z.object({
  code: z.enum(FAILURE_CODES),
  stage: z.enum(STAGES),
  driverCode: maybeText,
  driverMessage: maybeText,
  field: maybeText,
  speaks: maybeText,
  certificate: z.exactOptional(
    z.object({ subject: text, issuer: text, validFrom: text, validTo: text, names: z.array(text), fingerprint: text }),
  ),
  suggestedPort: maybeNumber,
  suggestedTlsMode: maybeText,
  address: maybeText,
});

const workerMessage = z.object({
  number: z.number(),
  events: z.array(stageEvent),
  done: z.exactOptional(serverFacts),
  failed: z.exactOptional(failure),
});

/** A driver runs in the worker, so nothing that comes from there is taken on trust; undefined for what is no message. */
export function parseWorkerMessage(value: unknown): WorkerMessage | undefined {
  const parsed = workerMessage.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
