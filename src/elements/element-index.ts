import { fullNameOf } from './full-name';
import { parseElementBytes, type ParsedElement } from './parse';
import type { ElementTypes } from './parameter';
import { FILE_START, type Problem } from './problem';

/** A file that may be an element. URIs are opaque keys here; the host knows how to read them. */
export interface ElementLocation {
  readonly uri: string;
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

export interface ElementEntry extends ElementLocation, ParsedElement {
  /** Unique within its folder. */
  readonly fullName: string;
}

/** Reading, as the index needs it: VS Code's file system in the workbench, Node's in the CLI. */
export interface ElementFiles {
  list(): Promise<readonly ElementLocation[]>;
  /** Rejects when the file cannot be read; the index shows the reason. */
  read(uri: string): Promise<Uint8Array>;
}

/** Enough to keep a disk busy, few enough to leave handles to others. */
const PARALLEL_READS = 16;

/** Every element file of the workspace, parsed. A change to one file reads one file. */
export class ElementIndex {
  private readonly entries = new Map<string, ElementEntry>();
  /** Guards against an older read that ends after a newer one. */
  private readonly versions = new Map<string, number>();
  /** What was removed while a refresh ran, by refresh: its list may be older than that. */
  private readonly refreshes = new Set<Set<string>>();
  private readonly listeners = new Set<() => void>();
  private sorted: readonly ElementEntry[] | undefined;

  constructor(
    private readonly files: ElementFiles,
    private readonly types: ElementTypes,
  ) {}

  /** By folder and path. */
  all(): readonly ElementEntry[] {
    this.sorted ??= [...this.entries.values()].sort((a, b) => compare(a.folder, b.folder) || compare(a.path, b.path));
    return this.sorted;
  }

  get(uri: string): ElementEntry | undefined {
    return this.entries.get(uri);
  }

  /** Several in a multi-root workspace whose folders hold elements of the same name. */
  named(fullName: string): readonly ElementEntry[] {
    return this.all().filter((entry) => entry.fullName === fullName);
  }

  /** Lists and reads everything anew. */
  async refresh(): Promise<void> {
    const before = new Map(this.versions);
    const removed = new Set<string>();
    this.refreshes.add(removed);
    try {
      const locations = await this.files.list();
      const listed = new Set(locations.map((location) => location.uri));
      for (const uri of this.entries.keys()) if (!listed.has(uri) && this.versions.get(uri) === before.get(uri)) this.drop(uri);
      const queue = locations.values();
      const reader = async () => {
        for (const location of queue) if (!removed.has(location.uri)) await this.read(location);
      };
      await Promise.all(Array.from({ length: PARALLEL_READS }, reader));
    } finally {
      this.refreshes.delete(removed);
    }
    this.changed();
  }

  /** Reads one file that was created or changed. */
  async update(location: ElementLocation): Promise<void> {
    await this.read(location);
    this.changed();
  }

  remove(uri: string): void {
    if (this.drop(uri)) this.changed();
  }

  /** Calls back after each change; returns the way to stop. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
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

  private async read(location: ElementLocation): Promise<void> {
    const version = (this.versions.get(location.uri) ?? 0) + 1;
    this.versions.set(location.uri, version);
    const parsed = await this.files.read(location.uri).then(
      (bytes) => parseElementBytes(bytes, this.types),
      (error: unknown): ParsedElement => ({ problems: [unreadable(error)] }),
    );
    if (this.versions.get(location.uri) !== version) return;
    this.entries.set(location.uri, { ...location, fullName: fullNameOf(location.path), ...parsed });
    this.sorted = undefined;
  }

  private drop(uri: string): boolean {
    this.versions.set(uri, (this.versions.get(uri) ?? 0) + 1);
    for (const removed of this.refreshes) removed.add(uri);
    this.sorted = undefined;
    return this.entries.delete(uri);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function unreadable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'unreadable', severity: 'error', message: `The file cannot be read: ${reason}`, path: [], ...FILE_START };
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
