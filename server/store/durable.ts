import { open } from 'node:fs/promises';

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
