import { describe, expect, it } from 'vitest';
import { StoreAnswers, type Presence } from '../../../src/workbench/store-answers';

/** A store that counts its questions. */
function fakeStore(answer: (account: string) => Presence) {
  const asked: string[] = [];
  const look = (account: string) => () => {
    asked.push(account);
    return Promise.resolve(answer(account));
  };
  return { asked, look };
}

const accounts = (count: number) => Array.from({ length: count }, (_, number) => `account ${number}`);

describe('the questions that stores are asked', () => {
  it('are bounded in a round, however many elements there are', async () => {
    const { asked, look } = fakeStore(() => 'missing');
    const ask = new StoreAnswers().round();
    const answers = [];
    for (const account of accounts(10_000)) answers.push(await ask(account, look(account)));
    expect(asked.length).toBe(50);
    expect(answers.filter((answer) => answer === 'missing').length).toBe(50);
    expect(answers.at(-1)).toBeUndefined();
  });

  it('end with a store that does not answer, whose dialog would open for each', async () => {
    const { asked, look } = fakeStore(() => 'unavailable');
    const ask = new StoreAnswers().round();
    for (const account of accounts(5)) await ask(account, look(account));
    expect(asked).toEqual(['account 0']);
  });

  it('are not asked again for what is stored, until that may have changed; what is missing may come at any time', async () => {
    const { asked, look } = fakeStore((account) => (account === 'account 0' ? 'stored' : 'missing'));
    const answers = new StoreAnswers();
    const round = async () => {
      asked.length = 0;
      const ask = answers.round();
      for (const account of accounts(2)) await ask(account, look(account));
      return [...asked];
    };
    expect(await round()).toEqual(['account 0', 'account 1']);
    expect(await round()).toEqual(['account 1']);
    answers.forget();
    expect(await round()).toEqual(['account 0', 'account 1']);
  });
});
