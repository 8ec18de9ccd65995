// A file of the library as it is now, to be changed.
import { basename, dirname, join } from 'node:path';
import { decodeDeck } from '../deck/read.ts';
import { decodePlan } from '../plan/decode.ts';
import { PlanError } from '../plan/error.ts';
import { step, unreadable } from './disk-faults.ts';
import { LibraryError } from './errors.ts';
import type { DiskFault, FileFault } from './faults.ts';
import { isWritable, PLAN_FILE } from './folder.ts';
import { type Content, contentOf, folderAt, isInside, mostBytes, standingAt } from './standing.ts';

export interface Present {
  /** The file itself, behind all links; where it would be, if there is none. */
  readonly file: string;
  /** null if there is no file. */
  readonly content: Content | null;
  /** What keeps Tenax from writing it. */
  readonly unwritable: DiskFault | null;
}

/**
 * A file of the library as it is now.
 *
 * @param path relative to the decks folder
 * @throws LibraryError if something stands there that can't be read.
 */
export async function presentFile(root: string, path: string): Promise<Present> {
  const unread = (fault: DiskFault, cause?: unknown) => unreadable(path, fault, cause);
  const folder = await step('read', () => folderAt(root, dirname(path)), unread);
  if (folder === null) return { file: join(root, path), content: null, unwritable: null };
  const name = basename(path);
  const standing = await standingAt(folder, name);
  if (standing === null) {
    const file = join(folder.path, name);
    const unwritable: DiskFault | null = isInside(folder.root, file)
      ? await whyFolderUnwritable(folder.path)
      : { kind: 'link-outside', target: file };
    return { file, content: null, unwritable };
  }
  if (standing.unreadable !== null) throw unread(standing.unreadable);
  const { path: file } = standing;
  return {
    file,
    content: await step('read', () => contentOf(file, mostBytes(name === PLAN_FILE)), unread),
    unwritable: standing.unwritable ?? (await whyFolderUnwritable(dirname(file))),
  };
}

async function whyFolderUnwritable(folder: string): Promise<DiskFault | null> {
  return (await isWritable(folder)) ? null : { kind: 'read-only-folder' };
}

/** The text of a file, with its byte-order mark; null if there is no file. @throws LibraryError if it is no text. */
export function textOf(path: string, { content }: Present): string | null {
  if (content === null) return null;
  const { bytes, size } = content;
  if (basename(path) === PLAN_FILE) return planText(path, bytes, size);
  const text = decodeDeck(path, bytes, size);
  if (typeof text === 'string') return text;
  throw notText(path, text.unreadable);
}

function planText(path: string, bytes: Uint8Array, size: number): string {
  try {
    return decodePlan(bytes, size);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { line, message, remedy, fault } = error;
    throw notText(path, { line, message: `${message} ${remedy}`, fault }, error);
  }
}

function notText(
  path: string,
  { line, message, fault }: { readonly line: number; readonly message: string; readonly fault?: FileFault },
  cause?: unknown,
): LibraryError {
  return new LibraryError(
    'unreadable',
    `${path}:${line} ${message}`,
    { path, ...(fault && { fault }), place: { of: 'deck', line } },
    cause === undefined ? {} : { cause },
  );
}
