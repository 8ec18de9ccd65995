// Temporary folders with an empty decks folder.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary.ts';

/** A working folder with an empty decks folder, removed when the test ends. */
export async function workplace(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'decks'));
  return folder;
}
