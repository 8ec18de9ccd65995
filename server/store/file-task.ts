import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { explainFailure } from './errors.ts';

/** A long task on a whole database file: checking or copying it. */
export interface FileTask {
  readonly file: string;
  /** Where to copy it to; absent: check it. */
  readonly copyTo?: string;
}

export interface FileResult {
  /** The faults found, a line each; empty after copying. */
  readonly faults: readonly string[];
}

/** Does the task in a thread with its own connection, so that this process can serve meanwhile. @throws StoreError */
export function runFileTask(task: FileTask): Promise<FileResult> {
  return new Promise<FileResult>((resolve, reject) => {
    const thread = new Worker(compiledFile('store', 'file-thread.js'), { workerData: task });
    let result: FileResult | null = null;
    thread.on('message', (message: FileResult) => {
      result = message;
    });
    thread.on('error', (error) => reject(explainFailure(error)));
    // Not earlier, since the thread has the database open until then.
    thread.on('exit', (code) => {
      if (result) resolve(result);
      else reject(new Error(`The thread on ${task.file} ended with code ${code}.`));
    });
  });
}
