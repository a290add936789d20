import { main } from './cli/main';
import { answerOutputErrors, printNote } from './cli/output';

answerOutputErrors();

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    printNote(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
