import type { CancellationToken, Uri } from 'vscode';

/**
 * What Database Elements offers to other extensions. This file is the documentation and the types: copy it.
 *
 *     const extension = vscode.extensions.getExtension<DatabaseElements>('database-elements.database-elements');
 *     const api = (await extension?.activate())?.v1;
 *
 * A version stays as it is: it may gain members, and loses none.
 */
export interface DatabaseElements {
  readonly v1: DatabaseElementsApi;
}

/**
 * Works on saved files and in the environment in use, which the status bar shows. No method gives a password or another
 * secret away. Every method rejects in Restricted Mode, with an Error whose message is for people.
 */
export interface DatabaseElementsApi {
  /** The elements of the open folders, by folder and path, those with errors too. */
  elements(): Promise<readonly DatabaseElement[]>;

  /** What each parameter of an element comes to, as a test would resolve it. Nothing connects. Rejects when there is no such element, or when its file has errors. */
  resolve(element: Uri): Promise<ResolvedElement>;

  /**
   * Test Connection: form, tree and log show it as if the person had asked for it, and a test of the same element that is
   * under way is cancelled. Resolves with a failure as with a success; rejects as resolve() does.
   */
  test(element: Uri, token?: CancellationToken): Promise<TestResult>;
}

export interface DatabaseElement {
  /** Of its file, a `*.dbelement.json`. */
  readonly uri: Uri;
  /** The path in dots, e.g. `databases.orders`; unique within a workspace folder. */
  readonly fullName: string;
  /** As the file states them, as far as it does. */
  readonly title?: string;
  readonly type?: string;
  /** False while the file has errors, or a type that no installed extension brings. */
  readonly isValid: boolean;
}

export interface ResolvedElement {
  /** The environment that the values are of, e.g. `development`. */
  readonly environment: string;
  /** Every parameter of the element's type, in the order of its form. */
  readonly parameters: readonly ResolvedParameter[];
}

export interface ResolvedParameter {
  /** `host`, `port`; with its group where that is not `connection`: `tls.mode`, `pool.max`. */
  readonly key: string;
  /**
   * - `value`: it has one.
   * - `secret`: a test looks it up, and may have to ask the person; it is never given away.
   * - `absent`: the element does not state it, or states an optional variable that is not set. The driver's default holds.
   * - `unset`: its variable has no value, or the element does not say what of its password. Nothing connects.
   * - `unusable`: the value of its variable does not fit, or is a secret where everybody would see it. Nothing connects.
   */
  readonly state: 'value' | 'secret' | 'absent' | 'unset' | 'unusable';
  readonly value?: string | number | boolean;
  /** The environment variable that the element names for it. */
  readonly variable?: string;
  /**
   * Where the value comes from: `file`, the element itself; `setting`, the workspace settings; `process`, the process
   * environment; `envFile`, a `.env` file; `default`, the variable's own. Of a secret, `store` where only a keychain can have
   * it. A keychain's value of a secret variable goes before the others; it is not asked for here.
   */
  readonly source?: 'file' | 'setting' | 'process' | 'envFile' | 'default' | 'store';
  /** The name of the `.env` file, e.g. `.env.local`. */
  readonly envFile?: string;
}

export interface TestResult {
  readonly ok: boolean;
  readonly environment: string;
  readonly milliseconds: number;
  /** Those that were reached: `resolve`, `lookup`, `reach`, `secure`, `authenticate`, `open`, `query`, `inspect`. */
  readonly stages: readonly { readonly id: string; readonly status: 'running' | 'passed' | 'failed' | 'skipped'; readonly milliseconds: number }[];
  /** What the server said of itself, after a success. */
  readonly server?: { readonly product: string; readonly version: string };
  readonly failure?: {
    /** One of a closed set, e.g. `connection-refused`. */
    readonly code: string;
    readonly stage: string;
    /** One or two sentences for a person. */
    readonly message: string;
    /** The server's or the driver's own code, e.g. `28P01`. */
    readonly driverCode?: string;
    /** Key of the parameter to look at first. */
    readonly field?: string;
    /** What to check, most likely first. */
    readonly remedies: readonly string[];
  };
}
