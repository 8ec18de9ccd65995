import { parentPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { openReading } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** What a thread that reads is started with. */
export interface ThreadData<Task> {
  readonly file: string;
  readonly task: Task;
}

/** Does the work that this thread was started for, with a connection of its own. `tell` hands over what can be cloned. */
export async function readInThread<Task, Told>(
  work: (db: Kysely<Tables>, task: Task, tell: (told: Told) => void) => Promise<void>,
): Promise<void> {
  const { file, task }: ThreadData<Task> = workerData;
  const db = openReading(file);
  try {
    await work(db, task, (told) => parentPort?.postMessage(told));
  } finally {
    await db.destroy();
  }
}
