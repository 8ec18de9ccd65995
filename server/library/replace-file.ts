// Replaces files atomically.
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../store/durable.ts';
import { codeOf, LibraryError, writeFailure } from './errors.ts';

/** Where replaced bytes are kept, and what their names are made from. */
export interface Trash {
  readonly folder: string;
  readonly clock: () => number;
  readonly uuid: () => string;
}

/**
 * Replaces a file atomically: readers see the complete old or new bytes, and so does a process after a crash. The old
 * bytes are kept in the trash.
 *
 * @param expected the bytes that the change was made from, or null for a new file
 * @throws LibraryError `changed` if the file has other bytes by now; nothing is written then.
 */
export async function replaceFile(
  path: string,
  expected: Uint8Array | null,
  bytes: Uint8Array,
  trash: Trash,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${trash.uuid()}.tmp`);
  try {
    await writeDurably(temporary, bytes);
    await refuseChanged(path, expected);
    if (expected === null) {
      // A link fails if the name exists by now, so that a new file of another program is not overwritten.
      await link(temporary, path).catch((error: unknown) => {
        throw codeOf(error) === 'EEXIST' ? changed(path) : error;
      });
    } else {
      await keep(path, expected, trash);
      await refuseChanged(path, expected);
      await rename(temporary, path);
    }
    await syncFolder(folder);
  } catch (error) {
    throw error instanceof LibraryError ? error : writeFailure(path, error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

const TEMPORARY = /^\..+\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** No write takes longer than this. */
const LEFT_MS = 60_000;

/** Removes the temporary files that a process left in a folder when it was killed while writing. */
export async function removeLeftovers(folder: string, nowMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const path of names.filter((name) => TEMPORARY.test(name)).map((name) => join(folder, name))) {
    const found = await stat(path).catch(() => null);
    if (found && nowMs - found.mtimeMs > LEFT_MS) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function refuseChanged(path: string, expected: Uint8Array | null): Promise<void> {
  const now = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  const same = expected === null || now === null ? expected === now : now.equals(expected);
  if (!same) throw changed(path);
}

function changed(path: string): LibraryError {
  return new LibraryError(
    'changed',
    `${path} was changed by another program at the same moment. Nothing was overwritten. Try again.`,
    { path },
  );
}

async function keep(path: string, bytes: Uint8Array, trash: Trash): Promise<void> {
  await mkdir(trash.folder, { recursive: true });
  const stamp = new Date(trash.clock()).toISOString().replaceAll(':', '-');
  await writeDurably(join(trash.folder, `${stamp}-${trash.uuid()}-${basename(path)}`), bytes);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
