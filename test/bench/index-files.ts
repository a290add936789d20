import { readFile } from 'node:fs/promises';
import { parse } from 'jsonc-parser';
import { databaseTypes } from '../../src/databases/registry';
import { ElementIndex, type ElementFiles, type ElementLocation } from '../../src/elements/element-index';

/** As ElementIndex reads. */
const PARALLEL_READS = 16;

/** An index over files on disk that counts its reads. */
export function diskIndex(locations: readonly ElementLocation[]) {
  const reads = { count: 0 };
  const files: ElementFiles = {
    list: () => Promise.resolve(locations),
    read: (uri) => {
      reads.count += 1;
      return readFile(uri);
    },
  };
  return { index: new ElementIndex(files, databaseTypes), reads };
}

/** What indexing is measured against: nothing but reading and parsing, as many at a time. */
export async function readAndParse(locations: readonly ElementLocation[]): Promise<number> {
  let parsed = 0;
  const queue = locations.values();
  const reader = async (): Promise<void> => {
    for (const { uri } of queue) {
      const value: unknown = parse(await readFile(uri, 'utf8'), [], { allowTrailingComma: true });
      if (value !== undefined) parsed += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_READS }, reader));
  return parsed;
}
