import { fullNameOf } from './full-name';
import { FILE_START, type Problem } from './problem';

/** A file of the workspace. URIs are opaque keys here; the host knows how to read them. */
export interface FileLocation {
  readonly uri: string;
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

export type FileEntry<P> = FileLocation & P & {
  /** Unique within its folder. */
  readonly fullName: string;
};

/** Reading, as the index needs it: VS Code's file system in the workbench, Node's in the CLI. */
export interface WorkspaceFiles {
  list(): Promise<readonly FileLocation[]>;
  /** Rejects when the file cannot be read; the index shows the reason. */
  read(uri: string): Promise<Uint8Array>;
}

/** Enough to keep a disk busy, few enough to leave handles to others. */
const PARALLEL_READS = 16;

/** Every file of one kind in the workspace, parsed. A change to one file reads one file. */
export class FileIndex<P extends { readonly problems: readonly Problem[] }> {
  private readonly entries = new Map<string, FileEntry<P>>();
  /** Guards against an older read that ends after a newer one. */
  private readonly versions = new Map<string, number>();
  /** What was removed while a refresh ran, by refresh: its list may be older than that. */
  private readonly refreshes = new Set<Set<string>>();
  private readonly listeners = new Set<() => void>();
  private sorted: readonly FileEntry<P>[] | undefined;

  constructor(
    private readonly files: WorkspaceFiles,
    /** How the files end; full names are without it. */
    private readonly suffix: string,
    private readonly parse: (bytes: Uint8Array) => P,
    private readonly malformed: (problem: Problem) => P,
  ) {}

  /** By folder and path. */
  all(): readonly FileEntry<P>[] {
    this.sorted ??= [...this.entries.values()].sort((a, b) => compare(a.folder, b.folder) || compare(a.path, b.path));
    return this.sorted;
  }

  get(uri: string): FileEntry<P> | undefined {
    return this.entries.get(uri);
  }

  /** Several in a multi-root workspace whose folders hold files of the same name. */
  named(fullName: string): readonly FileEntry<P>[] {
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
  async update(location: FileLocation): Promise<void> {
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

  private async read(location: FileLocation): Promise<void> {
    const version = (this.versions.get(location.uri) ?? 0) + 1;
    this.versions.set(location.uri, version);
    const parsed = await this.files.read(location.uri).then(
      this.parse,
      (error: unknown) => this.malformed(unreadable(error)),
    );
    if (this.versions.get(location.uri) !== version) return;
    this.entries.set(location.uri, { ...location, fullName: fullNameOf(location.path, this.suffix), ...parsed });
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
