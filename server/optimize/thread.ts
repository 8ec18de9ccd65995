import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, type Trained, type TrainingJob, train } from './train.ts';

/** What the thread is started with. */
export interface ThreadData {
  readonly job: TrainingJob;
  /** One number, shared; other than 0 once the training shall end. */
  readonly stop: Int32Array;
}

/** What the thread tells. */
export type ThreadMessage =
  | { readonly done: number; readonly total: number }
  | { readonly result: Trained | 'cancelled' };

const { job, stop }: ThreadData = workerData;
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

try {
  const result = await train(job, {
    progress: (done, total) => tell({ done, total }),
    cancelled: () => Atomics.load(stop, 0) !== 0,
  });
  tell({ result });
} catch (error) {
  if (!(error instanceof Cancelled)) throw error;
  tell({ result: 'cancelled' });
}
