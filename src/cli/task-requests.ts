import { resolve } from 'node:path';
import type { DatabaseType } from '../databases/contract';
import { findPackage } from '../databases/shared/driver-package';
import type { TypedElement } from '../databases/typed-element';
import { connectionTarget } from '../diagnosis/connection-target';
import type { Failure } from '../diagnosis/outcome';
import { plainValues, type DriverLookup } from '../diagnosis/prepare';
import { ranFrom } from '../diagnosis/ran-from';
import type { TaskRequest } from '../diagnosis/run-task';
import { tlsFileReader, type ReadTlsFile } from '../diagnosis/tls-files';
import { extensionOfType } from '../elements/extension-type';
import type { ElementEntry } from '../elements/element-index';
import type { ValueSources } from '../environments/sources';
import type { CliArguments } from './arguments';
import { passwordVault, secretVariableFinder } from './secret-stores';
import { findStoredPassword } from './stored-password';

/** What a command asks of the workers for one element: values, secrets and files come from the folder and this machine. */
export function taskRequests(folder: string, sources: ValueSources, args: CliArguments, signal: AbortSignal): (entry: ElementEntry, typed: TypedElement) => TaskRequest {
  const vault = passwordVault();
  const findSecretVariable = secretVariableFinder(folder);
  const readTlsFile = tlsFileReader(folder);
  return (entry, typed) => ({
    fullName: entry.fullName,
    ...typed,
    sources,
    folder,
    findPassword: (owner) => findStoredPassword(vault, owner, () => strictestTarget(typed, sources, readTlsFile)),
    findSecretVariable,
    readTlsFile,
    findDriver: () => findDriver(typed.type, args),
    ranFrom: ranFrom(process.env, undefined),
    signal,
    onEvent: () => undefined,
    ...(args.timeoutMs === undefined ? {} : { deadlineMs: args.timeoutMs, resolveMs: args.timeoutMs }),
  });
}

/** What a password is bound to where the element's server has to prove most. */
function strictestTarget({ element, type }: TypedElement, sources: ValueSources, readTlsFile: ReadTlsFile): Promise<string> {
  return connectionTarget(type, { ...plainValues(element, type, sources), 'tls.mode': 'verify-full' }, readTlsFile);
}

function findDriver({ id, driverPackage }: DatabaseType, { driverFolders }: CliArguments): DriverLookup {
  const folder = driverFolders.get(id);
  if (folder === undefined || driverPackage === undefined) return { kind: 'missing', reason: `no --${id}-driver names a folder that has it` };
  const found = findPackage(resolve(folder), driverPackage.name);
  return found === undefined ? { kind: 'missing', reason: `there is none in ${folder}` } : { kind: 'found', ...found };
}

/** A failure as the commands print it, in the order of the design's JSON. */
export interface PrintedFailure {
  readonly code: string;
  readonly stage: string;
  readonly message: string;
  readonly driverCode?: string;
  readonly field?: string;
  readonly remedies: readonly string[];
}

export function printedFailure({ code, stage, message, driverCode, field, remedies }: Failure): PrintedFailure {
  return { code, stage, message, ...(driverCode === undefined ? {} : { driverCode }), ...(field === undefined ? {} : { field }), remedies };
}

/** The failure of an element whose file says too little to connect, or whose type is not known here. */
export function malformedFailure(entry: ElementEntry): PrintedFailure {
  const problem = entry.problems.find((candidate) => candidate.severity === 'error');
  const place = problem === undefined ? '' : `:${problem.start.line}:${problem.start.column}`;
  const message = `${entry.path}${place}: ${problem?.message ?? 'the file is malformed.'}`;
  if (extensionOfType(entry.typeId) !== undefined) return { code: 'driver-missing', stage: 'resolve', message, remedies: ['Test it in VS Code, and name the other elements here.'] };
  return { code: 'invalid-parameter', stage: 'resolve', message, remedies: ['Correct the file.'] };
}
