import { describe, expect, it, vi } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { ElementIndex } from '../../../src/elements/element-index';
import type { FileLocation, WorkspaceFiles } from '../../../src/elements/file-index';

const content = (id: string, title = 'Orders') => JSON.stringify({ id: `00000000-${id}`, type: 'sqlite', title });

/** Files in memory; reads can be held back so that a test decides in which order they end. */
class FakeElementFiles implements WorkspaceFiles {
  readonly contents = new Map<string, string>();
  readonly reads: string[] = [];
  private held: (() => void)[] | undefined;

  constructor(entries: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(entries)) this.contents.set(path, text);
  }

  locate(uri: string): FileLocation {
    const [folder = '', ...rest] = uri.split(':');
    return rest.length === 0 ? { uri, folder: 'shop', path: folder } : { uri, folder, path: rest.join(':') };
  }

  list(): Promise<readonly FileLocation[]> {
    return Promise.resolve([...this.contents.keys()].map((uri) => this.locate(uri)));
  }

  async read(uri: string): Promise<Uint8Array> {
    this.reads.push(uri);
    const text = this.contents.get(uri);
    const { held } = this;
    if (held !== undefined) await new Promise<void>((resolve) => held.push(resolve));
    if (text === undefined) throw new Error('no such file');
    return new TextEncoder().encode(text);
  }

  hold(): (() => void)[] {
    this.held = [];
    return this.held;
  }

  release(): void {
    this.held = undefined;
  }
}

function indexed(entries: Readonly<Record<string, string>>) {
  const files = new FakeElementFiles(entries);
  return { files, index: new ElementIndex(files, databaseTypes) };
}

const a = 'databases/a.dbelement.json';
const b = 'databases/b.dbelement.json';
const titles = (index: ElementIndex) => index.all().map((entry) => entry.title);

describe('ElementIndex', () => {
  it('reads each file once on refresh, and lists by folder and path', async () => {
    const { files, index } = indexed({ [b]: content('b', 'B'), [a]: content('a', 'A'), 'archive:x.dbelement.json': content('x', 'X') });
    await index.refresh();
    expect(files.reads.sort()).toEqual(['archive:x.dbelement.json', a, b]);
    expect(index.all().map((entry) => entry.fullName)).toEqual(['x', 'databases.a', 'databases.b']);
    expect(index.get(a)).toMatchObject({ fullName: 'databases.a', title: 'A', element: { type: 'sqlite' } });
    expect(index.named('databases.b')).toHaveLength(1);
    expect(index.named('databases.c')).toEqual([]);
  });

  it('reads exactly one file when one changes', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, number) => [`databases/e${number}.dbelement.json`, content(`e${number}`)]));
    const { files, index } = indexed(many);
    await index.refresh();
    files.reads.length = 0;
    files.contents.set('databases/e7.dbelement.json', content('e7', 'Changed'));
    await index.update(files.locate('databases/e7.dbelement.json'));
    expect(files.reads).toEqual(['databases/e7.dbelement.json']);
    expect(index.get('databases/e7.dbelement.json')?.title).toBe('Changed');
  });

  it('reads no more than sixteen files at a time', async () => {
    const { files, index } = indexed(Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`e${number}.dbelement.json`, content(`e${number}`)])));
    const held = files.hold();
    const done = index.refresh();
    await vi.waitFor(() => {
      expect(held).toHaveLength(16);
    });
    files.release();
    for (const resolve of held) resolve();
    await done;
    expect(index.all()).toHaveLength(40);
  });

  it('keeps the newer content when an older read ends later', async () => {
    const { files, index } = indexed({ [a]: content('a', 'Old') });
    const held = files.hold();
    const older = index.update(files.locate(a));
    files.release();
    files.contents.set(a, content('a', 'Recent'));
    await index.update(files.locate(a));
    held[0]?.();
    await older;
    expect(titles(index)).toEqual(['Recent']);
  });

  it('does not bring a removed file back when its read ends later', async () => {
    const { files, index } = indexed({ [a]: content('a') });
    const held = files.hold();
    const reading = index.update(files.locate(a));
    index.remove(a);
    held[0]?.();
    await reading;
    expect(index.all()).toEqual([]);
  });

  it('does not read a file that was removed after it was listed', async () => {
    const { files, index } = indexed(Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`e${number}.dbelement.json`, content(`e${number}`)])));
    const held = files.hold();
    const refreshing = index.refresh();
    await vi.waitFor(() => {
      expect(held).toHaveLength(16);
    });
    files.contents.delete('e19.dbelement.json');
    index.remove('e19.dbelement.json');
    files.release();
    for (const resolve of held) resolve();
    await refreshing;
    expect(index.get('e19.dbelement.json')).toBeUndefined();
    expect(index.all()).toHaveLength(19);
  });

  it('keeps a file that was created while the others were listed', async () => {
    const { files, index } = indexed({ [a]: content('a') });
    const listed = await files.list();
    files.list = async () => {
      files.contents.set(b, content('b'));
      await index.update(files.locate(b));
      return listed;
    };
    await index.refresh();
    expect(index.all().map((entry) => entry.uri)).toEqual([a, b]);
  });

  it('drops on refresh what is no longer there', async () => {
    const { files, index } = indexed({ [a]: content('a'), [b]: content('b') });
    await index.refresh();
    files.contents.delete(a);
    await index.refresh();
    expect(index.all().map((entry) => entry.uri)).toEqual([b]);
  });

  it('gives two refreshes at once the same result', async () => {
    const { index } = indexed({ [a]: content('a'), [b]: content('b') });
    await Promise.all([index.refresh(), index.refresh()]);
    expect(index.all().map((entry) => entry.uri)).toEqual([a, b]);
  });

  it('shows an unreadable file with its reason', async () => {
    const { files, index } = indexed({ [a]: content('a') });
    await index.refresh();
    files.contents.delete(a);
    await index.update(files.locate(a));
    expect(index.get(a)).toMatchObject({ fullName: 'databases.a', problems: [{ code: 'unreadable', severity: 'error', message: 'The file cannot be read: no such file' }] });
    expect(index.get(a)?.element).toBeUndefined();
  });

  it('calls back after each change until that is stopped', async () => {
    const { files, index } = indexed({ [a]: content('a') });
    const listener = vi.fn();
    const subscription = index.onDidChange(listener);
    await index.refresh();
    await index.update(files.locate(a));
    index.remove(a);
    index.remove(a);
    expect(listener).toHaveBeenCalledTimes(3);
    subscription.dispose();
    await index.refresh();
    expect(listener).toHaveBeenCalledTimes(3);
  });
});

describe('shared problems', () => {
  it('name the other files with the same id', async () => {
    const { index } = indexed({ [a]: content('same'), [b]: content('same'), 'c.dbelement.json': content('other') });
    await index.refresh();
    const problems = index.sharedProblems();
    expect([...problems.keys()]).toEqual([a, b]);
    expect(problems.get(a)).toMatchObject([{ code: 'duplicate-id', severity: 'warning', path: ['id'] }]);
    expect(problems.get(a)?.[0]?.message).toContain(b);
  });

  it('name the other files with the same full name in the folder, not those of other folders', async () => {
    const { index } = indexed({ 'databases/a.dbelement.json': content('1'), 'databases.a.dbelement.json': content('2'), 'archive:databases/a.dbelement.json': content('3') });
    await index.refresh();
    const problems = index.sharedProblems();
    expect([...problems.keys()].sort()).toEqual(['databases.a.dbelement.json', 'databases/a.dbelement.json']);
    expect(problems.get(a)).toMatchObject([{ code: 'duplicate-name', path: [] }]);
    expect(index.named('databases.a')).toHaveLength(3);
  });

  it('are none for files that are malformed', async () => {
    const { index } = indexed({ [a]: '{', [b]: '{' });
    await index.refresh();
    expect(index.sharedProblems().size).toBe(0);
  });
});
