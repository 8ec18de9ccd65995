import { parentPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { openReading } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** What a thread that reads is started with. */
export interface ThreadData<Task> {
  readonly file: string;
  readonly task: Task;
}

/** A thread that ends without `done` has not told all: one that is stopped early can end with the code of success. */
export type ThreadMessage<Told> = { readonly told: Told } | 'done';

/**
 * Does the work that this thread was started for, on the database as of one moment. `tell` hands over what can be cloned.
 *
 * One transaction for all of it: where every query is one, SQLite drops the pages and the mapping of the file that it
 * has at each commit of others, and reading the log beside a busy learner takes ten times as long.
 */
export async function readInThread<Task, Told>(
  work: (db: Kysely<Tables>, task: Task, tell: (told: Told) => void) => Promise<void>,
): Promise<void> {
  const { file, task }: ThreadData<Task> = workerData;
  const db = openReading(file);
  const say = (message: ThreadMessage<Told>) => parentPort?.postMessage(message);
  try {
    await db.transaction().execute((tx) => work(tx, task, (told) => say({ told })));
  } finally {
    await db.destroy();
  }
  say('done');
}
