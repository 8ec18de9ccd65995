// Failures of the database.

/**
 * What went wrong with the database, as far as a caller or an operator can act on it: `full` no space is left, `io` the
 * disk or its permissions, `busy` another program holds the file, `corrupt` not a Tenax database or a damaged one,
 * `newer` written by a later version, `migration` a migration failed, `stalled` a command waited for something other
 * than its transaction, `ended` a query came after its transaction was over, `closed` the store was closed, `thread` a
 * reading thread ended before it was done.
 */
export type StoreFailure =
  | 'full'
  | 'io'
  | 'busy'
  | 'corrupt'
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

const MEANINGS: readonly (readonly [code: RegExp, failure: StoreFailure, message: string])[] = [
  [/^SQLITE_FULL/, 'full', 'The disk is full, and this was not saved. Free some space, then try again.'],
  [
    /^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH)/,
    'io',
    'The database could not be read or written, and this was not saved. Check the disk and the permissions of the data folder.',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'busy',
    'Another program is using the database. Close that program, then try again.',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB|FORMAT)/,
    'corrupt',
    'The database is damaged. Stop Tenax and restore a backup: tenax restore FILE.',
  ],
  [
    /^ERR_WORKER/,
    'thread',
    'The database could not be read completely, and this was not saved. Free some memory, then try again.',
  ],
];

/** Returns a failure of the database itself as a `StoreError`, and any other error unchanged. */
export function explainFailure(error: unknown): unknown {
  if (error instanceof TypeError && error.message === 'The database connection is not open')
    return new StoreError('closed', 'The database has been closed.', error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const meaning = MEANINGS.find(([pattern]) => pattern.test(code));
  return meaning ? new StoreError(meaning[1], `${meaning[2]} (${code})`, error) : error;
}
