import { addressOfTarget, checkOfTarget } from '../../credentials/checked-target';

/**
 * Why a secret that may go to `agreed` does not go to `target`, when both are one address: the end of a sentence that
 * begins with what became of the secret, e.g. "The stored password was saved". Undefined for two addresses.
 */
export function weakerCheck(agreed: string, target: string): string | undefined {
  if (addressOfTarget(agreed) !== addressOfTarget(target)) return undefined;
  const [then, now] = [checkOfTarget(agreed), checkOfTarget(target)];
  if (then === undefined || agreed === target) return undefined;
  if (now === undefined) return "for a connection that checks the server's certificate. This element no longer does, so that anybody on the line could take it.";
  if (then.authorities === now.authorities) return 'for a connection that checks whether the certificate names this host. This element no longer does, so that any server of the same authority could take it.';
  return "for a connection that checks the server's certificate with other authorities. Whoever owns one of those that the element names now could take it.";
}

/** The first of the targets of a secret that is the same address as `target` under another check, and what is to be said of it. */
export function weakenedFrom(targets: readonly string[], target: string): { readonly agreed: string; readonly difference: string } | undefined {
  for (const agreed of targets) {
    const difference = weakerCheck(agreed, target);
    if (difference !== undefined) return { agreed, difference };
  }
  return undefined;
}
