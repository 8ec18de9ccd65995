import { parentPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { openMoment } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** What a thread that reads is started with. */
export interface ThreadData<Task> {
  readonly file: string;
  readonly task: Task;
}

/** A thread that ends without `done` has not told all: one that is stopped early can end with the code of success. */
export type ThreadMessage<Told> = { readonly told: Told } | 'done';

/** Does the work that this thread was started for, on the database as of now. `tell` hands over what can be cloned. */
export async function readInThread<Task, Told>(
  work: (db: Kysely<Tables>, task: Task, tell: (told: Told) => void) => Promise<void>,
): Promise<void> {
  const { file, task }: ThreadData<Task> = workerData;
  const say = (message: ThreadMessage<Told>) => parentPort?.postMessage(message);
  const moment = await openMoment(file);
  try {
    await work(moment.read, task, (told) => say({ told }));
  } finally {
    await moment.close();
  }
  say('done');
}
