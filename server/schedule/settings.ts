// Default settings, and short names for sets of them.
import { default_w } from 'ts-fsrs';
import { hash32 } from './hash.ts';
import { memoizedByObject } from './memoized.ts';
import type { SchedulerSettings, SessionSettings } from './types.ts';

const MINUTE_MS = 60_000;

/** Study days start at 04:00 unless the learner sets another time. */
export const DEFAULT_ROLLOVER_MINUTES = 240;

export const DEFAULT_SCHEDULER: SchedulerSettings = {
  weights: default_w,
  desiredRetention: 0.9,
  learningStepsMs: [MINUTE_MS, 10 * MINUTE_MS],
  relearningStepsMs: [10 * MINUTE_MS],
  maximumIntervalDays: 36_500,
  loadBalance: true,
};

export const DEFAULT_SESSION: SessionSettings = {
  newPerDay: 20,
  reviewsPerDay: 200,
  newCountsAgainstReviews: true,
  learnAheadMs: 20 * MINUTE_MS,
  reviewOrder: 'falling-recall',
  newOrder: 'gaps-first',
  mix: 'spread',
  burySiblings: true,
};

/** Lapses at which a card is a leech. */
export const DEFAULT_LEECH_THRESHOLD = 8;

/** A full share on every weekday, Monday first. */
export const NO_EASY_DAYS: readonly number[] = [1, 1, 1, 1, 1, 1, 1];

/** A short name for a set of weights: 16 hexadecimal digits, equal only for equal numbers in the same order. */
export const weightsId = memoizedByObject((weights: readonly number[]): string =>
  shortName(weights.join(' ')),
);

/** A short name for what decides memory and intervals: that of other settings is another. */
export const schedulerId = memoizedByObject((settings: SchedulerSettings): string => {
  const { weights, desiredRetention, learningStepsMs, relearningStepsMs, maximumIntervalDays } = settings;
  const { fuzz, loadBalance } = settings;
  const parts = [weights, desiredRetention, learningStepsMs, relearningStepsMs, maximumIntervalDays];
  return shortName(JSON.stringify([...parts, fuzz !== false, loadBalance !== false]));
});

function shortName(text: string): string {
  return [hash32(text), hash32(text, 1)].map((part) => part.toString(16).padStart(8, '0')).join('');
}
