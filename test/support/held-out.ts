// Splits a review log in the middle, to predict its second half from its first.
import { train } from '../../server/optimize/train.ts';
import { calibrationError } from '../../server/schedule/calibration.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { recall } from '../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { fadedTrials, NO_TRIALS, trialsAfter } from '../../server/schedule/trials.ts';
import type { Grading, Memory, SchedulerSettings, Trials } from '../../server/schedule/types.ts';
import { gradingsIn, historyOf } from './review-log.ts';

/** A review log in order, cut in the middle into past and future. */
export interface HalvedLog {
  readonly past: readonly Grading[];
  readonly coming: readonly Grading[];
}

/** A card at the middle of the log, with the result of its next review. */
export interface HeldOutCard {
  readonly cardId: string;
  /** At the middle of the log. */
  readonly trials: Trials;
  /** The first review at least a study day after the last one before the middle, or null. */
  readonly next: { readonly predicted: number; readonly passed: boolean } | null;
}

/** The number of bins of predicted recall for calibration. */
const BINS = 10;

/** @param csv a log with the columns card_id, review_rating (1–4), review_time (ISO 8601). */
export function halvedLog(csv: string): HalvedLog {
  const reviews = gradingsIn(csv);
  const middle = reviews.length >> 1;
  return { past: reviews.slice(0, middle), coming: reviews.slice(middle) };
}

/**
 * Trains weights on the past. Returns them with the mean log loss on held-out splits of the past, `before` with the
 * default weights and `after` with the trained ones. Throws if training refuses the log.
 */
export async function trainOnPast({ past }: HalvedLog): Promise<{
  readonly weights: readonly number[];
  readonly logLoss: { readonly before: number; readonly after: number };
}> {
  const { weights, relearningStepsMs } = DEFAULT_SCHEDULER;
  const job = { history: historyOf(past), weights, relearningSteps: relearningStepsMs.length };
  const trained = await train(job, { progress: () => {}, cancelled: () => false });
  if (!trained.trained) throw new Error(trained.reason);
  const { before, after } = trained.splits;
  return { weights: trained.weights, logLoss: { before: before.logLoss, after: after.logLoss } };
}

/** The calibration error, 0–1, of the default weights on the past. It stands for the error of new weights. */
export function pastError({ past }: HalvedLog): number {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, passed: 0, predicted: 0 }));
  for (const { before, after } of folded(past, DEFAULT_SCHEDULER)) {
    if (after.trials.count === before.trials.count) continue;
    const predicted = after.trials.predicted - before.trials.predicted;
    const bin = bins[Math.min(BINS - 1, Math.floor(predicted * BINS))];
    if (!bin) continue;
    bin.count += 1;
    bin.passed += after.trials.passed - before.trials.passed;
    bin.predicted += predicted;
  }
  return calibrationError(
    bins.map(({ count, passed, predicted }) => ({
      reviews: count,
      predicted: count === 0 ? null : predicted / count,
      measured: count === 0 ? null : passed / count,
    })),
  );
}

/** Every card reviewed before the middle of the log, folded with the given weights. */
export function heldOutCards(
  { past, coming }: HalvedLog,
  weights: readonly number[],
): readonly HeldOutCard[] {
  const settings = { ...DEFAULT_SCHEDULER, weights };
  const middleMs = past.at(-1)?.reviewedAtMs ?? 0;
  const cards = new Map<string, Folded>();
  for (const { review, after } of folded(past, settings)) cards.set(review.cardId, after);
  const known = new Map([...cards].map(([id, { memory, trials }]) => [id, asOf(middleMs, memory, trials)]));
  const next = new Map<string, HeldOutCard['next']>();
  for (const review of coming) {
    const { memory, trials } = cards.get(review.cardId) ?? UNSEEN;
    if (memory.state === 'new' || next.has(review.cardId)) continue;
    if (review.studyDay > memory.lastStudyDay) {
      const predicted = recall(memory, review.reviewedAtMs, weights);
      next.set(review.cardId, { predicted, passed: review.rating !== 'again' });
    } else {
      // Steps on the day of the cut belong to the past.
      cards.set(review.cardId, { memory: grade(memory, review, settings).memory, trials });
    }
  }
  return [...known].map(([cardId, trials]) => ({ cardId, trials, next: next.get(cardId) ?? null }));
}

interface Folded {
  readonly memory: Memory;
  readonly trials: Trials;
}

const UNSEEN: Folded = { memory: NEW, trials: NO_TRIALS };

/** Returns each review with its card's memory before and after it. */
function folded(reviews: readonly Grading[], settings: SchedulerSettings) {
  const cards = new Map<string, Folded>();
  return reviews.map((review) => {
    const before = cards.get(review.cardId) ?? UNSEEN;
    const after = {
      memory: grade(before.memory, review, settings).memory,
      trials: trialsAfter(before.trials, before.memory, review, settings.weights),
    };
    cards.set(review.cardId, after);
    return { review, before, after };
  });
}

function asOf(atMs: number, memory: Memory, trials: Trials): Trials {
  return memory.state === 'new' ? trials : fadedTrials(trials, atMs - memory.lastReviewedAtMs);
}
