import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** An id as the form makes them, the same for the same number. */
export function elementId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Writes a file of the workspace, its folder too. */
export async function writeWorkspaceFile(file: string, content: string | Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`);
}
