// Looks at a database file before anything can change it.
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from './errors.ts';
import { appliedMigrations, type Migrations, refuseUnknown } from './migrate.ts';

const BUSY_TIMEOUT_MS = 5_000;
const HEADER = 'SQLite format 3\0';
/** Endings of what SQLite keeps beside an open database, or beside one whose process died. */
export const BESIDE = ['-wal', '-shm', '-journal'] as const;
/** Ending of the copy of a database that is looked at instead of it. */
export const LOOKING = '.looking';

/** What a database file holds: the tables of Tenax, or no table. */
export type Contents = 'tables' | 'nothing';

/** How a database is named in messages, and what to do if it is not one of Tenax. */
export interface Called {
  readonly name: string;
  readonly advice: string;
}

/**
 * Looks whether a file is a database that this version can use. The file is left unchanged.
 *
 * @throws StoreError if it is another program's, damaged, or of a newer version
 */
export function inspect(file: string, migrations: Migrations, called: Called): Contents {
  if (sizeOf(file) === 0) return 'nothing';
  if (hasHotJournal(file)) {
    // A process was killed while it changed the file. Only SQLite can undo the half-made change, and the file may be
    // another program's. So it is undone in a copy.
    return onCopy(file, (copy) => contentsOf(copy, false, migrations, called));
  }
  return contentsOf(file, true, migrations, called);
}

function contentsOf(file: string, readonly: boolean, migrations: Migrations, called: Called): Contents {
  if (readonly && !beginsAsDatabase(file)) throw foreign(called);
  const handle = new Database(file, { readonly, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const applied = appliedMigrations(handle);
    if (applied === 'foreign') throw foreign(called);
    refuseUnknown(called.name, applied, migrations);
    return applied.length === 0 ? 'nothing' : 'tables';
  } catch (error) {
    throw error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB' ? foreign(called) : error;
  } finally {
    handle.close();
  }
}

function onCopy<T>(file: string, look: (copy: string) => T): T {
  const copy = `${file}${LOOKING}`;
  removeDatabase(copy);
  try {
    for (const ending of ['', '-wal', '-journal']) {
      if (!existsSync(`${file}${ending}`)) continue;
      copyFileSync(`${file}${ending}`, `${copy}${ending}`, constants.COPYFILE_FICLONE);
    }
    return look(copy);
  } finally {
    removeDatabase(copy);
  }
}

/** Whether a change of the file was left half made. The journal of one that had not begun starts with a zero. */
export function hasHotJournal(file: string): boolean {
  const journal = `${file}-journal`;
  return sizeOf(journal) > 0 && beginningOf(journal, 1) !== '\0';
}

/** Whether a file begins as all SQLite databases do. */
function beginsAsDatabase(file: string): boolean {
  return beginningOf(file, HEADER.length) === HEADER;
}

function beginningOf(file: string, length: number): string {
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Removes a database file and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const ending of ['', ...BESIDE]) rmSync(`${file}${ending}`, { force: true });
}

/** The size of a file in bytes; 0 if it is missing. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

export function foreign({ name, advice }: Called): StoreError {
  return new StoreError('corrupt', `${name} is not a Tenax database. ${advice}`);
}
