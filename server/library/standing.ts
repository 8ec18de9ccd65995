// What stands at a path of the library, and its bytes. Nothing but plain files is ever opened.
import type { BigIntStats } from 'node:fs';
import { access, constants, lstat, open, readlink, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { MAX_DECK_BYTES } from '../deck/limits.ts';
import { MAX_PLAN_BYTES } from '../plan/decode.ts';
import { faultOf } from './disk-faults.ts';
import { codeOf } from './errors.ts';
import type { DiskFault } from './faults.ts';

/** A folder of the library, behind all links. */
export interface RealFolder {
  readonly path: string;
  /** The decks folder, behind all links. */
  readonly root: string;
}

/** What stands at a path. */
export type Standing =
  | {
      /** The file itself, behind all links. */
      readonly path: string;
      readonly stats: BigIntStats;
      readonly unreadable: null;
      /** What keeps Tenax from writing it; null if nothing is known to. */
      readonly unwritable: DiskFault | null;
    }
  | { readonly stats: BigIntStats | null; readonly unreadable: DiskFault };

/** A folder, given relative to the decks folder; null if it or the decks folder is gone. */
export async function folderAt(root: string, folder: string): Promise<RealFolder | null> {
  try {
    const [path, decks] = await Promise.all([realpath(join(root, folder)), realpath(root)]);
    return { path, root: decks };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** What stands at a name in a folder; null if nothing does. */
export async function standingAt(folder: RealFolder, name: string): Promise<Standing | null> {
  const asked = join(folder.path, name);
  const own = await attempt(() => lstat(asked, { bigint: true }));
  if (own === null) {
    // Node reads the bytes of such a name as U+FFFD, and then finds no file of that name.
    return name.includes('\ufffd') ? { stats: null, unreadable: { kind: 'name-not-utf-8' } } : null;
  }
  if ('kind' in own) return { stats: null, unreadable: own };
  if (!own.isSymbolicLink()) return standingOf(folder, asked, own);
  const path = await attempt(() => realpath(asked));
  if (path !== null && typeof path !== 'string') return { stats: own, unreadable: path };
  const stats = path === null ? null : await attempt(() => stat(path, { bigint: true }));
  if (path === null || stats === null) {
    const target = await readlink(asked).catch(() => '?');
    return { stats: own, unreadable: { kind: 'dangling-link', target } };
  }
  return 'kind' in stats ? { stats: own, unreadable: stats } : standingOf(folder, path, stats);
}

async function standingOf(folder: RealFolder, path: string, stats: BigIntStats): Promise<Standing> {
  if (!stats.isFile()) {
    return { stats, unreadable: { kind: stats.isDirectory() ? 'a-folder' : 'special-file' } };
  }
  return { path, stats, unreadable: null, unwritable: await whyUnwritable(folder, path, stats) };
}

const OWNER_MAY_WRITE = 0o200n;

async function whyUnwritable(
  folder: RealFolder,
  path: string,
  stats: BigIntStats,
): Promise<DiskFault | null> {
  if (!isInside(folder.root, path)) return { kind: 'link-outside', target: path };
  // Replacing a file asks its folder only, and root may write all: the file's own mode says what its owner wants.
  if ((stats.mode & OWNER_MAY_WRITE) === 0n) return { kind: 'read-only-file' };
  const denied = await access(path, constants.W_OK).then(() => '', codeOf);
  return denied === 'EACCES' || denied === 'EPERM' ? { kind: 'read-only-file' } : null;
}

/** Whether a path is below the decks folder. Both are free of links. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}

/** Resolves with null where there is nothing, and with the fault if the system call fails otherwise. */
async function attempt<T>(call: () => Promise<T>): Promise<T | DiskFault | null> {
  return call().catch((error: unknown) => {
    if (isGone(error)) return null;
    const fault = faultOf(error, 'read');
    if (fault === null) throw error;
    return fault;
  });
}

/** Whether a system call failed because there is no such file or folder. */
export function isGone(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/** The bytes of a file, and its state as of the same moment. */
export interface Content {
  /** Empty if the file is larger than a plan or deck may be: then it is not read. */
  readonly bytes: Uint8Array;
  /** In bytes. */
  readonly size: number;
  readonly stats: BigIntStats;
}

/** The most bytes that a plan or a deck may have. */
export function mostBytes(isPlan: boolean): number {
  return isPlan ? MAX_PLAN_BYTES : MAX_DECK_BYTES;
}

/**
 * Reads a file of at most this many bytes. A larger one is not read, and a pipe that would wait for a writer not waited for.
 *
 * @param flags further flags to open it with
 * @throws the error of a failed system call; EISDIR if it is not a plain file by now.
 */
export async function contentOf(path: string, most: number, flags = 0): Promise<Content> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw Object.assign(new Error(`${path} is not a file.`), { code: 'EISDIR' });
    const size = Number(stats.size);
    if (size > most) return { bytes: new Uint8Array(), size, stats };
    // One byte more than there were, to notice that the file grows meanwhile.
    const bytes = Buffer.alloc(size + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { bytes: bytes.subarray(0, length), size: length, stats };
  } finally {
    await handle.close();
  }
}
