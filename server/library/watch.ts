import { watch } from 'chokidar';
import { codeOf, LibraryError } from './errors.ts';
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

/** Codes for files and folders that can't be looked at. A scan finds these too, and reports them by name. */
const FOUND_BY_SCANS = ['EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'];
/** Codes for limits of the system: the watcher needs a watch for each file and folder. */
const LIMITS = ['EMFILE', 'ENFILE', 'ENOSPC', 'ENOMEM'];

/**
 * Keeps the store up to date with the decks folder, and writes missing ids of notes.
 *
 * @param onError called with an error, or with a sentence for the user; only once while the same goes on
 */
export function watchLibrary(library: Library, onError: (error: unknown) => void): Watch {
  let soon: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  /** The folder is gone, so the watcher no longer sees it. */
  let lost = false;
  /** What the last round failed with. */
  let failing = '';
  const unwatched = new Set<string>();

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
      failing = '';
    } catch (error) {
      // The library itself has warned of what the user can fix.
      if (!(error instanceof LibraryError) && failing !== String(error)) onError(error);
      failing = String(error);
      lost ||= library.failure() !== null;
      if (lost) next = RETURN_MS;
    }
    if (!closed) later = setTimeout(run, next).unref();
  };

  const onWatchError = (error: unknown) => {
    const code = codeOf(error);
    if (FOUND_BY_SCANS.includes(code) || unwatched.has(code)) return;
    unwatched.add(code);
    onError(
      LIMITS.includes(code)
        ? `The system lets Tenax watch no more files (${code}). Some changes are noticed after ${RESCAN_MS / 1000} s only. Raise fs.inotify.max_user_watches and max_user_instances, or the limit of open files.`
        : error,
    );
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
      .on('error', onWatchError);
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
