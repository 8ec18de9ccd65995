import { watch } from 'chokidar';
import { LibraryError } from './errors.ts';
import type { Library } from './library.ts';

/** Editors save in bursts: wait for the end of one. */
const BURST_MS = 100;
const UNSETTLED_MS = 350;
/** Catches what no watcher tells, as on network folders. */
const RESCAN_MS = 15_000;
/** How soon to look whether a folder that went away is back. */
const RETURN_MS = 1_000;

export interface Watch {
  close(): Promise<void>;
}

/** Keeps the store abreast of the decks folder, and writes the ids that its notes lack. */
export function watchLibrary(library: Library, onError: (error: unknown) => void): Watch {
  let soon: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  /** The folder went away, and with it what the watcher held on to. */
  let lost = false;

  const run = () => {
    running = running.then(round);
  };
  const round = async () => {
    clearTimeout(later);
    let next = RESCAN_MS;
    try {
      const { unsettled } = await library.scan();
      if (lost && !closed) await watchAgain();
      const quietIn = await library.writeIds();
      if (unsettled.length > 0) next = UNSETTLED_MS;
      else if (quietIn !== null) next = Math.min(quietIn, RESCAN_MS);
    } catch (error) {
      // The library itself has told of what a person can mend.
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
      // What was saved while the watcher looked around for the first time, it takes for what was there before.
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
