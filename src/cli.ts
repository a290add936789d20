import { main } from './cli/main';
import { answerOutputErrors, printNote } from './cli/output';

answerOutputErrors();

/** What a shell reports of a program whose reader has gone: 128 and the number of SIGPIPE. */
const NOBODY_READS = 141;

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? NOBODY_READS : 1));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    printNote(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
