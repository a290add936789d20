import * as vscode from 'vscode';
import type { SecretVariables } from '../../credentials/secret-variables';
import type { Vault } from '../../credentials/vault';
import type { DatabaseType } from '../../databases/contract';
import type { StageEvent } from '../../databases/stages';
import { ranFrom } from '../../diagnosis/ran-from';
import type { TaskRequest } from '../../diagnosis/run-task';
import { tlsFileReader } from '../../diagnosis/tls-files';
import type { Element } from '../../elements/element';
import type { DriverPackages } from '../drivers/driver-packages';
import type { ActiveEnvironment } from '../environment';

/** An element as something is to be done with its connection: saved, or as it stands in a form. */
export interface TestSubject {
  readonly uri: vscode.Uri;
  readonly fullName: string;
  readonly folder: vscode.Uri;
  readonly element: Element;
  readonly type: DatabaseType;
  /** A password typed into the form and not saved yet may be used. */
  readonly draft: boolean;
}

/** Makes what the workers are asked: values of the environment in use, secrets of the stores, files of this machine. */
export class TaskRequests {
  constructor(
    private readonly environment: ActiveEnvironment,
    private readonly credentials: { readonly vault: Pick<Vault, 'find'>; readonly variables: Pick<SecretVariables, 'find'> },
    private readonly drivers: Pick<DriverPackages, 'find'>,
  ) {}

  /** Throws in Restricted Mode. */
  async make({ fullName, element, type, folder, draft }: TestSubject, signal: AbortSignal, onEvent: (event: StageEvent) => void): Promise<TaskRequest> {
    if (!vscode.workspace.isTrusted) throw new Error('Nothing connects in Restricted Mode. Trust this workspace first.');
    return {
      fullName,
      element,
      type,
      sources: await this.environment.sources(folder),
      folder: folder.fsPath,
      findPassword: (owner) => this.credentials.vault.find(owner, { draft }),
      findSecretVariable: ({ key, environment, target }) => this.credentials.variables.find({ workspace: folder.toString(), environment, key }, target),
      readTlsFile: tlsFileReader(folder.fsPath),
      findDriver: (wanted) => this.drivers.find(wanted),
      ranFrom: ranFrom(process.env, vscode.env.remoteName),
      signal,
      onEvent,
    };
  }
}
