import { inWords, type Explanations } from './explanation';

/** Databases that are files, and the files that an element names. */
export const fileExplanations: Explanations<'file-not-found' | 'file-not-a-database' | 'file-locked'> = {
  'file-not-found': (facts, names) => ({
    message: `There is no file "${facts.field === undefined || facts.field === 'file' ? names.file : (facts.address ?? '')}".`,
    remedies: ['Paths are relative to the workspace folder.', 'Is the file made by a set-up script that has not run yet?', 'Does the file stand in .gitignore, so that a clone does not have it?'],
    field: 'file',
  }),
  'file-not-a-database': (facts, names) => ({
    message: `"${names.file}" is no database of ${names.label}${inWords(facts)}.`,
    remedies: ['Is the path right?'],
    field: 'file',
  }),
  'file-locked': (_facts, names) => ({
    message: `Another program holds a lock on "${names.file}".`,
    remedies: ['Close the program that has the file open for writing, or wait until it ends its transaction.', 'On a network drive, locks can stay behind: copy the file to this machine.'],
    field: 'file',
  }),
};
