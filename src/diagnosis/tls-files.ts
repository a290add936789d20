import { join } from 'node:path';
import type { ParameterValues } from '../databases/connection';
import type { DatabaseType } from '../databases/contract';
import { TLS_MODES, type TlsMode, type TlsPolicy } from '../databases/tls';
import { readLocalFile } from '../environments/local-file';
import type { PreparationFailure } from './preparation-failure';

/** A bundle of all public authorities has a quarter of this. */
const MAX_TLS_FILE = 1024 * 1024;

const WALLET = 'tls.wallet';
const ENCRYPTED_KEY = /-----BEGIN ENCRYPTED |Proc-Type: 4,ENCRYPTED/;

/** Reads a PEM file by its path relative to the workspace folder, or absolute; undefined when there is none. Rejects when it cannot be read. */
export type ReadTlsFile = (path: string) => Promise<string | undefined>;

export function tlsFileReader(folder: string): ReadTlsFile {
  return (path) => readLocalFile(folder, path, MAX_TLS_FILE + 1);
}

/** The TLS settings with the contents of their files, or why one of them is no use. */
export async function readTlsPolicy(type: Pick<DatabaseType, 'walletFile'>, values: ParameterValues, readFile: ReadTlsFile): Promise<TlsPolicy | PreparationFailure> {
  const contents: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const { field, path } = fileOf(name, type, values);
    if (typeof path !== 'string') continue;
    let text: string | undefined;
    try {
      text = await readFile(path);
    } catch (error) {
      return { code: 'invalid-parameter', stage: 'resolve', field, driverMessage: error instanceof Error ? error.message : String(error) };
    }
    if (text === undefined) return { code: 'file-not-found', stage: 'resolve', field, address: path };
    if (text.length > MAX_TLS_FILE || !text.includes('-----BEGIN ')) return { code: 'invalid-parameter', stage: 'resolve', field, expected: 'a PEM file (-----BEGIN ...) of at most 1 MB' };
    if (ENCRYPTED_KEY.test(text)) return { code: 'invalid-parameter', stage: 'resolve', field, expected: 'a PEM file with a key that is not encrypted' };
    // A wallet for servers that ask for no certificate has none.
    if (field !== WALLET || name === 'ca' || text.includes('PRIVATE KEY-----')) contents[name] = text;
  }
  return { mode: tlsModeOf(values), ...contents };
}

/** The mode of TLS that resolved values come to. */
export function tlsModeOf(values: ParameterValues): TlsMode {
  return TLS_MODES.find((candidate) => candidate === values['tls.mode']) ?? 'prefer';
}

/** Where a file is stated: under its own name, or as part of the wallet. */
function fileOf(name: 'ca' | 'cert' | 'key', { walletFile }: Pick<DatabaseType, 'walletFile'>, values: ParameterValues): { readonly field: string; readonly path: ParameterValues[string] | undefined } {
  const [path, wallet] = [values[`tls.${name}`], values[WALLET]];
  if (path !== undefined || typeof wallet !== 'string' || walletFile === undefined) return { field: `tls.${name}`, path };
  return { field: WALLET, path: join(wallet, walletFile) };
}
