import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { receivedError, type SentError } from './crossing.ts';
import { explainFailure, StoreError } from './errors.ts';

/** A long task on a whole database file: checking it, copying and checking the copy, counting the events of its log. */
export type FileTask =
  | { readonly work: 'check'; readonly file: string }
  | { readonly work: 'count'; readonly file: string }
  | { readonly work: 'copy'; readonly file: string; readonly to: string };

export interface FileResult {
  /** The faults found, a line each; of the copy after copying. */
  readonly faults: readonly string[];
  /** How many events the log of all learners has, if they were counted; 0 if the file is no database of Tenax. */
  readonly events: number;
}

export type FileMessage = FileResult | { readonly failed: SentError };

/** Does the task in a thread with its own connection, so that this process can serve meanwhile. @throws StoreError */
export function runFileTask(task: FileTask): Promise<FileResult> {
  return new Promise<FileResult>((resolve, reject) => {
    const thread = new Worker(compiledFile('store', 'file-thread.js'), { workerData: task });
    let message: FileMessage | null = null;
    thread.on('message', (sent: FileMessage) => {
      message = sent;
    });
    thread.on('error', (error) => reject(explainFailure(error)));
    // Not earlier, since the thread has the database open until then.
    thread.on('exit', (code) => {
      if (message === null) reject(endedEarly(task.file, code));
      else if ('failed' in message) reject(receivedError(message.failed));
      else resolve(message);
    });
  });
}

function endedEarly(file: string, code: number): StoreError {
  return new StoreError('thread', `The thread on ${file} ended early, with code ${code}. Try again.`);
}
