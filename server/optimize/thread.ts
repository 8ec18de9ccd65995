// The worker thread of a training.
import { parentPort, workerData } from 'node:worker_threads';
import { type SentError, sentError } from '../store/crossing.ts';
import { Cancelled, type Trained, type TrainingJob, train } from './train.ts';

/** What the thread is started with. */
export interface ThreadData {
  readonly job: TrainingJob;
  /** One shared number; not 0 once the training should stop. */
  readonly stop: Int32Array;
}

/** A message of the thread. */
export type ThreadMessage =
  | { readonly done: number; readonly total: number }
  | { readonly result: Trained | 'cancelled' }
  | { readonly failed: SentError };

const { job, stop }: ThreadData = workerData;
const post = (message: ThreadMessage) => parentPort?.postMessage(message);

try {
  const result = await train(job, {
    progress: (done, total) => post({ done, total }),
    cancelled: () => Atomics.load(stop, 0) !== 0,
  });
  post({ result });
} catch (error) {
  post(error instanceof Cancelled ? { result: 'cancelled' } : { failed: sentError(error) });
}
