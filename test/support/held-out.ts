// A review log cut in the middle: what a learner's first half says of the second.
import { train } from '../../server/optimize/train.ts';
import { calibrationError } from '../../server/schedule/calibration.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { recall } from '../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { fadedTrials, NO_TRIALS, trialsAfter } from '../../server/schedule/trials.ts';
import type { Grading, Memory, SchedulerSettings, Trials } from '../../server/schedule/types.ts';
import { gradingsIn, historyOf } from './review-log.ts';

/** A review log in its order, cut in the middle: what is known, and what comes. */
export interface HalvedLog {
  readonly past: readonly Grading[];
  readonly coming: readonly Grading[];
}

/** A card at the middle of the log, and how its next review went. */
export interface HeldOutCard {
  readonly cardId: string;
  /** As of the middle. */
  readonly trials: Trials;
  /** Its first review a study day or more after the last; null where none comes. */
  readonly next: { readonly predicted: number; readonly passed: boolean } | null;
}

/** Tenths of the predicted recall, in which weights are calibrated. */
const BINS = 10;

/** @param csv with the columns card_id, review_rating (1–4), review_time (ISO 8601). */
export function halvedLog(csv: string): HalvedLog {
  const reviews = gradingsIn(csv);
  const middle = reviews.length >> 1;
  return { past: reviews.slice(0, middle), coming: reviews.slice(middle) };
}

/** The weights that the past trains, and the log loss on its own held-out splits: the default weights', and theirs. */
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

/** How far, 0–1, the default weights were off in the past: what a learner's calibration tells when new ones come. */
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

/** Every card known by the middle of the log, as weights tell it. */
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
      // The day of the cut goes on: its steps belong to what is known.
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

/** Each review with its card before and after it. */
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
