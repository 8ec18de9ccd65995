import type { Place } from '../deck/verify.ts';
import type { FileFault } from './faults.ts';

export type LibraryFailure =
  | 'missing'
  | 'read-only'
  | 'changed'
  | 'unreadable'
  | 'full'
  | 'unknown'
  | 'taken'
  | 'refused';

export interface About {
  /** The file, relative to the decks folder, or the folder itself. */
  readonly path?: string;
  readonly fault?: FileFault;
  readonly place?: Place | null;
}

/** The decks folder can't be used as requested. The message says what is wrong and what to do; nothing was changed. */
export class LibraryError extends Error {
  /**
   * `missing` the folder or file does not exist, `read-only` it can't be written, `changed` another program changed the
   * file meanwhile, `unreadable` the file can't be read as a plan or deck, `full` no space is left, `unknown` there is
   * no such topic or note, `taken` the id belongs to another note, `refused` the text would break the file's format.
   */
  readonly failure: LibraryFailure;
  /** What the message names, for clients that use their own words. */
  readonly about: About;

  constructor(failure: LibraryFailure, message: string, about: About = {}, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'LibraryError';
    this.failure = failure;
    this.about = about;
  }
}

/** The code of a failed system call, such as `ENOENT`; empty for any other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A failed write to `path` as a `LibraryError`. */
export function writeFailure(path: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new LibraryError(
        'read-only',
        `${path} can't be written. Give Tenax permission to write it, or make the change in the file yourself.`,
        { path },
        { cause: error },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new LibraryError(
        'full',
        `The disk is full. ${path} was left unchanged. Free some space, then try again.`,
        { path },
        { cause: error },
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new LibraryError(
        'missing',
        `${path} can't be written: its folder is gone. Bring it back, then try again.`,
        { path },
        { cause: error },
      );
    default:
      return error;
  }
}
