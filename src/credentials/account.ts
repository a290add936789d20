/** What a stored password is bound to. Another host, user, environment or element has another account, hence no password. */
export interface PasswordOwner {
  readonly elementId: string;
  readonly environment: string;
  /** `type://user@host:port`, resolved. */
  readonly target: string;
}

/** The name under which a password is stored. */
export function passwordAccount(owner: PasswordOwner): string {
  return [owner.elementId, owner.environment, owner.target].join(' ');
}

/** A password that was typed but not saved yet; it belongs to no target. */
export function draftAccount(owner: Omit<PasswordOwner, 'target'>): string {
  return [owner.elementId, owner.environment, 'draft'].join(' ');
}

/** The other direction, for the list of targets that an element has passwords for. */
export function parseAccount(account: string): PasswordOwner | undefined {
  const [elementId, environment, ...target] = account.split(' ');
  if (elementId === undefined || environment === undefined || target.length === 0) return undefined;
  return { elementId, environment, target: target.join(' ') };
}
