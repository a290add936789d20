import { describe, expect, it } from 'vitest';
import { checkOfTarget, satisfiedTargets } from '../../../src/credentials/checked-target';
import { connectionTarget } from '../../../src/diagnosis/connection-target';
import { prepare } from '../../../src/diagnosis/prepare';
import { typeOf } from '../elements/samples';
import { CONNECTION, fakeTextFiles, preparation } from './fakes';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const address = 'postgresql://app@db.internal:5432';
const files = fakeTextFiles({ 'ca.pem': PEM, 'windows.pem': PEM.replaceAll('\n', '\r\n'), 'other.pem': PEM.replace('MIIB', 'MIIC'), 'both.pem': `${PEM}-----BEGIN TRUSTED CERTIFICATE-----\nMIIC\n-----END TRUSTED CERTIFICATE-----\n` });

function target(tls: Readonly<Record<string, string>>, type = 'postgresql', values: Readonly<Record<string, string | number>> = { host: 'db.internal', user: 'app' }): Promise<string> {
  return connectionTarget(typeOf(type), { ...values, ...Object.fromEntries(Object.entries(tls).map(([name, value]) => [`tls.${name}`, value])) }, files);
}

describe('what the secrets of a connection are bound to', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['no mode', {}],
    ['disable', { mode: 'disable' }],
    ['prefer', { mode: 'prefer', ca: 'ca.pem' }],
    ['require', { mode: 'require', ca: 'ca.pem' }],
    ['verify-ca of the public authorities, who vouch for anybody', { mode: 'verify-ca' }],
  ])('is the address alone with %s', async (_name, tls) => {
    expect(await target(tls)).toBe(address);
  });

  it('is the check of the server too, where there is one', async () => {
    expect(await target({ mode: 'verify-full' })).toBe(`${address} verify-full:public`);
    expect(await target({ mode: 'verify-full', ca: 'ca.pem' })).toMatch(/^postgresql:\/\/app@db\.internal:5432 verify-full:sha256-[0-9a-f]{64}$/);
    expect(checkOfTarget(await target({ mode: 'verify-ca', ca: 'ca.pem' }))?.mode).toBe('verify-ca');
  });

  it('tells authorities apart by what their file says, not by its name or line ends', async () => {
    const own = await target({ mode: 'verify-full', ca: 'ca.pem' });
    expect(await target({ mode: 'verify-full', ca: 'windows.pem' })).toBe(own);
    for (const ca of ['other.pem', 'both.pem', 'not-there.pem']) expect(await target({ mode: 'verify-full', ca })).not.toBe(own);
  });

  it('lets a secret go where the name is checked in addition', async () => {
    expect(satisfiedTargets(await target({ mode: 'verify-full', ca: 'ca.pem' }))).toContain(await target({ mode: 'verify-ca', ca: 'ca.pem' }));
  });

  it('has a check of its own while a file of authorities cannot be read', async () => {
    expect(await target({ mode: 'verify-ca', ca: 'not-there.pem' })).toBe(`${address} verify-ca:unread`);
  });

  it('takes the authorities of a wallet', async () => {
    const read = fakeTextFiles({ 'wallet/ewallet.pem': PEM });
    const values = { host: 'h', user: 'u', 'tls.mode': 'verify-full', 'tls.wallet': 'wallet' };
    expect(await connectionTarget(typeOf('oracle'), values, read)).toBe((await target({ mode: 'verify-full', ca: 'ca.pem' }, 'oracle', { host: 'h', user: 'u' })));
  });

  it('is the same for a test and for everything else', async () => {
    const tls = { mode: 'verify-full', ca: 'ca.pem' };
    const { given, passwords } = preparation({ element: { connection: { ...CONNECTION, password: { keychain: true } }, tls }, files: { 'ca.pem': PEM } });
    await prepare(given);
    expect(passwords.asked.map((owner) => owner.target)).toEqual([await target(tls, 'postgresql', { host: 'db.internal', user: 'orders_app' })]);
  });
});
