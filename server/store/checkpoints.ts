import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import type { CheckpointOrder, CheckpointThreadData } from './checkpoint-thread.ts';

/** Some 32 MiB of write-ahead log: a review changes two rows and touches up to ten pages of 4 KiB. */
const ROWS_A_CHECKPOINT = 2_000;

/**
 * Folds the write-ahead log of a database into its file in a thread, because this waits for the disk and would make
 * requests wait. The thread starts when there is something to fold. Without it, SQLite does the same within a commit
 * once the log is large.
 */
export interface Checkpoints {
  /** Call it after each commit with the number of rows changed in all. */
  committed(rowsChanged: number): void;
  close(): Promise<void>;
}

/** The checkpoints of a database file. */
export function checkpointsOf(file: string): Checkpoints {
  let thread: Worker | null = null;
  let failed = false;
  let working = false;
  let folded = 0;

  const start = (): Worker => {
    const data: CheckpointThreadData = { file };
    const started = new Worker(compiledFile('store', 'checkpoint-thread.js'), { workerData: data });
    started.unref();
    started.on('message', () => {
      working = false;
    });
    started.on('error', () => {
      failed = true;
      thread = null;
    });
    return started;
  };
  const order = (to: Worker, what: CheckpointOrder) => to.postMessage(what);

  return {
    committed(rowsChanged) {
      if (failed || working || rowsChanged - folded < ROWS_A_CHECKPOINT) return;
      thread ??= start();
      folded = rowsChanged;
      working = true;
      order(thread, 'checkpoint');
    },
    close() {
      const closing = thread;
      thread = null;
      if (!closing) return Promise.resolve();
      closing.ref();
      return new Promise((resolve) => {
        closing.once('exit', () => resolve());
        order(closing, 'close');
      });
    },
  };
}
