// Trains with fsrs-rs and scores the result on later reviews.
import {
  computeParameters,
  evaluateWithTimeSeriesSplits,
  FSRSBinding,
  FSRSBindingItem,
  FSRSBindingReview,
} from '@open-spaced-repetition/binding';
import type { ReviewHistory } from './history.ts';
import { type Item, itemsOf, type Sequence } from './items.ts';
import { predict, type Score, scoreOf } from './score.ts';

/** What training needs. */
export interface TrainingJob {
  readonly history: ReviewHistory;
  /** The weights in use, which new ones have to beat. */
  readonly weights: readonly number[];
  /** The number of relearning steps: several of them limit the same-day weights. */
  readonly relearningSteps: number;
}

/** Scores of the weights in use and of the trained ones. */
export interface BeforeAndAfter {
  readonly before: Score;
  readonly after: Score;
}

export interface Training extends BeforeAndAfter {
  readonly trained: true;
  readonly weights: readonly number[];
  /** The number of items trained on, each a review on a later day. */
  readonly items: number;
  /**
   * Five stretches of time, each predicted with weights trained on everything earlier, and with the weights in use.
   * These scores estimate how weights do on future reviews.
   */
  readonly splits: BeforeAndAfter;
  /**
   * The time-series splits of fsrs-rs, to compare with other programs. They are not in order of time: it puts each
   * card's first review on a later day before all others.
   */
  readonly crossValidated: Score;
}

/** Nothing was trained, and why. */
export interface Untrained {
  readonly trained: false;
  readonly reason: string;
  readonly shortage: Shortage;
}

/** Which reviews are too few, all or those on a later day than the one before, and how many there are. */
export interface Shortage {
  readonly of: 'reviews' | 'later-reviews';
  readonly reviews: number;
}

export type Trained = Training | Untrained;

/** Follows and stops a training. */
export interface TrainingControl {
  /** Called whenever another step is done. */
  progress(done: number, total: number): void;
  cancelled(): boolean;
}

/** The training was stopped before it was done. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const FOLDS = 5;
const STEPS = FOLDS + 2;
/** Decimal digits of single precision. */
const SINGLE_DIGITS = 7;
/** How often the trainer checks whether to go on. */
const POLL_MS = 20;

/**
 * Trains weights on a history. The scores before and after are those of fsrs-rs: without outliers, and late
 * reviews weigh more.
 *
 * @throws Cancelled
 */
export async function train(job: TrainingJob, control: TrainingControl): Promise<Trained> {
  const items = itemsOf(job.history);
  const trainer = trainerOf(items, job, control);
  let done = 0;
  const step = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    if (control.cancelled()) throw new Cancelled('The training was cancelled.');
    control.progress(++done, STEPS);
    return result;
  };

  const weights = await step(trainer.learn(items.length));
  if (!weights) return tooFew(items);
  const folds = foldsOf(items.length);
  const learned: (readonly number[])[] = [];
  for (const { from } of folds) learned.push((await step(trainer.learn(from))) ?? job.weights);
  const crossValidated = await step(trainer.crossValidate());
  if (!crossValidated) return tooFew(items);
  const heldOut = items.slice(folds[0]?.from);
  const later = folds.flatMap(({ from, to }, i) => predict(items.slice(from, to), learned[i] ?? job.weights));
  return {
    trained: true,
    weights,
    items: items.length,
    before: trainer.evaluate(job.weights),
    after: trainer.evaluate(weights),
    splits: { before: scoreOf(heldOut, predict(heldOut, job.weights)), after: scoreOf(heldOut, later) },
    crossValidated,
  };
}

function tooFew(items: readonly Item[]): Trained {
  return {
    trained: false,
    reason: `Only ${items.length} reviews came a day or more after the one before, too few to learn from. Go on studying for a while.`,
    shortage: { of: 'later-reviews', reviews: items.length },
  };
}

/** The stretches of items that are predicted from those before them. */
function foldsOf(items: number): readonly { readonly from: number; readonly to: number }[] {
  const size = Math.floor(items / (FOLDS + 1));
  return Array.from({ length: FOLDS }, (_, i) => ({
    from: (i + 1) * size,
    to: i === FOLDS - 1 ? items : (i + 2) * size,
  }));
}

/** fsrs-rs over items in the order of time. */
function trainerOf(items: readonly Item[], job: TrainingJob, control: TrainingControl) {
  const set = fsrsItems(items);
  const options = {
    enableShortTerm: true,
    numRelearningSteps: job.relearningSteps,
    timeout: POLL_MS,
    progress: () => !control.cancelled(),
  };
  return {
    /** The weights trained on the first items; null if they are too few. */
    async learn(count: number): Promise<readonly number[] | null> {
      const weights = await unlessTooFew(computeParameters(set.slice(0, count), options));
      return weights?.every(Number.isFinite) ? weights.map(asWritten) : null;
    },
    crossValidate: () => unlessTooFew(evaluateWithTimeSeriesSplits(set, options)),
    evaluate: (weights: readonly number[]): Score => new FSRSBinding([...weights]).evaluate(set),
  };
}

/** fsrs-rs computes in single precision, in which a weight at its bound of 0.01 is a hair below that. */
function asWritten(weight: number): number {
  return Number(weight.toPrecision(SINGLE_DIGITS));
}

async function unlessTooFew<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.endsWith('NotEnoughData')) return null;
    if (message.endsWith('Interrupted')) throw new Cancelled('The training was cancelled.');
    throw error;
  }
}

function fsrsItems(items: readonly Item[]): FSRSBindingItem[] {
  const sequences = new Map<Sequence, readonly FSRSBindingReview[]>();
  return items.map(({ sequence, index }) => {
    const reviews = sequences.get(sequence) ?? fsrsReviews(sequence);
    sequences.set(sequence, reviews);
    return new FSRSBindingItem(reviews.slice(0, index + 1));
  });
}

function fsrsReviews({ ratings, elapsedDays }: Sequence): readonly FSRSBindingReview[] {
  return Array.from(ratings, (rating, index) => new FSRSBindingReview(rating, elapsedDays[index] ?? 0));
}
