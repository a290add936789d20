import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '../../servers/command';

/** An id as the form makes them, the same for the same number. */
export function elementId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The folder that tests work in; it has a path once it is created. */
export class WorkspaceFolder {
  #folder = { path: '', remove: () => Promise.resolve() };

  async create(name: string): Promise<void> {
    this.#folder = await temporaryFolder(name);
  }

  remove(): Promise<void> {
    return this.#folder.remove();
  }

  get path(): string {
    return this.#folder.path;
  }

  file(...segments: readonly string[]): string {
    return path.join(this.path, ...segments);
  }

  read(name: string): Promise<string> {
    return readFile(this.file(name), 'utf8');
  }

  /** Writes a file, its folder too; an object becomes JSON as the form writes it. */
  async write(name: string, content: string | Readonly<Record<string, unknown>>): Promise<void> {
    await mkdir(path.dirname(this.file(name)), { recursive: true });
    await writeFile(this.file(name), typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`);
  }

  /** Runs statements in a SQLite database, which is made with its folder where there is none. */
  async writeDatabase(name: string, ...statements: readonly string[]): Promise<void> {
    await mkdir(path.dirname(this.file(name)), { recursive: true });
    const database = new DatabaseSync(this.file(name));
    for (const statement of statements) database.exec(statement);
    database.close();
  }
}
