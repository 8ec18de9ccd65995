// Restores a backup.
import { existsSync } from 'node:fs';
import { chmod, constants, copyFile, link, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, syncFile, syncFolder } from '../store/durable.ts';
import { StoreError } from '../store/errors.ts';
import { BESIDE, hasHotJournal, removeDatabase, sizeOf } from '../store/inspect.ts';
import type { Migrations } from '../store/migrate.ts';
import { checkBackup, foldLogIn } from '../store/sqlite.ts';
import { inTrash, stampOf } from './trash.ts';

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

/** Ending of the copy of a backup until it is checked. */
export const RESTORING = '.restoring';
/** Then it is ready to take the place of the database, and its name ends with this and the stamp of the old one. */
const READY = '.ready-';

/**
 * Replaces the database by a backup and keeps the old one. The caller holds the data folder. The backup is copied and
 * checked first. From then on the restore is decided: if this process dies, {@link finishRestore} completes it.
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
  refuseUnfinished(from);
  await finishRestore(database, trash);
  const copy = `${database}${RESTORING}`;
  removeDatabase(copy);
  try {
    await copyFile(from, copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    await checkBackup(copy, from, migrations);
    await syncFile(copy);
    foldLogIn(database, migrations);
    await rename(copy, `${database}${READY}${stampOf(trash, nowMs)}`);
    await syncFolder(dirname(database));
  } finally {
    removeDatabase(copy);
  }
  return finishRestore(database, trash);
}

/** A backup is one file. What lies beside it belongs to its content. */
function refuseUnfinished(from: string): void {
  const beside = sizeOf(`${from}-wal`) > 0 ? '-wal' : hasHotJournal(from) ? '-journal' : null;
  if (beside === null) return;
  throw new StoreError(
    'busy',
    `${from} is in use, or was not closed: part of it is in ${basename(from)}${beside}. If a Tenax uses it, make a backup with tenax backup. If none does, move both files into an empty folder as tenax.db and tenax.db${beside}, and name that folder: tenax backup --data FOLDER.`,
  );
}

/**
 * Completes a restore whose process died after the backup was checked: moves the old database to the trash and the
 * restored one to its place. Every step can be repeated.
 *
 * @returns the path of the old database now; null if there was none, or nothing to complete
 */
export async function finishRestore(database: string, trash: string): Promise<string | null> {
  const folder = dirname(database);
  const start = `${basename(database)}${READY}`;
  const ready = (await readdir(folder)).filter((name) => name.startsWith(start)).sort();
  let old: string | null = null;
  for (const name of ready) {
    const kept = inTrash(trash, name.slice(start.length));
    if (await keepOld(database, kept)) old = kept;
    // SQLite would apply a log left here to the new database.
    for (const ending of BESIDE) await rm(`${database}${ending}`, { force: true });
    await syncFolder(folder);
    await rename(join(folder, name), database);
    await syncFolder(folder);
  }
  return old;
}

/** Whether there is an old database to keep. It stays where it is, too, so that there is always one. */
async function keepOld(database: string, kept: string): Promise<boolean> {
  const endings = ['', '-wal', '-journal'].filter((ending) => existsSync(`${database}${ending}`));
  if (endings.length > 0) {
    await makeFolder(dirname(kept));
    for (const ending of endings) await keepFile(`${database}${ending}`, `${kept}${ending}`);
    await syncFolder(dirname(kept));
  }
  return existsSync(kept);
}

/** A file that is there already was kept by an earlier attempt. */
async function keepFile(file: string, kept: string): Promise<void> {
  try {
    await link(file, kept);
  } catch (error) {
    if (isExisting(error)) return;
    // Some disks know no links.
    const part = `${kept}.part`;
    await copyFile(file, part);
    await syncFile(part);
    await rename(part, kept);
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
