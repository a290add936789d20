/** What a store answers to the question whether it holds a secret. */
export type Presence = 'stored' | 'missing' | 'unavailable';

/** Asks whether the account has a secret; undefined when it is not asked any more. */
export type AskStore = (account: string, question: () => Promise<Presence>) => Promise<Presence | undefined>;

/** A keychain takes milliseconds for each question and answers one at a time: a test may be waiting for its own. */
const MOST_QUESTIONS = 50;

/**
 * Remembers which secrets are stored, until it is told to forget. A round asks a bounded number of questions, and none
 * after a store has refused to answer: a locked keychain would open its dialog for each.
 */
export class StoreAnswers {
  private readonly stored = new Set<string>();

  forget(): void {
    this.stored.clear();
  }

  round(): AskStore {
    let left = MOST_QUESTIONS;
    return async (account, question) => {
      if (this.stored.has(account)) return 'stored';
      if (left === 0) return undefined;
      left -= 1;
      const answer = await question();
      if (answer === 'unavailable') left = 0;
      if (answer === 'stored') this.stored.add(account);
      return answer;
    };
  }
}
