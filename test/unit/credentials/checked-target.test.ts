import { describe, expect, it } from 'vitest';
import { addressOfTarget, checkOfTarget, describeTarget, satisfiedTargets, targetAt, type ServerCheck } from '../../../src/credentials/checked-target';

const address = 'postgresql://app@db.internal:5432';
const full: ServerCheck = { mode: 'verify-full', authorities: 'public' };
const ca: ServerCheck = { mode: 'verify-ca', authorities: 'public' };

describe('a target', () => {
  it.each([undefined, full, ca])('is read back: %o', (check) => {
    const target = targetAt(address, check);
    expect([addressOfTarget(target), checkOfTarget(target)]).toEqual([address, check]);
  });

  it('whose server is not checked is the address alone, as stores have it from before', () => {
    expect(targetAt(address, undefined)).toBe(address);
  });

  it('cannot be made to look checked by what stands in the address', () => {
    const forged = targetAt(`${address} verify-full:public`, undefined);
    expect(checkOfTarget(forged)).toBeUndefined();
    expect(forged).not.toBe(targetAt(address, full));
  });

  it('takes the secrets of the same address that demanded no more, and of no other', () => {
    expect(satisfiedTargets(targetAt(address, full))).toEqual([`${address} verify-full:public`, `${address} verify-ca:public`, address]);
    expect(satisfiedTargets(targetAt(address, ca))).toEqual([`${address} verify-ca:public`, address]);
    expect(satisfiedTargets(address)).toEqual([address]);
  });

  it('is described for people', () => {
    expect(describeTarget(targetAt(address, full))).toBe(`${address} (certificate checked)`);
    expect(describeTarget(address)).toBe(address);
  });
});
