// Measures on a review log how often intervals of retention contain the later pass rate.
import { retentionEstimate } from '../../server/schedule/estimate.ts';
import { sumRecalls, topicOffset } from '../../server/schedule/offset.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import type { Trials } from '../../server/schedule/types.ts';
import { type HeldOutCard, halvedLog, heldOutCards, pastError, trainOnPast } from './held-out.ts';

/**
 * How often the interval of a topic's retention contains the measured pass rate. A log is folded up to the middle of
 * its reviews. Its cards are put into topics in order of creation. The pass rate of each topic's next reviews is
 * predicted and measured: the first review of each card that is at least a study day after its last.
 */
export interface Coverage {
  readonly cardsATopic: number;
  readonly topics: number;
  readonly intervals: Readonly<Record<IntervalName, Scored>>;
}

/** Results of 90% intervals over topics. */
export interface Scored {
  /** The number of topics whose measured pass rate is within the interval. */
  readonly covered: number;
  /** Mean of width + 20 · distance outside, in shares of 1 (Winkler, 1972, at 90%): lower is better. */
  readonly score: number;
}

export const INTERVALS = ['ours', 'binomial', 'binomial, of n to come'] as const;
export type IntervalName = (typeof INTERVALS)[number];

export const TOPIC_SIZES = [20, 25, 30, 35, 40] as const;

const Z_90 = 1.645;

/** Coverage measured with one set of weights. */
export interface MeasuredWith {
  readonly weights: 'default weights' | 'weights trained on the first half';
  /** Whether training in the middle of the log would have adopted these weights. */
  readonly inUse: boolean;
  /** Mean log loss on held-out splits of the first half. */
  readonly logLoss: number;
  readonly sizes: readonly Coverage[];
}

/** @param csv a log with the columns card_id (the moment of creation in milliseconds), review_rating, review_time. */
export async function measureCoverage(csv: string): Promise<readonly MeasuredWith[]> {
  const log = halvedLog(csv);
  const error = pastError(log);
  const { weights, logLoss } = await trainOnPast(log);
  const isBetter = logLoss.after < logLoss.before;
  const coverage = (used: readonly number[]) => coverageOf(heldOutCards(log, used), error);
  return [
    {
      weights: 'default weights',
      inUse: !isBetter,
      logLoss: logLoss.before,
      sizes: coverage(DEFAULT_SCHEDULER.weights),
    },
    {
      weights: 'weights trained on the first half',
      inUse: isBetter,
      logLoss: logLoss.after,
      sizes: coverage(weights),
    },
  ];
}

function coverageOf(cards: readonly HeldOutCard[], error: number): readonly Coverage[] {
  return TOPIC_SIZES.map((size) => {
    const topics = inTopics(cards, size).flatMap((topic) => intervalsOf(topic, error) ?? []);
    return {
      cardsATopic: size,
      topics: topics.length,
      intervals: byInterval((name) => scoreOf(topics, name)),
    };
  });
}

/** Combines several measurements into one over all their topics. */
export function pooled(measured: readonly (readonly Coverage[])[]): readonly Coverage[] {
  return TOPIC_SIZES.map((cardsATopic) => {
    const some = measured.flatMap((sizes) => sizes.filter((size) => size.cardsATopic === cardsATopic));
    const topics = some.reduce((sum, size) => sum + size.topics, 0);
    const all = (name: IntervalName): Scored => ({
      covered: some.reduce((sum, { intervals }) => sum + intervals[name].covered, 0),
      score: some.reduce((sum, size) => sum + size.intervals[name].score * size.topics, 0) / topics,
    });
    return { cardsATopic, topics, intervals: byInterval(all) };
  });
}

/** The share, 0–1, of topics of all sizes whose measured pass rate is within the interval. */
export function coveredShare(sizes: readonly Coverage[], name: IntervalName): number {
  const sum = (of: (size: Coverage) => number) => sizes.reduce((total, size) => total + of(size), 0);
  return sum(({ intervals }) => intervals[name].covered) / sum(({ topics }) => topics);
}

function byInterval<T>(of: (name: IntervalName) => T): Readonly<Record<IntervalName, T>> {
  return {
    ours: of('ours'),
    binomial: of('binomial'),
    'binomial, of n to come': of('binomial, of n to come'),
  };
}

/** The measurement as tables for people. */
export function coverageTables(measured: readonly MeasuredWith[]): string {
  return measured.map(tableOf).join('\n\n');
}

function tableOf({ weights, inUse, logLoss, sizes }: MeasuredWith): string {
  const title = `${weights}${inUse ? ', which would be in use' : ''}: log loss ${logLoss.toFixed(4)} on held-out splits`;
  const rows = sizes.map(({ cardsATopic, topics, intervals }) => {
    const cells = INTERVALS.map((name) => {
      const { covered, score } = intervals[name];
      return `${percent(covered / topics)}, score ${score.toFixed(3)}`;
    });
    return [String(cardsATopic), String(topics), ...cells];
  });
  const all = INTERVALS.map((name) => percent(coveredShare(sizes, name)));
  const table = [['cards a topic', 'topics', ...INTERVALS], ...rows, ['all', '', ...all]];
  const widths = [15, 8, 22, 22, 22];
  return [
    title,
    ...table.map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('')
        .trimEnd(),
    ),
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
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

/** Returns null if there is nothing to predict from or nothing to measure. */
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

/** The interval of the share among `coming` further reviews with the past share (normal, around Jeffreys' mean). */
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
