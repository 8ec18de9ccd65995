// A thread that folds the write-ahead log into the database file.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** The data that the thread is started with. */
export interface CheckpointThreadData {
  readonly file: string;
}

/** `checkpoint` is answered once it is done; `close` ends the thread. */
export type CheckpointOrder = 'checkpoint' | 'close';

const { file }: CheckpointThreadData = workerData;
const db = new Database(file);
db.pragma('synchronous = FULL');
db.pragma('fullfsync = ON');

parentPort?.on('message', (order: CheckpointOrder) => {
  if (order === 'checkpoint') {
    try {
      // A passive checkpoint waits for nobody, and nobody waits for it: writers go on appending to the log.
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // On a full disk, for one. The log keeps what was to be folded, and the next time comes.
    }
    parentPort?.postMessage('done');
  } else {
    db.close();
    parentPort?.close();
  }
});
