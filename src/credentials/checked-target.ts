/**
 * A target is an address, `type://user@host:port`, and after a space how the server there has to prove who it is:
 * `verify-full:<authorities>` or `verify-ca:<authorities>`. Without that, anybody on the line could answer.
 */
const FORM = /^(.*?)(?: (verify-full|verify-ca):(\S+))?$/s;

/** How a connection checks its server. */
export interface ServerCheck {
  readonly mode: 'verify-full' | 'verify-ca';
  /** Names the authorities that are trusted, without a space; other authorities have another name. */
  readonly authorities: string;
}

/** What a secret is bound to: an address, and the check of the server there. */
export function targetAt(address: string, check: ServerCheck | undefined): string {
  // No address may look like one that is checked.
  const plain = address.replaceAll(' ', '%20');
  return check === undefined ? plain : `${plain} ${check.mode}:${check.authorities}`;
}

/** `type://user@host:port` of a target. */
export function addressOfTarget(target: string): string {
  return FORM.exec(target)?.[1] ?? target;
}

/** The check that a target demands; undefined for one that demands none. */
export function checkOfTarget(target: string): ServerCheck | undefined {
  const [, , mode, authorities] = FORM.exec(target) ?? [];
  return authorities !== undefined && (mode === 'verify-full' || mode === 'verify-ca') ? { mode, authorities } : undefined;
}

/** The targets whose secrets may go to this one: itself, and those of the same address that demand less of the server. */
export function satisfiedTargets(target: string): readonly string[] {
  const [address, check] = [addressOfTarget(target), checkOfTarget(target)];
  if (check === undefined) return [target];
  return check.mode === 'verify-ca' ? [target, address] : [target, targetAt(address, { ...check, mode: 'verify-ca' }), address];
}

/** For people. */
export function describeTarget(target: string): string {
  return checkOfTarget(target) === undefined ? target : `${addressOfTarget(target)} (certificate checked)`;
}
