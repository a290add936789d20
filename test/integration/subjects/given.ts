import { inject } from 'vitest';
import type { DriverLookup } from '../../../src/diagnosis/prepare';
import { realServers } from '../../machine/locations.mjs';
import type { FailureCase, ServerTraits, Subject } from '../conformance/subject';

interface Given {
  readonly failures: readonly FailureCase[];
  readonly server: ServerTraits;
  /** What the test says of any such server. */
  readonly facts: object;
  /** The parameter that the path of the URL states. */
  readonly pathIs: string;
  readonly driver?: DriverLookup;
}

/** The suite's second look at a type: the real server that the environment names, e.g. `oracle://user:password@host:port/service`. None without it. */
export function givenSubject(type: Subject['type'], { failures, server, facts, pathIs, driver }: Given): readonly Subject[] {
  const { variable, url } = realServers.find(({ type: id }) => id === type.id) ?? {};
  if (variable === undefined || url === undefined) return [];
  const at = URL.parse(url);
  if (at?.protocol !== `${type.id}:`) throw new Error(`${variable} is not of the form ${type.id}://user:password@host:port/${pathIs}.`);
  const [user, password, path] = [at.username, at.password, at.pathname.slice(1)].map(decodeURIComponent);
  const good = { host: at.hostname.replace(/^\[|\]$/g, ''), port: Number(at.port === '' ? type.defaultPort : at.port), user, password, [pathIs]: path };
  const running = { good, folder: inject('certificates').folder, facts, ...(driver === undefined ? {} : { driver }), stop: () => Promise.resolve() };
  return [{ type, against: `the server at ${variable}`, given: variable, failures, server, start: () => Promise.resolve(running) }];
}
