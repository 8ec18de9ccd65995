import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { explainFailure } from './errors.ts';

/** What takes long on a whole database file: examining it, or copying it. */
export interface FileTask {
  readonly file: string;
  /** Absent: examine it. */
  readonly copyTo?: string;
}

export interface FileResult {
  /** What is wrong, a line each; empty after copying. */
  readonly faults: readonly string[];
}

/** Does it in a thread of its own, on a connection of its own: this process serves meanwhile. @throws StoreError */
export function runFileTask(task: FileTask): Promise<FileResult> {
  return new Promise<FileResult>((resolve, reject) => {
    const thread = new Worker(compiledFile('store', 'file-thread.js'), { workerData: task });
    let result: FileResult | null = null;
    thread.on('message', (message: FileResult) => {
      result = message;
    });
    thread.on('error', (error) => reject(explainFailure(error)));
    // Not before: it has the database open until then.
    thread.on('exit', (code) => {
      if (result) resolve(result);
      else reject(new Error(`The thread on ${task.file} ended with code ${code}.`));
    });
  });
}
