import { describe, expect, it } from 'vitest';
import { draftAccount, parseAccount, passwordAccount, type PasswordOwner } from '../../../src/credentials/account';

const owner: PasswordOwner = { elementId: '0b8f6c1e-5a43', environment: 'development', target: 'postgresql://orders@localhost:5432' };

describe('account names', () => {
  it('bind a password to element, environment and target', () => {
    expect(passwordAccount(owner)).toBe('0b8f6c1e-5a43 development postgresql://orders@localhost:5432');
    const others = [{ elementId: 'other-id' }, { environment: 'production' }, { target: 'postgresql://orders@db.internal:5432' }].map((change) => passwordAccount({ ...owner, ...change }));
    expect(new Set([...others, passwordAccount(owner), draftAccount(owner)]).size).toBe(5);
  });

  it.each(['development', 'pre production', 'a b c', 'Ümläut', '100%', 'draft', '\ud800'])('are read back for the environment %j', (environment) => {
    expect(parseAccount(passwordAccount({ ...owner, environment }))).toEqual({ ...owner, environment, draft: false });
    expect(parseAccount(draftAccount({ ...owner, environment }))).toEqual({ ...owner, environment, draft: true });
  });

  it.each(['', 'one', 'one two'])('%j is none', (account) => {
    expect(parseAccount(account)).toBeUndefined();
  });
});
