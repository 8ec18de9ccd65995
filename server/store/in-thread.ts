// Runs in a reading thread.
import { parentPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { sentError } from './crossing.ts';
import type { ThreadData, ThreadMessage } from './readings.ts';
import { openMoment } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** Does the work of this thread on the database as of now. `send` passes pieces on, which must be cloneable. */
export async function readInThread<Task, Piece>(
  work: (db: Kysely<Tables>, task: Task, send: (piece: Piece) => void) => Promise<void>,
): Promise<void> {
  const { file, task }: ThreadData<Task> = workerData;
  const say = (message: ThreadMessage<Piece>) => parentPort?.postMessage(message);
  try {
    const moment = await openMoment(file);
    try {
      await work(moment.read, task, (piece) => say({ piece }));
    } finally {
      await moment.close();
    }
    say('done');
  } catch (error) {
    say({ failed: sentError(error, file) });
  }
}
