import { createHash } from 'node:crypto';
import { targetAt, type ServerCheck } from '../credentials/checked-target';
import type { ParameterValues } from '../databases/connection';
import type { DatabaseType } from '../databases/contract';
import { checksCertificate, type TlsPolicy } from '../databases/tls';
import { targetOf } from '../databases/target';
import { readTlsPolicy, tlsModeOf, type ReadTlsFile } from './tls-files';

/**
 * What the secrets of a connection are bound to. The same rule for every host: what listens on the loopback interface, or
 * on a Unix socket, may well be the near end of a tunnel.
 */
export function targetUnder(type: DatabaseType, values: ParameterValues, policy: TlsPolicy): string {
  return targetAt(targetOf(type, values), checkUnder(policy));
}

/** The same where the certificate's authorities are still to be read. */
export async function connectionTarget(type: DatabaseType, values: ParameterValues, readFile: ReadTlsFile): Promise<string> {
  const mode = tlsModeOf(values);
  if (!checksCertificate(mode)) return targetAt(targetOf(type, values), undefined);
  const policy = await readTlsPolicy(type, values, readFile);
  // Nothing connects while a file is missing; a secret that is entered now belongs to no authorities that come later.
  return 'code' in policy ? targetAt(targetOf(type, values), { mode, authorities: 'unread' }) : targetUnder(type, values, policy);
}

function checkUnder({ mode, ca }: TlsPolicy): ServerCheck | undefined {
  if (!checksCertificate(mode)) return undefined;
  // By the text, not by what a parser of ours finds in it: OpenSSL may find more.
  if (ca !== undefined) return { mode, authorities: `sha256-${createHash('sha256').update(ca.replace(/\r\n/g, '\n').trim()).digest('hex')}` };
  // Public authorities vouch for names: without the name, anybody's certificate passes.
  return mode === 'verify-full' ? { mode, authorities: 'public' } : undefined;
}
