// Runs reading threads.
import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { receivedError, type SentError } from './crossing.ts';
import { explainFailure, StoreError } from './errors.ts';

/** The data that a reading thread is started with. */
export interface ThreadData<Task> {
  readonly file: string;
  readonly task: Task;
}

/** A thread that ends without `done` has not sent all: one that is stopped early can end with exit code 0. */
export type ThreadMessage<Piece> = { readonly piece: Piece } | 'done' | { readonly failed: SentError };

/** The threads that read a database, each with its own connection, while this process serves. */
export class Readings {
  readonly #file: string;
  readonly #running = new Set<Worker>();
  #closed = false;

  /** @param file the path of the database */
  constructor(file: string) {
    this.#file = file;
  }

  /** Runs a compiled file of `server/`, given by its path, in a thread. `take` gets each piece that it sends. */
  run<Task, Piece>(path: readonly string[], task: Task, take: (piece: Piece) => void): Promise<void> {
    if (this.#closed) return Promise.reject(closed());
    const workerData: ThreadData<Task> = { file: this.#file, task };
    const thread = new Worker(compiledFile(...path), { workerData });
    this.#running.add(thread);
    return new Promise<void>((resolve, reject) => {
      let isDone = false;
      let failed: SentError | null = null;
      thread.on('message', (message: ThreadMessage<Piece>) => {
        if (message === 'done') isDone = true;
        else if ('failed' in message) failed = message.failed;
        else take(message.piece);
      });
      thread.on('error', (error) => reject(explainFailure(error)));
      // Not earlier, since the thread has the database open until then.
      thread.on('exit', (code) => {
        this.#running.delete(thread);
        if (isDone) resolve();
        else if (failed) reject(receivedError(failed));
        else reject(this.#closed ? closed() : endedEarly(code));
      });
    });
  }

  /** Ends the running threads, which rejects what waits for them. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((thread) => thread.terminate()));
  }
}

function closed(): StoreError {
  return new StoreError('closed', 'The database was closed meanwhile. Start Tenax, then try again.');
}

function endedEarly(code: number): StoreError {
  return new StoreError(
    'thread',
    `The database could not be read completely (a thread ended with code ${code}). Try again.`,
  );
}
