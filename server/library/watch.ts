import { watch } from 'chokidar';
import { LibraryError } from './errors.ts';
import type { Library } from './library.ts';

/** Editors save in bursts, so wait for the end of one. */
const BURST_MS = 100;
const UNSETTLED_MS = 350;
/** Scans this often in any case, since network folders may not report changes. */
const RESCAN_MS = 15_000;
/** How soon to check whether a folder that was gone is back. */
const RETURN_MS = 1_000;

export interface Watch {
  close(): Promise<void>;
}

/** Keeps the store up to date with the decks folder, and writes missing ids of notes. */
export function watchLibrary(library: Library, onError: (error: unknown) => void): Watch {
  let soon: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  /** The folder is gone, so the watcher no longer sees it. */
  let lost = false;

  const run = () => {
    running = running.then(round);
  };
  const round = async () => {
    // Asked for before it was closed, or by a watcher that is still closing.
    if (closed) return;
    clearTimeout(later);
    let next = RESCAN_MS;
    try {
      const { unsettled } = await library.scan();
      if (lost && !closed) await watchAgain();
      const quietIn = await library.writeIds();
      if (unsettled.length > 0) next = UNSETTLED_MS;
      else if (quietIn !== null) next = Math.min(quietIn, RESCAN_MS);
    } catch (error) {
      // The library itself has warned of what the user can fix.
      if (!(error instanceof LibraryError)) onError(error);
      lost ||= library.failure() !== null;
      if (lost) next = RETURN_MS;
    }
    if (!closed) later = setTimeout(run, next).unref();
  };

  const open = () =>
    watch(library.root, {
      ignoreInitial: true,
      depth: 1,
      ignored: (path) => /(^|[/\\])\.[^/\\]+\.tmp$/.test(path),
    })
      .on('all', () => {
        clearTimeout(soon);
        soon = setTimeout(run, BURST_MS).unref();
      })
      // A file saved during the watcher's first look counts for it as there before, hence this scan.
      .on('ready', run)
      .on('error', onError);
  const watchAgain = async () => {
    lost = false;
    await watcher.close();
    watcher = open();
  };

  let watcher = open();
  run();
  return {
    async close() {
      closed = true;
      clearTimeout(soon);
      clearTimeout(later);
      await running;
      await watcher.close();
    },
  };
}
