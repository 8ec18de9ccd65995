// Replaces files atomically.
import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { makeFolder, syncFolder } from '../store/durable.ts';
import { diskFailure, step, unreadable, unwritten } from './disk-faults.ts';
import { codeOf, LibraryError } from './errors.ts';
import { contentOf, isGone } from './standing.ts';

/** Where replaced bytes are kept, and what their names are made from. */
export interface Trash {
  readonly folder: string;
  readonly clock: () => number;
  readonly uuid: () => string;
}

/**
 * Replaces a file atomically: readers see the complete old or new bytes, and so does a process after a crash. Mode and
 * owner stay as they are, as far as the process may set them. The old bytes are kept in the trash.
 *
 * @param file where it is, behind all links: a link would be replaced itself
 * @param expected the bytes that the change was made from, or null for a new file
 * @param path the file as messages call it
 * @throws LibraryError `changed` if the file has other bytes by now. Nothing is written then, and neither is it in any
 * other failure that does not name the file as `written`.
 */
export async function replaceFile(
  file: string,
  expected: Uint8Array | null,
  bytes: Uint8Array,
  trash: Trash,
  path: string = file,
): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.tenax.${trash.uuid()}.tmp`);
  const writing = <T>(act: () => Promise<T>) =>
    step('write', act, (fault, cause) => unwritten(path, fault, cause));
  try {
    if (expected === null) {
      await writing(() => writeDurably(temporary, bytes, PUBLIC));
      await writing(() => nameNew(temporary, file, path));
    } else {
      const before = await unchanged(file, expected, path);
      await writing(() =>
        writeDurably(temporary, bytes, PRIVATE, (handle) => keepAttributes(handle, before)),
      );
      await step(
        'write',
        () => keepOld(file, expected, trash),
        (fault, cause) =>
          diskFailure(
            trash.folder,
            `${path} was not written, since its present text could not be kept in ${trash.folder}.`,
            fault,
            cause,
          ),
      );
      const now = await unchanged(file, expected, path);
      if (now.mode !== before.mode || now.uid !== before.uid || now.gid !== before.gid) throw changed(path);
      await writing(() => rename(temporary, file));
    }
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
  await step(
    'write',
    () => syncFolder(folder),
    (fault, cause) =>
      diskFailure(path, `${path} was written, but a power cut may still undo it.`, fault, cause).after([
        path,
      ]),
  );
}

/** The mode of a new file, less what the process's mask takes from it; and of one that only Tenax may see. */
const PUBLIC = 0o666;
const PRIVATE = 0o600;

const GROUP = 0o070;
const OTHERS = 0o007;
const PERMISSIONS = 0o7777;

/** Gives a file the owner, group and mode of another. A group that can't be kept passes no rights to the new one. */
async function keepAttributes(handle: FileHandle, like: BigIntStats): Promise<void> {
  const [uid, gid] = [Number(like.uid), Number(like.gid)];
  const own = await handle.stat();
  let mode = Number(like.mode) & PERMISSIONS;
  if (own.uid !== uid || own.gid !== gid) {
    const isDone = (change: Promise<void>) =>
      change.then(
        () => true,
        () => false,
      );
    const keepsGroup =
      (await isDone(handle.chown(uid, gid))) || own.gid === gid || (await isDone(handle.chown(-1, gid)));
    if (!keepsGroup) mode = (mode & ~GROUP) | (mode & GROUP & ((mode & OTHERS) << 3));
  }
  // Last, since a change of owner takes some of it away.
  await handle.chmod(mode).catch((error: unknown) => {
    if (!UNKNOWN_TO_DISK.includes(codeOf(error))) throw error;
  });
}

/** Codes of disks without hard links or modes, such as FAT. */
const UNKNOWN_TO_DISK = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

const TEMPORARY = /^\..+\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** No write takes longer than this. */
const LEFT_MS = 60_000;

/**
 * Removes the temporary files that a process left in a folder when it was killed while writing. Resolves with whether
 * none is left that may still be in use.
 */
export async function removeLeftovers(folder: string, nowMs: number): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  let isTidy = true;
  for (const path of names.filter((name) => TEMPORARY.test(name)).map((name) => join(folder, name))) {
    const found = await stat(path).catch(() => null);
    if (!found) continue;
    if (nowMs - found.mtimeMs > LEFT_MS) await rm(path, { force: true }).catch(() => undefined);
    else isTidy = false;
  }
  return isTidy;
}

/** The state of a file that still has the expected bytes. @throws LibraryError `changed`. */
async function unchanged(file: string, expected: Uint8Array, path: string): Promise<BigIntStats> {
  try {
    const { bytes, size, stats } = await contentOf(file, expected.length, constants.O_NOFOLLOW);
    if (size === expected.length && Buffer.compare(bytes, expected) === 0) return stats;
  } catch (error) {
    if (!isGone(error) && codeOf(error) !== 'ELOOP') {
      await step(
        'read',
        () => Promise.reject(error),
        (fault, cause) => unreadable(path, fault, cause),
      );
    }
  }
  throw changed(path);
}

/** Gives a new file its name. If the name exists by now, another program's file is not overwritten. */
async function nameNew(temporary: string, file: string, path: string): Promise<void> {
  try {
    await link(temporary, file).catch(async (error: unknown) => {
      if (!UNKNOWN_TO_DISK.includes(codeOf(error))) throw error;
      // Without links, an empty file takes the name first.
      await (await open(file, 'wx')).close();
      await rename(temporary, file);
    });
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? changed(path) : error;
  }
}

function changed(path: string): LibraryError {
  return new LibraryError(
    'changed',
    `${path} was changed by another program at the same moment. Nothing in it was overwritten. Try again.`,
    { path },
  );
}

/** The most bytes of a file's name on all common disks. */
const MOST_NAME_BYTES = 255;

async function keepOld(file: string, bytes: Uint8Array, trash: Trash): Promise<void> {
  await makeFolder(trash.folder);
  const stamp = new Date(trash.clock()).toISOString().replaceAll(':', '-');
  const prefix = `${stamp}-${trash.uuid()}-`;
  const name = shortened(basename(file), MOST_NAME_BYTES - prefix.length);
  await writeDurably(join(trash.folder, `${prefix}${name}`), bytes, PRIVATE);
}

/** A name of at most this many bytes: what is too much is cut off before its extension. */
function shortened(name: string, mostBytes: number): string {
  const extension = extname(name);
  const characters = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(characters.join('') + extension) > mostBytes) characters.pop();
  return characters.join('') + extension;
}

async function writeDurably(
  path: string,
  bytes: Uint8Array,
  mode: number,
  finish: (handle: FileHandle) => Promise<void> = async () => undefined,
): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await finish(handle);
    await handle.sync();
  } catch (error) {
    // Half a copy is worth nothing, and a full disk needs the room.
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}
