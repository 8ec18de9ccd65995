import { constants } from 'node:os';
import type { Place } from '../deck/verify.ts';
import type { FileFault } from './faults.ts';

export type LibraryFailure =
  | 'missing'
  | 'denied'
  | 'read-only'
  | 'changed'
  | 'unreadable'
  | 'full'
  | 'busy'
  | 'disk'
  | 'unknown'
  | 'taken'
  | 'refused';

export interface About {
  /** The file, relative to the decks folder, or the folder itself. */
  readonly path?: string;
  readonly fault?: FileFault;
  readonly place?: Place | null;
  /** The files that were changed before the failure, and stay changed. */
  readonly written?: readonly string[];
}

/**
 * The decks folder can't be used as requested. The message says what is wrong and what to do. Nothing was changed but
 * what `about.written` names.
 */
export class LibraryError extends Error {
  /**
   * `missing` the folder or file does not exist, `denied` Tenax may not read it, `read-only` it can't be written,
   * `changed` another program changed the file meanwhile, `unreadable` the file can't be read as a plan or deck, `full` no space is left, `busy` too many
   * files are open or another program holds this one, `disk` the disk reports an error, `unknown` there is no such
   * topic or note, `taken` the id belongs to another note, `refused` the text would break the file's format.
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

  /** The same failure, which also says what had been written by then. */
  after(written: readonly string[]): LibraryError {
    const before = written.filter((path) => !this.about.written?.includes(path));
    if (before.length === 0) return this;
    return new LibraryError(
      this.failure,
      `${this.message} Written before, and left so: ${before.join(', ')}. The same again completes the change.`,
      { ...this.about, written: [...before, ...(this.about.written ?? [])] },
      { cause: this },
    );
  }
}

/** The names of error numbers. Node knows some only by number, such as that of a full quota. */
const NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** The code of a failed system call, such as `ENOENT`; empty for any other error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  const code = String(error.code);
  if (!code.startsWith('Unknown system error') || !('errno' in error)) return code;
  return NAMES.get(Math.abs(Number(error.errno))) ?? code;
}
