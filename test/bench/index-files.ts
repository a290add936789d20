import { readFile } from 'node:fs/promises';
import { parse } from 'jsonc-parser';
import { databaseTypes } from '../../src/databases/registry';
import { ElementIndex } from '../../src/elements/element-index';
import type { FileLocation, WorkspaceFiles } from '../../src/elements/file-index';

/** As ElementIndex reads. */
const PARALLEL_READS = 16;

/** An index over files on disk that counts its reads. */
export function diskIndex(locations: readonly FileLocation[]) {
  const reads = { count: 0 };
  const files: WorkspaceFiles = {
    list: () => Promise.resolve(locations),
    read: (uri) => {
      reads.count += 1;
      return readFile(uri);
    },
  };
  return { index: new ElementIndex(files, databaseTypes), reads };
}

/** What indexing is measured against: nothing but reading, parsing and keeping the values, as many at a time. */
export async function readAndParse(locations: readonly FileLocation[]): Promise<ReadonlyMap<string, unknown>> {
  const parsed = new Map<string, unknown>();
  const queue = locations.values();
  const reader = async (): Promise<void> => {
    for (const { uri } of queue) {
      parsed.set(uri, parse(await readFile(uri, 'utf8'), [], { allowTrailingComma: true }));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_READS }, reader));
  return parsed;
}
