import type { PasswordOwner } from '../credentials/account';
import type { PasswordLookup, Vault } from '../credentials/vault';

/**
 * The stored password of a target. The command line has no list of the others, but knows how to name the one that a lowered
 * TLS mode leaves behind: `strictest`, the same address under the strictest check. Where a password is stored for that
 * alone, it is told and not used.
 */
export async function findStoredPassword(vault: Vault, owner: PasswordOwner, strictest: () => Promise<string>): Promise<PasswordLookup> {
  const found = await vault.find(owner, { draft: false });
  if (found.kind !== 'missing') return found;
  const target = await strictest();
  const kept = await vault.find({ ...owner, target }, { draft: false });
  return kept.kind === 'found' ? { ...found, others: [target] } : found;
}
