// A database that is up to date already: migrating a new one takes longer than most tests.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';

let empty: Promise<Buffer> | undefined;

/** Puts an empty database, just migrated, into a new file. */
export async function writeDatabase(file: string): Promise<void> {
  empty ??= migrated();
  await writeFile(file, await empty, { flag: 'wx' });
}

async function migrated(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-empty-'));
  try {
    const file = join(folder, 'tenax.db');
    await (await openStore({ file, migrations })).close();
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
