/**
 * What went wrong with the database, as far as a caller or an operator can act on it:
 * `full` no space left, `io` the disk or its permissions, `busy` another program holds the file,
 * `corrupt` not a (whole) Tenax database, `newer` written by a later version, `migration` a change failed,
 * `stalled` a command waited for something else than its transaction, `ended` a query came after its
 * transaction was over, `closed` the store was closed, `thread` a thread that reads ended before it was done.
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

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}

const MEANINGS: readonly (readonly [code: RegExp, failure: StoreFailure, message: string])[] = [
  [
    /^SQLITE_FULL/,
    'full',
    'The disk is full: nothing of this was saved. Free some space, then send it again.',
  ],
  [
    /^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|AUTH)/,
    'io',
    'The database could not be read or written: nothing of this was saved. Look at the disk and at the permissions of the data folder.',
  ],
  [/^SQLITE_(BUSY|LOCKED)/, 'busy', 'Another program holds the database. Close it, then try again.'],
  [
    /^SQLITE_(CORRUPT|NOTADB|FORMAT)/,
    'corrupt',
    'The database is damaged. Stop Tenax and put a backup in its place: tenax restore FILE.',
  ],
  [
    /^ERR_WORKER/,
    'thread',
    'A thread that reads the database could not go on: nothing of this was saved. Free some memory, then try again.',
  ],
];

/** A failure of the database itself as a `StoreError`; whatever else went wrong, unchanged. */
export function explainFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const meaning = MEANINGS.find(([pattern]) => pattern.test(code));
  return meaning ? new StoreError(meaning[1], `${meaning[2]} (${code})`, error) : error;
}
