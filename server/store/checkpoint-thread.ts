import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** What the thread is started with. */
export interface CheckpointThreadData {
  readonly file: string;
}

/** `checkpoint` is answered when it is done; `close` ends the thread. */
export type CheckpointOrder = 'checkpoint' | 'close';

const { file }: CheckpointThreadData = workerData;
const db = new Database(file);
db.pragma('synchronous = FULL');
db.pragma('fullfsync = ON');

parentPort?.on('message', (order: CheckpointOrder) => {
  if (order === 'checkpoint') {
    // Waits for nobody, and nobody for it: writers go on writing to the log's end.
    db.pragma('wal_checkpoint(PASSIVE)');
    parentPort?.postMessage('done');
  } else {
    db.close();
    parentPort?.close();
  }
});
