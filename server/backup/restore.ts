// Restores a backup.
import { existsSync } from 'node:fs';
import { constants, copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../store/durable.ts';
import { StoreError } from '../store/errors.ts';
import type { Migrations } from '../store/migrate.ts';
import { checkBackup, foldLogIn } from '../store/sqlite.ts';

export interface RestoreOptions {
  /** The backup. It is not changed. */
  readonly from: string;
  /** The database that it replaces. */
  readonly database: string;
  /** Where the old database is kept. */
  readonly trash: string;
  readonly migrations: Migrations;
  readonly nowMs: number;
}

/** Files that SQLite keeps beside an open database, or one whose process died. */
const BESIDE = ['-wal', '-shm'] as const;

/**
 * Replaces the database by a backup and keeps the old one. The caller holds the data folder. The backup is copied and
 * checked first; a crash leaves one of the two intact.
 *
 * @returns the path of the old database now; null if there was none
 * @throws StoreError if the backup is damaged, foreign, or newer than this Tenax: then nothing was changed
 */
export async function restore({
  from,
  database,
  trash,
  migrations,
  nowMs,
}: RestoreOptions): Promise<string | null> {
  if (existsSync(`${from}-wal`)) {
    throw new StoreError(
      'busy',
      `${from} is in use, or was not closed. Make a backup of it with tenax backup.`,
    );
  }
  const copy = `${database}.restoring`;
  await rm(copy, { force: true });
  try {
    await copyFile(from, copy, constants.COPYFILE_FICLONE);
    await checkBackup(copy, from, migrations);
    await syncFile(copy);
    const kept = await keepPresent(database, trash, nowMs);
    await rename(copy, database);
    await syncFolder(dirname(database));
    return kept;
  } finally {
    for (const ending of ['', ...BESIDE]) await rm(`${copy}${ending}`, { force: true });
  }
}

async function keepPresent(database: string, trash: string, nowMs: number): Promise<string | null> {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-');
  const kept = join(trash, `${stamp}-tenax.db`);
  await mkdir(trash, { recursive: true, mode: 0o700 });
  foldLogIn(database);
  // SQLite would apply a write-ahead log left here to the new database.
  for (const ending of BESIDE) await rename(`${database}${ending}`, `${kept}${ending}`).catch(unlessAbsent);
  const isThere = await link(database, kept).then(
    () => true,
    (error: unknown) => (isAbsent(error) ? false : copyFile(database, kept).then(() => true)),
  );
  await syncFolder(trash);
  return isThere ? kept : null;
}

function unlessAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
