import { FileIndex, type FileEntry, type WorkspaceFiles } from './file-index';
import { ELEMENT_SUFFIX } from './full-name';
import { parseElementBytes, type ParsedElement } from './parse';
import type { ElementTypes } from './parameter';
import { FILE_START, type Problem } from './problem';

export type ElementEntry = FileEntry<ParsedElement>;

/** Every element file of the workspace. */
export class ElementIndex extends FileIndex<ParsedElement> {
  constructor(files: WorkspaceFiles, types: ElementTypes) {
    super(files, ELEMENT_SUFFIX, (bytes) => parseElementBytes(bytes, types), (problem) => ({ problems: [problem] }));
  }

  /** Problems that only the whole workspace shows: an id or a full name that stands in two files. */
  sharedProblems(): ReadonlyMap<string, readonly Problem[]> {
    const found = new Map<string, Problem[]>();
    const add = (entry: ElementEntry, problem: Problem) => found.set(entry.uri, [...(found.get(entry.uri) ?? []), problem]);
    for (const group of repeated(this.all(), (entry) => entry.element?.id)) {
      for (const entry of group) add(entry, sharedProblem('duplicate-id', ['id'], `The id is also that of ${others(group, entry)}, so that both would share stored passwords. Give one of them an id of its own with the quick fix.`));
    }
    for (const group of repeated(this.all(), (entry) => `${entry.folder} ${entry.fullName}`)) {
      for (const entry of group) add(entry, sharedProblem('duplicate-name', [], `The full name ${entry.fullName} is also that of ${others(group, entry)}. Rename one of the files.`));
    }
    return found;
  }
}

function sharedProblem(code: 'duplicate-id' | 'duplicate-name', path: readonly string[], message: string): Problem {
  return { code, severity: 'warning', message, path, ...FILE_START };
}

function repeated(entries: readonly ElementEntry[], key: (entry: ElementEntry) => string | undefined): readonly (readonly ElementEntry[])[] {
  const groups = new Map<string, ElementEntry[]>();
  for (const entry of entries) {
    const value = key(entry);
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), entry]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function others(group: readonly ElementEntry[], entry: ElementEntry): string {
  return group
    .filter((other) => other !== entry)
    .map((other) => other.path)
    .join(', ');
}
