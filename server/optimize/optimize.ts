// Trains weights in a thread and judges them.
import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { LEAST_REVIEWS } from '../schedule/bounds.ts';
import { receivedError } from '../store/crossing.ts';
import type { ReviewHistory } from './history.ts';
import type { ThreadData, ThreadMessage } from './thread.ts';
import type { Trained, Training, TrainingJob, Untrained } from './train.ts';

export interface OptimizeOptions {
  /** The weights in use. */
  readonly weights: readonly number[];
  /** How many relearning steps the settings have. */
  readonly relearningSteps: number;
  /** Adopt the new weights even if they predict worse. */
  readonly force?: boolean;
  /** Ends the training: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export type Optimized =
  | Untrained
  | (Training & {
      readonly reviews: number;
      /** Whether the new weights should be used: on held-out splits they predict better, or it was forced. */
      readonly adopted: boolean;
    });

/** Training failed, for another reason than too few reviews. */
export class TrainingFailed extends Error {
  override readonly name = 'TrainingFailed';
}

/**
 * Trains FSRS weights on a learner's history in a worker thread, and says whether to adopt them. It writes
 * nothing.
 *
 * @throws TrainingFailed, or the reason of the signal
 */
export async function optimize(history: ReviewHistory, options: OptimizeOptions): Promise<Optimized> {
  options.signal?.throwIfAborted();
  const reviews = history.ratings.length;
  if (reviews < LEAST_REVIEWS) return tooFew(reviews);
  const { weights, relearningSteps, force = false } = options;
  const training = await inThread({ history, weights, relearningSteps }, options);
  if (!training.trained) return training;
  const { before, after } = training.splits;
  return { ...training, reviews, adopted: force || after.logLoss < before.logLoss };
}

function tooFew(reviews: number): Untrained {
  const reason = `Training needs ${LEAST_REVIEWS} reviews, and there are ${reviews}. Go on studying for a while.`;
  return { trained: false, reason, shortage: { of: 'reviews', reviews } };
}

function inThread(
  job: TrainingJob,
  { signal, onProgress }: Pick<OptimizeOptions, 'signal' | 'onProgress'>,
): Promise<Trained> {
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const cancel = () => Atomics.store(stop, 0, 1);
  return new Promise<Trained>((resolve, reject) => {
    const data: ThreadData = { job, stop };
    const thread = new Worker(compiledFile('optimize', 'thread.js'), { workerData: data });
    signal?.addEventListener('abort', cancel, { once: true });
    thread.on('message', (message: ThreadMessage) => {
      if ('done' in message) onProgress?.(message.done, message.total);
      else if ('failed' in message) reject(failure(receivedError(message.failed)));
      else if (message.result === 'cancelled') reject(signal?.reason);
      else resolve(message.result);
    });
    thread.on('error', (error) => reject(failure(error)));
    // Has no effect if the thread has posted its result.
    thread.on('exit', (code) => reject(failure(`its thread ended with code ${code}`)));
  }).finally(() => signal?.removeEventListener('abort', cancel));
}

function failure(cause: unknown): TrainingFailed {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TrainingFailed(`The weights could not be trained: ${reason}`, { cause });
}
