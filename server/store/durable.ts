import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, if they are missing. They are durable when it returns.
 *
 * Not `recursive`: with it, Node never returns if the parent exists and mkdir still fails with ENOENT, as in /proc, and
 * it hides a full disk.
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
  syncIfPossible(parent);
}

/** Nothing was lost yet if the folder above may not be opened, or the disk has no such call. */
function syncIfPossible(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The next sync of the folder makes up for it.
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Makes what was created, renamed or removed in a folder durable (fsync). */
export const syncFolder: (folder: string) => Promise<void> = sync;

/** Makes the content of a file durable (fsync). */
export const syncFile: (file: string) => Promise<void> = sync;

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
