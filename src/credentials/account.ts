/** What a stored password is bound to. Another host, a weaker check, user, environment or element has another account, hence no password. */
export interface PasswordOwner {
  readonly elementId: string;
  readonly environment: string;
  /** The resolved address and how its server is checked, see checked-target.ts. */
  readonly target: string;
}

/** The name under which a password is stored. */
export function passwordAccount(owner: PasswordOwner): string {
  return [owner.elementId, encode(owner.environment), owner.target].join(' ');
}

const DRAFT_PREFIX = 'draft ';

/** A password that was typed for a target and is not saved yet. */
export function draftAccount(owner: PasswordOwner): string {
  return passwordAccount({ ...owner, target: `${DRAFT_PREFIX}${owner.target}` });
}

/** The other direction, for the list of targets that an element has passwords for; undefined for the account of a variable. */
export function parseAccount(account: string): (PasswordOwner & { readonly draft: boolean }) | undefined {
  const [elementId, environment, ...rest] = account.split(' ');
  if (elementId === undefined || elementId.startsWith(VARIABLE_PREFIX) || environment === undefined || rest.length === 0) return undefined;
  const target = rest.join(' ');
  const draft = target.startsWith(DRAFT_PREFIX);
  return { elementId, environment: decode(environment), target: draft ? target.slice(DRAFT_PREFIX.length) : target, draft };
}

/** People choose the names of environments; a space in one must not move the borders of the account. */
function encode(environment: string): string {
  return environment.replaceAll('%', '%25').replaceAll(' ', '%20');
}

function decode(environment: string): string {
  return environment.replaceAll('%20', ' ').replaceAll('%25', '%');
}

/** What a secret variable's value is kept for: one application, one environment, one key. */
export interface VariableOwner {
  /** URI of the workspace folder. */
  readonly workspace: string;
  readonly environment: string;
  readonly key: string;
}

/** No element's id has a colon, so that no element can name the account of a variable. */
const VARIABLE_PREFIX = 'variable:';
const TARGET_PREFIX = 'target:';

/** The name under which a secret variable's value is stored. */
export function variableAccount({ workspace, environment, key }: VariableOwner): string {
  return [`${VARIABLE_PREFIX}${canonicalUri(workspace)}`, encodeURIComponent(environment), key].join(' ');
}

/** Says that a variable's value may go to a target. It stands beside the value and holds no secret. */
export function variableTargetAccount(owner: VariableOwner, target: string): string {
  return `${variableAccount(owner)} ${TARGET_PREFIX}${target}`;
}

/** The other direction; `target` is there for an account of variableTargetAccount(). `workspace` comes in its canonical form. */
export function parseVariableAccount(account: string): (VariableOwner & { readonly target?: string }) | undefined {
  const [workspace, environment, key, ...target] = account.split(' ');
  if (workspace?.startsWith(VARIABLE_PREFIX) !== true || environment === undefined || key === undefined) return undefined;
  const owner = { workspace: workspace.slice(VARIABLE_PREFIX.length), environment: decoded(environment), key };
  return target.length === 0 ? owner : { ...owner, target: target.join(' ').slice(TARGET_PREFIX.length) };
}

/** One spelling of a folder's URI: editors and Node.js escape different characters and write drive letters differently. */
export function canonicalUri(uri: string): string {
  const plain = decoded(uri)
    .replace(/^file:\/\/\/([A-Za-z]):/, (_match, drive: string) => `file:///${drive.toLowerCase()}:`)
    .replace(/(?<=[^/])\/+$/, '');
  return encodeURI(plain);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
