// Failures of the database.
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * What went wrong with the database, as far as a caller or an operator can act on it: `full` no space is left, `io` the
 * disk or its permissions, `busy` another program holds the file, `corrupt` not a Tenax database or a damaged one,
 * `missing` only other files of an earlier database are there, `backups` the folder of the backups, `newer` written by a later version, `migration` a
 * migration failed, `stalled` a command waited for something other than its transaction, `ended` a query came after its
 * transaction was over, `closed` the store was closed, `thread` a reading thread ended before it was done.
 */
export type StoreFailure =
  | 'full'
  | 'io'
  | 'busy'
  | 'corrupt'
  | 'missing'
  | 'backups'
  | 'newer'
  | 'migration'
  | 'stalled'
  | 'ended'
  | 'closed'
  | 'thread';

/** A failure of the database. The message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}

/** What to do about a failure that SQLite or the system reports. */
const MESSAGES = {
  full: 'The disk is full. Free some space, then try again.',
  io: 'The database could not be read or written. Check the disk and the permissions of the data folder, then try again.',
  busy: 'Another program is using the database. Close that program, then try again.',
  corrupt: 'The database is damaged. Stop Tenax and restore a backup: tenax restore FILE.',
  thread: 'The database could not be read completely. Free some memory, then try again.',
} as const;
type Reported = keyof typeof MESSAGES;

/** Reading a page that is not there is damage, not a fault of the disk; growing the index of the log needs space. */
const MEANINGS: readonly (readonly [code: RegExp, failure: Reported])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, 'full'],
  [/^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ|IOERR_CORRUPTFS|IOERR_DATA)/, 'corrupt'],
  [/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH)/, 'io'],
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^(SQLITE_NOMEM|ERR_WORKER)/, 'thread'],
];

const PLAIN = 'SQLITE_ERROR';
/** SQLite has no code for these: a column that should hold JSON and does not, a table that has gone. */
const DAMAGE = /^(malformed JSON|no such (table|column): )/;
/** SQLite calls some failures of a full disk by the name of what it did: with less space than this, it is full. */
const LEAST_BYTES = 1024 * 1024;
const MAY_BE_FULL = /^SQLITE_(IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMOPEN|SHMMAP|GETTEMPPATH)|CANTOPEN)/;

/**
 * Returns a failure of the database itself as a `StoreError`, and any other error unchanged.
 *
 * @param file the database, to distinguish a full disk from a broken one
 */
export function explainFailure(error: unknown, file?: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  if (error instanceof TypeError && error.message === 'The database connection is not open')
    return new StoreError('closed', 'The database has been closed.', error);
  const code = isOutOfSpace(error) ? 'ENOSPC' : 'code' in error ? String(error.code) : '';
  const failure = failureOf(code, error.message, file);
  if (failure === null) return error;
  return new StoreError(failure, `${MESSAGES[failure]} (${code === PLAIN ? error.message : code})`, error);
}

function failureOf(code: string, message: string, file: string | undefined): Reported | null {
  if (code === PLAIN && DAMAGE.test(message)) return 'corrupt';
  if (file !== undefined && MAY_BE_FULL.test(code) && isFull(dirname(file))) return 'full';
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** A quota is full while the disk has space, so a small file is tried, too. */
function isFull(folder: string): boolean {
  const probe = join(folder, `.space-${process.pid}`);
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < LEAST_BYTES) return true;
    writeFileSync(probe, ' ');
    return false;
  } catch (error) {
    return error instanceof Error && isOutOfSpace(error);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Node knows a full quota only by its number. */
function isOutOfSpace(error: Error & { readonly code?: unknown; readonly errno?: unknown }): boolean {
  return error.code === 'ENOSPC' || Math.abs(Number(error.errno)) === constants.errno.EDQUOT;
}

/**
 * A value that the database keeps as JSON.
 *
 * @param where the column, for the message, such as `notes.body`
 * @throws StoreError if it is not JSON
 */
export function readJson<T>(json: string, where: string): T {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new StoreError('corrupt', `${MESSAGES.corrupt} (${where} holds no JSON)`, error);
  }
}
