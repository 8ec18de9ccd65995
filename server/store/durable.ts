import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes what was created, renamed or removed in a folder durable (fsync). */
export const syncFolder: (folder: string) => Promise<void> = sync;

/** Makes the content of a file durable (fsync). */
export const syncFile: (file: string) => Promise<void> = sync;

/**
 * Makes a folder, and those above it, if they are missing. They are durable when this resolves.
 *
 * Not `recursive`: with it, Node never returns if the parent exists and mkdir still fails with ENOENT, as in /proc, and
 * it hides a full disk.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  await makeFolder(dirname(folder));
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!(await isFolder(folder))) throw error;
  }
  // Perhaps the folder above may not be opened. Its next sync makes up for it.
  await syncFolder(dirname(folder)).catch(() => undefined);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
