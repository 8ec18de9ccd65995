import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { explainFailure, StoreError } from './errors.ts';

/** What a thread that reads is started with. */
export interface ThreadData<Task> {
  readonly file: string;
  readonly task: Task;
}

/** A thread that ends without `done` has not told all: one that is stopped early can end with the code of success. */
export type ThreadMessage<Piece> = { readonly piece: Piece } | 'done';

/** The threads that read a database, each on a connection of its own, while this process serves. */
export class Readings {
  readonly #file: string;
  readonly #running = new Set<Worker>();
  #closed = false;

  /** @param file the database */
  constructor(file: string) {
    this.#file = file;
  }

  /** Starts a compiled file of `server/`, named by its path, with a task; `take` gets what it tells. */
  run<Task, Piece>(path: readonly string[], task: Task, take: (piece: Piece) => void): Promise<void> {
    if (this.#closed) return Promise.reject(closed());
    const workerData: ThreadData<Task> = { file: this.#file, task };
    const thread = new Worker(compiledFile(...path), { workerData });
    this.#running.add(thread);
    return new Promise<void>((resolve, reject) => {
      let isDone = false;
      thread.on('message', (message: ThreadMessage<Piece>) => {
        if (message === 'done') isDone = true;
        else take(message.piece);
      });
      thread.on('error', (error) => reject(explainFailure(error)));
      // Not before: it has the database open until then.
      thread.on('exit', (code) => {
        this.#running.delete(thread);
        if (isDone) resolve();
        else reject(this.#closed ? closed() : endedEarly(code));
      });
    });
  }

  /** Ends those that run: what waits for them is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((thread) => thread.terminate()));
  }
}

function closed(): StoreError {
  return new StoreError('closed', 'The database was closed meanwhile: nothing of this was saved.');
}

function endedEarly(code: number): StoreError {
  return new StoreError(
    'thread',
    `A thread that reads the database ended with code ${code} before it was done: nothing of this was saved. Try again.`,
  );
}
