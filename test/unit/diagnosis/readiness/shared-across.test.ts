import { describe, expect, it } from 'vitest';
import { sharedAcross } from '../../../../src/diagnosis/readiness/comparison-rules';
import { loadSources } from '../../../../src/environments/load-sources';
import { readSettings } from '../../../../src/environments/settings';
import { elementOf, typeOf } from '../../elements/samples';

const connection = { host: { variable: 'HOST' }, database: { variable: 'DB' }, user: { variable: 'USER' } };
const element = elementOf({ type: 'postgresql', connection, variables: { HOST: {}, DB: { default: 'orders' }, USER: {} } });

async function shared(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { settings } = readSettings(() => undefined);
  const all = await Promise.all(['development', 'testing', 'production'].map((name) => loadSources(name, { settings, secretKeys: new Set(), readFile: (path) => Promise.resolve(files[path]) }, {})));
  return sharedAcross({ element, type: typeOf('postgresql') }, all);
}

describe('what production shares with testing, for the tree', () => {
  it('is told whatever environment is in use', async () => {
    expect(await shared({ '.env.testing': 'HOST=db.internal\nUSER=app', '.env.production': 'HOST=db.internal\nUSER=app' })).toEqual([
      'production and testing lead to the same database, db.internal:5432/orders.',
      'production and testing sign in as the same user, "app".',
    ]);
    expect(await shared({ '.env.testing': 'HOST=db.internal\nUSER=t\nDB=orders_test', '.env.production': 'HOST=db.internal\nUSER=p' })).toEqual(['production and testing use the same server, db.internal:5432.']);
  });

  it.each([
    ['they are apart', { '.env.testing': 'HOST=t.internal\nUSER=t', '.env.production': 'HOST=p.internal\nUSER=p' }],
    ['one of them is not set up', { '.env.production': 'HOST=db.internal\nUSER=app' }],
    ['it is development that shares', { '.env.development': 'HOST=db.internal\nUSER=app', '.env.production': 'HOST=db.internal\nUSER=app' }],
  ])('is nothing when %s', async (_, files) => {
    expect(await shared(files)).toEqual([]);
  });
});
