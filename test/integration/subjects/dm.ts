import { existsSync } from 'node:fs';
import { expect, inject } from 'vitest';
import { dmdbPackage } from '../../../src/databases/dm/package';
import type { DriverLookup } from '../../../src/diagnosis/prepare';
import { dmDriver, fakeDmdb } from '../../machine/locations.mjs';
import { fakeDm } from '../../servers/fake-dm';
import { startPeer } from '../../servers/peers';
import { orders } from '../../servers/seed';
import { changed, typeOf, type FailureCase, type Running, type Subject } from '../conformance/subject';
import { givenSubject } from './given';

/** Until it signs in, the real dmdb can be brought to each failure; what a server makes it do beyond that, only a fake of its API does here. */
const fake = found(fakeDmdb);
const installed = existsSync(dmDriver.marker);
const real = found(dmDriver.folder);

if (!installed) console.warn(`LEFT OUT: the failures of DM with the real dmdb, which is not in ${dmDriver.folder}. "npm test" installs it.`);

function found(folder: string): DriverLookup {
  return { kind: 'found', folder, version: dmdbPackage.version };
}

async function start(): Promise<Running> {
  const peer = await fakeDm();
  return {
    good: { host: peer.host, port: peer.port, schema: 'ORDERS', user: 'ORDERS_APP', password: orders.password },
    folder: inject('certificates').folder,
    facts: { product: 'DM', version: '8 1-2-38-21.07.09-143359-10018-ENT', database: 'ORDERS', user: 'ORDERS_APP', connectionsAllowed: 1000 },
    driver: fake,
    stop: () => peer.stop(),
  };
}

const authenticate = { stage: 'authenticate' } as const;

const ofAnyServer: readonly FailureCase[] = [
  changed('authentication-failed', 'a wrong password', { password: 'wrong-Secret' }, { ...authenticate, field: 'password', driverCode: '-2501' }),
  changed('authentication-failed', 'an unknown user', { user: 'NOBODY' }, { ...authenticate, field: 'password', driverCode: '-2501' }),
  changed('secret-missing', 'an element without a password', { password: { none: true } }, { ...authenticate, field: 'password' }),
  changed('database-not-found', 'a missing schema', { schema: 'MISSING' }, { stage: 'open', field: 'schema', driverCode: '-2103', message: expect.stringContaining('no schema "MISSING"') }),
  changed('authentication-failed', 'a wrong password and a missing schema', { password: 'wrong-Secret', schema: 'MISSING' }, { ...authenticate, field: 'password', driverCode: '-2501' }),
];

const garbage: FailureCase = {
  code: 'wrong-protocol',
  what: 'an answer that no DM server gives',
  expected: { stage: 'authenticate', field: 'port' },
  arrange: async () => {
    const peer = await startPeer((socket) => socket.once('data', () => socket.write(Buffer.alloc(256))));
    return { driver: real, change: { host: peer.host, port: peer.port }, release: () => peer.stop() };
  },
};

const failures: readonly FailureCase[] = [
  ...ofAnyServer,
  { code: 'driver-missing', what: "the vendor's driver, which is not installed", expected: { stage: 'resolve', actions: [expect.objectContaining({ kind: 'installDriver' })] }, arrange: () => ({ driver: { kind: 'missing', reason: 'it is not installed' } }) },
  changed('unknown', 'a number that is documented nowhere', { user: 'LOCKED' }, { ...authenticate, driverCode: '-2999' }),
  changed('query-failed', 'an account that may ask nothing', { user: 'MUTE', schema: undefined }, { stage: 'query', driverCode: '-5504' }),
  changed('tls-required', 'a server that demands TLS where it is disabled', { user: 'TLS', 'tls.mode': 'disable' }, { stage: 'secure', field: 'tls.mode', driverCode: '20012' }),
  changed('invalid-parameter', 'a server that demands TLS, for which the driver needs a folder', { user: 'TLS' }, { stage: 'secure', field: 'options.sslPath', driverCode: '20012' }),
  ...(installed ? [garbage] : []),
];

const server = {
  // It takes no socket: the address is found out first, over a connection of its own.
  connections: 2,
  silentAt: { disable: 'authenticate', prefer: 'secure' },
  meeting: installed ? { driver: real } : {},
} as const;

export const dmSubject: Subject = { type: typeOf('dm'), against: 'the real dmdb up to the sign-in, a fake of its API beyond', failures, start, server };

/** The copy of dmdb that the environment names, else the one that the tests have installed. */
const givenFolder = process.env['DBE_DM_DRIVER'] ?? (installed ? dmDriver.folder : undefined);

export const givenDm = givenFolder === undefined ? [] : givenSubject(dmSubject.type, { failures: ofAnyServer, server, facts: { product: 'DM' }, pathIs: 'schema', driver: found(givenFolder) });
