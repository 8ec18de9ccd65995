import type { ReviewDesk } from '../log/desk.ts';
import { medianOfSorted } from '../schedule/median.ts';
import { recallAfter } from '../schedule/recall.ts';
import type { CardScope } from '../session/card-scope.ts';
import { cardsOf } from '../session/card-scope.ts';
import { inPieces, yieldNow } from '../store/yielding.ts';

/** Cards with a value from `from` to below `to`. The last bucket includes its end, or has none (null). */
export interface Bucket {
  readonly from: number;
  readonly to: number | null;
  readonly cards: number;
}

export interface Distribution {
  readonly buckets: readonly Bucket[];
  /** null without seen cards. */
  readonly median: number | null;
  readonly mean: number | null;
}

export interface Distributions {
  /** Cards with a memory, over which the distributions are. */
  readonly seen: number;
  readonly unseen: number;
  /** Days. */
  readonly stability: Distribution;
  /** 1–10. */
  readonly difficulty: Distribution;
  /** 0–1, now. */
  readonly recall: Distribution;
}

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 20_000;
const STABILITY_DAYS = [0, 1, 3, 7, 14, 30, 60, 90, 180, 365, 730];
const DIFFICULTIES = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const RECALLS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** The stability, difficulty and recall of the seen cards now, suspended ones included. */
export async function distributions(desk: ReviewDesk, scope: CardScope): Promise<Distributions> {
  const nowMs = desk.clock();
  const [stabilities, difficulties, recalls]: [number[], number[], number[]] = [[], [], []];
  let unseen = 0;
  for await (const cards of inPieces(await cardsOf(desk, scope), CARDS_A_PIECE)) {
    for (const { stability, difficulty, last_reviewed_at_ms: lastMs, topic_id: topicId } of cards) {
      if (stability === null || difficulty === null || lastMs === null) {
        unseen += 1;
        continue;
      }
      stabilities.push(stability);
      difficulties.push(difficulty);
      recalls.push(recallAfter(nowMs - lastMs, stability, desk.schedulerOf(topicId).weights));
    }
  }
  const seen = stabilities.length;
  // With a hundred thousand cards, each of these takes long enough to let other requests in between.
  await yieldNow();
  const stability = distributionOf(stabilities, STABILITY_DAYS, null);
  await yieldNow();
  const difficulty = distributionOf(difficulties, DIFFICULTIES, 10);
  await yieldNow();
  return { seen, unseen, stability, difficulty, recall: distributionOf(recalls, RECALLS, 1) };
}

/**
 * The distribution of some values over buckets, with their median and mean.
 *
 * @param edges where the buckets start, ascending.
 * @param end where the last one ends; null if it has no end.
 */
export function distributionOf(
  figures: readonly number[],
  edges: readonly number[],
  end: number | null,
): Distribution {
  const sorted = new Float64Array(figures).sort();
  // Where each bucket starts in the sorted values; the first also takes those below its edge.
  const starts = edges.map((edge, index) => (index === 0 ? 0 : firstAtLeast(sorted, edge)));
  return {
    buckets: edges.map((from, index) => ({
      from,
      to: edges[index + 1] ?? end,
      cards: (starts[index + 1] ?? sorted.length) - (starts[index] ?? 0),
    })),
    median: medianOfSorted(sorted),
    mean: sorted.length === 0 ? null : sorted.reduce((sum, figure) => sum + figure, 0) / sorted.length,
  };
}

/** The index of the first value that is at least `edge`, by binary search. */
function firstAtLeast(sorted: Float64Array, edge: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? edge) < edge) from = middle + 1;
    else to = middle;
  }
  return from;
}
