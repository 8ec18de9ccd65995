import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary.ts';

/** A place to work in that holds an empty decks folder, gone when the test ends. */
export async function workplace(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'decks'));
  return folder;
}
