/** What a terminal obeys, or turns the text round with. Names, values and errors come from files and servers of others. */
const OBEYED = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** Prints for people, or for a log: characters that a terminal would obey are shown as U+FFFD. */
export function printText(text: string): void {
  process.stdout.write(plain(text));
}

/** Prints a value for programs, complete: those characters are escaped. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, undefined, 2);
  process.stdout.write(`${json.replace(OBEYED, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`);
}

/** Says something beside the result, in one line, on standard error. */
export function printNote(message: string): void {
  process.stderr.write(`dbelements: ${plain(message)}\n`);
}

/** What a shell reports of a program whose reader has gone: 128 and the number of SIGPIPE. */
const NOBODY_READS = 141;

/** Without an answer to it, Node ends a program whose output cannot be written with the trace of its stack. */
export function answerOutputErrors(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Who reads has seen enough, as `head` has.
    if (error.code === 'EPIPE') process.exit(NOBODY_READS);
    printNote(`The output cannot be written: ${error.message}`);
    process.exit(1);
  });
  // There is nowhere left to say it.
  process.stderr.on('error', () => undefined);
}

function plain(text: string): string {
  return text.replace(OBEYED, '\uFFFD');
}
