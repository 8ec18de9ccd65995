// Puts a data folder in order before its database is opened.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '../store/durable.ts';
import { StoreError } from '../store/errors.ts';
import { hasHotJournal, LOOKING, sizeOf } from '../store/inspect.ts';
import { backupsIn, PART } from './folder.ts';
import { finishRestore, RESTORING } from './restore.ts';
import { inTrash, oldDatabases, stampOf } from './trash.ts';

/** The files of a database. */
export interface Places {
  readonly database: string;
  readonly backups: string;
  readonly trash: string;
}

/**
 * Completes a restore, and removes what a process that died was writing. The caller holds the data folder, so no other
 * process writes there.
 *
 * @param log receives what a person should know
 */
export async function tidy({ database, backups, trash }: Places, log: (line: string) => void): Promise<void> {
  if (!existsSync(dirname(database))) return;
  const old = await finishRestore(database, trash);
  if (old !== null) log(`The restore that was interrupted is complete. The old database is in ${old}.`);
  for (const name of readdirSync(dirname(database))) {
    const isLeft = [RESTORING, LOOKING].some((ending) => name.startsWith(`${basename(database)}${ending}`));
    if (isLeft) rmSync(join(dirname(database), name), { force: true });
  }
  if (!hasHotJournal(database)) rmSync(`${database}-journal`, { force: true });
  for (const name of existsSync(backups) ? readdirSync(backups) : []) {
    if (PART.test(name)) rmSync(join(backups, name), { force: true });
  }
}

/**
 * Refuses to start with no review where there are backups of an earlier database, or parts of it.
 *
 * @throws StoreError that says what is there and how to get it back
 */
export async function refuseLost(places: Places): Promise<void> {
  const found = await leftOf(places);
  if (found === null) return;
  const state = existsSync(places.database) ? 'is empty' : 'is missing';
  throw new StoreError(
    'missing',
    `The database ${places.database} ${state}, but ${found} To start without any review instead: tenax serve --new.`,
  );
}

/** Makes way for a new database: what is left beside the missing one is kept in the trash. */
export async function makeWay({ database, trash }: Places, nowMs: number): Promise<void> {
  const left = ['-wal', '-journal'].filter((ending) => sizeOf(`${database}${ending}`) > 0);
  if (left.length === 0 || sizeOf(database) > 0) return;
  await makeFolder(trash);
  const kept = inTrash(trash, stampOf(trash, nowMs));
  for (const ending of left) renameSync(`${database}${ending}`, `${kept}${ending}`);
  await syncFolder(trash);
  await syncFolder(dirname(database));
}

/** What is left of an earlier database and how to get it back; null if nothing is. */
async function leftOf({ database, backups, trash }: Places): Promise<string | null> {
  if (sizeOf(database) === 0 && sizeOf(`${database}-wal`) > 0) {
    return `its latest reviews are still in ${basename(database)}-wal. Put the ${basename(database)} that belongs to it back beside it, or restore a backup: tenax restore FILE.`;
  }
  const [latest] = await backupsIn(backups);
  if (latest) return `${latest.path} is a backup of it. To bring it back: tenax restore ${latest.name}.`;
  const [old] = oldDatabases(trash);
  return old === undefined ? null : `${old} is an earlier one. To bring it back: tenax restore ${old}.`;
}
