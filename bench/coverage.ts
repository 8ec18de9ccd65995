import { calibrationError } from '../server/schedule/calibration.ts';
import { retentionEstimate } from '../server/schedule/estimate.ts';
import { grade, NEW } from '../server/schedule/memory.ts';
import { sumRecalls, topicOffset } from '../server/schedule/offset.ts';
import { recall } from '../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../server/schedule/settings.ts';
import { studyDayOf } from '../server/schedule/study-day.ts';
import { fadedTrials, NO_TRIALS, trialsAfter } from '../server/schedule/trials.ts';
import { type Memory, RATINGS, type Trials } from '../server/schedule/types.ts';

/**
 * Whether the interval of a topic's retention holds what comes: a log is folded up to the middle of its reviews,
 * its cards are put into topics by order of creation, and the pass rate of each topic's next reviews, the first of
 * each card a study day or more after its last, is predicted and measured.
 */
export interface Coverage {
  readonly cardsATopic: number;
  readonly topics: number;
  readonly intervals: Readonly<Record<IntervalName, Scored>>;
}

/** How intervals of 90% did over topics. */
export interface Scored {
  /** Topics whose measured pass rate lies within. */
  readonly covered: number;
  /** Mean of width + 20 · distance outside, in shares of 1 (Winkler, 1972, at 90%): the less, the better. */
  readonly score: number;
}

export const INTERVALS = ['ours', 'binomial', 'binomial, of n to come'] as const;
export type IntervalName = (typeof INTERVALS)[number];

export const TOPIC_SIZES = [20, 25, 30, 35, 40] as const;

const Z_90 = 1.645;
/** Tenths of the predicted recall, in which the weights are calibrated. */
const BINS = 10;
const CALENDAR = { zone: 'UTC', rolloverMinutes: 240 };
const { weights } = DEFAULT_SCHEDULER;

/** @param csv a log with the columns card_id (the moment of creation in milliseconds), review_rating, review_time. */
export function measureCoverage(csv: string, sizes: readonly number[] = TOPIC_SIZES): readonly Coverage[] {
  const { cards, error } = heldOut(readLog(csv));
  return sizes.map((size) => {
    const topics = inTopics(cards, size).flatMap((topic) => intervalsOf(topic, error) ?? []);
    const scored = INTERVALS.map((name) => [name, scoreOf(topics, name)] as const);
    return {
      cardsATopic: size,
      topics: topics.length,
      intervals: Object.fromEntries(scored) as Record<IntervalName, Scored>,
    };
  });
}

/** The measurement as a table for people. */
export function coverageTable(measured: readonly Coverage[]): string {
  const head = `${'cards a topic'.padEnd(15)}topics  ${INTERVALS.map((name) => name.padEnd(25)).join('')}`;
  const rows = measured.map(({ cardsATopic, topics, intervals }) => {
    const cells = INTERVALS.map((name) => {
      const { covered, score } = intervals[name];
      return `${((covered / topics) * 100).toFixed(1)}%, score ${score.toFixed(3)}`.padEnd(25);
    });
    return `${String(cardsATopic).padEnd(15)}${String(topics).padEnd(8)}${cells.join('')}`;
  });
  return [head, ...rows].map((line) => line.trimEnd()).join('\n');
}

interface LoggedReview {
  readonly cardId: string;
  readonly rating: (typeof RATINGS)[number];
  readonly atMs: number;
}

function readLog(csv: string): readonly LoggedReview[] {
  const [, ...lines] = csv.trim().split('\n');
  const reviews = lines.map((line, index) => {
    const [cardId = '', number = '', time = ''] = line.split(',');
    const rating = RATINGS[Number(number) - 1];
    const atMs = Date.parse(time);
    if (!rating || Number.isNaN(atMs)) throw new Error(`Line ${index + 2} of the log is no review: ${line}`);
    return { cardId, rating, atMs };
  });
  return reviews.sort((a, b) => a.atMs - b.atMs);
}

/** A card at the middle of the log, and how its next review went. */
interface HeldOutCard {
  readonly cardId: string;
  /** As of the middle. */
  readonly trials: Trials;
  /** null where no review a study day or more later follows. */
  readonly next: { readonly predicted: number; readonly passed: boolean } | null;
}

function heldOut(reviews: readonly LoggedReview[]): {
  readonly cards: readonly HeldOutCard[];
  readonly error: number;
} {
  const past = reviews.slice(0, reviews.length >> 1);
  const middleMs = past.at(-1)?.atMs ?? 0;
  const bins = Array.from({ length: BINS }, () => ({ ...NO_TRIALS }));
  const seen = new Map<string, { memory: Memory; trials: Trials; next: HeldOutCard['next'] }>();
  for (const { cardId, rating, atMs } of past) {
    const { memory: before, trials } = seen.get(cardId) ?? { memory: NEW, trials: NO_TRIALS };
    const studyDay = studyDayOf(atMs, CALENDAR);
    const grading = { cardId, rating, reviewedAtMs: atMs, studyDay };
    const after = trialsAfter(trials, before, grading, weights);
    if (after.count > trials.count) countTrial(bins, trials, after);
    const { memory } = grade(before, grading, DEFAULT_SCHEDULER);
    seen.set(cardId, { memory, trials: after, next: null });
  }
  for (const { cardId, rating, atMs } of reviews.slice(past.length)) {
    const card = seen.get(cardId);
    if (!card || card.next || card.memory.state === 'new') continue;
    const studyDay = studyDayOf(atMs, CALENDAR);
    if (studyDay > card.memory.lastStudyDay) {
      card.next = { predicted: recall(card.memory, atMs, weights), passed: rating !== 'again' };
    } else {
      // The day of the split goes on: its steps still belong to what is known.
      card.memory = grade(
        card.memory,
        { cardId, rating, reviewedAtMs: atMs, studyDay },
        DEFAULT_SCHEDULER,
      ).memory;
    }
  }
  const cards = [...seen].map(([cardId, { memory, trials, next }]) => ({
    cardId,
    trials: memory.state === 'new' ? trials : fadedTrials(trials, middleMs - memory.lastReviewedAtMs),
    next,
  }));
  const calibration = bins.map(({ count, passed, predicted }) => ({
    reviews: count,
    predicted: count === 0 ? null : predicted / count,
    measured: count === 0 ? null : passed / count,
  }));
  return { cards, error: calibrationError(calibration) };
}

type Tally = { -readonly [Key in keyof Trials]: Trials[Key] };

function countTrial(bins: readonly Tally[], before: Trials, after: Trials): void {
  const predicted = after.predicted - before.predicted;
  const bin = bins[Math.min(BINS - 1, Math.floor(predicted * BINS))];
  if (!bin) return;
  bin.count += 1;
  bin.passed += after.passed - before.passed;
  bin.predicted += predicted;
}

function inTopics(cards: readonly HeldOutCard[], size: number): readonly (readonly HeldOutCard[])[] {
  const created = [...cards].sort((a, b) => Number(a.cardId) - Number(b.cardId));
  const topics: HeldOutCard[][] = [];
  for (let start = 0; start < created.length; start += size) topics.push(created.slice(start, start + size));
  return topics;
}

interface Measured {
  readonly passRate: number;
  readonly intervals: Readonly<Record<IntervalName, readonly [low: number, high: number]>>;
}

/** null where there is nothing to predict from, or nothing to measure. */
function intervalsOf(topic: readonly HeldOutCard[], error: number): Measured | null {
  const next = topic.flatMap((card) => card.next ?? []);
  const sum = (of: (trials: Trials) => number) => topic.reduce((total, { trials }) => total + of(trials), 0);
  const count = sum((trials) => trials.count);
  const passed = sum((trials) => trials.passed);
  if (next.length === 0 || count === 0) return null;
  const offset = topicOffset({
    surprise: sum((trials) => trials.surprise),
    information: sum((trials) => trials.information),
  });
  const asked = sumRecalls(
    next.map(({ predicted }) => predicted),
    offset,
  );
  const ours = retentionEstimate({
    ...asked,
    calibrationError: error,
    units: next.length,
    reviews: count,
  });
  return {
    passRate: next.filter((review) => review.passed).length / next.length,
    intervals: {
      ours: [(ours.lowPercent ?? 0) / 100, (ours.highPercent ?? 100) / 100],
      binomial: wilson(passed, count),
      'binomial, of n to come': ofComing(passed, count, next.length),
    },
  };
}

/** The interval of a binomial share (Wilson, 1927). */
function wilson(passed: number, count: number): readonly [number, number] {
  const share = passed / count;
  const squared = Z_90 ** 2;
  const middle = (share + squared / (2 * count)) / (1 + squared / count);
  const half =
    (Z_90 * Math.sqrt((share * (1 - share)) / count + squared / (4 * count ** 2))) / (1 + squared / count);
  return [middle - half, middle + half];
}

/** Where the share of so many more would lie were the past share theirs (normal, about Jeffreys' mean). */
function ofComing(passed: number, count: number, coming: number): readonly [number, number] {
  const share = (passed + 0.5) / (count + 1);
  const half = Z_90 * Math.sqrt(share * (1 - share) * (1 / count + 1 / coming));
  return [Math.max(0, share - half), Math.min(1, share + half)];
}

function scoreOf(topics: readonly Measured[], name: IntervalName): Scored {
  let covered = 0;
  let score = 0;
  for (const { passRate, intervals } of topics) {
    const [low, high] = intervals[name];
    const outside = Math.max(0, low - passRate, passRate - high);
    if (outside === 0) covered += 1;
    score += high - low + 20 * outside;
  }
  return { covered, score: score / topics.length };
}
