// What a failed system call means: its fault, and what to say of it.
import type { Problem } from '../deck/types.ts';
import { codeOf, LibraryError, type LibraryFailure } from './errors.ts';
import type { DiskFault, PlainDiskFault } from './faults.ts';

type Doing = 'read' | 'write';

/** The codes of system calls and their faults. Any other code is a `disk-error`. */
const CODES: Readonly<Record<string, Readonly<Record<Doing, PlainDiskFault>>>> = {
  EACCES: { read: 'no-permission', write: 'read-only-folder' },
  EPERM: { read: 'no-permission', write: 'read-only-folder' },
  EROFS: { read: 'no-permission', write: 'read-only-folder' },
  ENOENT: { read: 'folder-gone', write: 'folder-gone' },
  ENOTDIR: { read: 'folder-gone', write: 'folder-gone' },
  ENOSPC: { read: 'disk-full', write: 'disk-full' },
  EDQUOT: { read: 'disk-full', write: 'disk-full' },
  EISDIR: { read: 'a-folder', write: 'a-folder' },
  ELOOP: { read: 'link-loop', write: 'link-loop' },
  ENAMETOOLONG: { read: 'name-too-long', write: 'name-too-long' },
  EMFILE: { read: 'too-many-open', write: 'too-many-open' },
  ENFILE: { read: 'too-many-open', write: 'too-many-open' },
  EAGAIN: { read: 'file-busy', write: 'file-busy' },
  EBUSY: { read: 'file-busy', write: 'file-busy' },
  ETXTBSY: { read: 'file-busy', write: 'file-busy' },
  EXDEV: { read: 'file-busy', write: 'file-busy' },
};

type Meanings = {
  readonly [K in DiskFault['kind']]: readonly [
    LibraryFailure,
    (fault: Extract<DiskFault, { readonly kind: K }>) => string,
  ];
};

/** What each fault keeps a caller from, what is wrong, and what to do. */
const MEANINGS: Meanings = {
  'no-permission': ['denied', () => 'Tenax may not read the file. Give it permission to do so.'],
  'read-only-file': [
    'read-only',
    () =>
      'The file is read-only, so Tenax leaves it as it is. Give Tenax permission to write it, or make the change in the file yourself.',
  ],
  'read-only-folder': [
    'read-only',
    () =>
      'Tenax may not write there. Give it permission to write in the folder, or make the change in the file yourself.',
  ],
  'link-outside': [
    'read-only',
    ({ target }) =>
      `This leads to ${target}, outside the decks folder, where Tenax writes nothing. Move the file into the decks folder, or make the change in the file yourself.`,
  ],
  'a-folder': ['unreadable', () => 'This is a folder, not a file. Rename it, or put a file in its place.'],
  'special-file': [
    'unreadable',
    () => 'This is a pipe, a socket or a device, not a file. Rename it, or put a file in its place.',
  ],
  'link-loop': [
    'unreadable',
    () => 'This is a link that leads back to itself. Correct the link, or put a file in its place.',
  ],
  'dangling-link': [
    'missing',
    ({ target }) =>
      `This is a link to ${target}, which does not exist. Bring that file back, or remove the link.`,
  ],
  'name-too-long': ['unreadable', () => 'The name is too long for the disk. Choose a shorter one.'],
  'name-not-utf-8': ['unreadable', () => 'The name is not UTF-8 text. Rename it.'],
  'folder-gone': ['missing', () => 'The folder is gone. Bring it back, then try again.'],
  'folder-not-listed': [
    'missing',
    ({ code }) =>
      `The folder can't be listed (${code}), so its cards stay as they were. Check the folder, its permissions and the disk.`,
  ],
  'too-many-open': [
    'busy',
    () =>
      'Too many files are open. Close some programs or raise the limit of open files (ulimit -n), then try again.',
  ],
  'file-busy': [
    'busy',
    () =>
      'Another program or a mount holds the file. Close the program, or mount the whole folder instead of the file, then try again.',
  ],
  'disk-full': ['full', () => 'The disk is full. Free some space, then try again.'],
  'disk-error': [
    'disk',
    ({ code }) => `The disk reports an error (${code}). Check the disk, then try again.`,
  ],
};

/** What a failed system call says of a file; null if the error is of another kind, so a bug. */
export function faultOf(error: unknown, doing: Doing): DiskFault | null {
  const code = codeOf(error);
  if (!/^E[A-Z0-9]+$/.test(code)) return null;
  const kind = CODES[code]?.[doing];
  return kind === undefined ? { kind: 'disk-error', code } : ({ kind } as DiskFault);
}

/** What is wrong, and what to do. */
export function sentenceOf(fault: DiskFault): string {
  const says: (fault: never) => string = MEANINGS[fault.kind][1];
  return says(fault as never);
}

/**
 * The failure that a fault is.
 *
 * @param lead what was not done because of it: one sentence
 */
export function diskFailure(path: string, lead: string, fault: DiskFault, cause?: unknown): LibraryError {
  return new LibraryError(
    MEANINGS[fault.kind][0],
    `${lead} ${sentenceOf(fault)}`,
    { path, fault },
    cause === undefined ? {} : { cause },
  );
}

/** The failure that keeps a file from being read. */
export function unreadable(path: string, fault: DiskFault, cause?: unknown): LibraryError {
  return diskFailure(path, `${path} can't be read.`, fault, cause);
}

/** The failure that keeps a file from being written. */
export function unwritten(path: string, fault: DiskFault, cause?: unknown): LibraryError {
  return diskFailure(path, `${path} was not written.`, fault, cause);
}

/** Does one step. A system call that fails in it is thrown as `explain` words it; any other error as it is. */
export async function step<T>(
  doing: Doing,
  act: () => Promise<T>,
  explain: (fault: DiskFault, cause: unknown) => LibraryError,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const fault = error instanceof LibraryError ? null : faultOf(error, doing);
    throw fault === null ? error : explain(fault, error);
  }
}

/** Whether a fault is one of the disk. */
export function isDiskFault({ kind }: { readonly kind: string }): boolean {
  return kind in MEANINGS;
}

/** A fault as a finding on a file or folder. */
export function findingOf(
  path: string,
  fault: DiskFault,
  severity: Problem['severity'],
  rule: string = fault.kind,
): Problem {
  return { severity, rule, path, line: 1, message: sentenceOf(fault), fault };
}
