// Retention of a topic with its interval.

/** A band of a retention percentage, percent inclusive at both ends. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a retention figure rests on. Recalls are as predicted by the weights, then moved by the topic's offset. */
export interface Evidence {
  /** Sum of the recall, 0–1, of the seen cards. */
  readonly sumRecall: number;
  /** Sum of p · (1 − p) over the same cards. */
  readonly sumVariance: number;
  /** Of the offset that moved them, on the logit scale. */
  readonly offsetVariance: number;
  /** How far the weights are off for a whole topic, 0–1. */
  readonly calibrationError: number;
  readonly seen: number;
  /** Cards, and items that have no card. */
  readonly units: number;
  /** Live reviews of the seen cards. */
  readonly reviews: number;
}

/** Percentages have one decimal; null if there is nothing to take a share of. */
export interface RetentionEstimate {
  /** The share of the units that the learner would get right now. */
  readonly retentionPercent: number | null;
  /** Ends of the interval that holds what a quiz on all units now would show, nine times in ten. */
  readonly lowPercent: number | null;
  readonly highPercent: number | null;
  /** Mean recall of the seen cards. */
  readonly recallPercent: number | null;
  /** Seen cards among the units. */
  readonly coveragePercent: number | null;
  readonly band: string;
}

/** The band of a topic with too few reviews. */
export const UNMEASURED = 'unmeasured';
const FEWEST_REVIEWS = 10;
const BANDS: readonly Band[] = [
  { name: 'strong', from: 90, to: 100 },
  { name: 'good', from: 70, to: 89 },
  { name: 'fair', from: 50, to: 69 },
  { name: 'needs-review', from: 0, to: 49 },
];

/** Standard normal quantile of a two-sided 90% interval. */
const Z_90 = 1.645;

/**
 * The retention of a topic with what it rests on: the share Σp ÷ units that a quiz on all units now is expected to
 * show. The interval is for what such a quiz shows, ± 1.645 · √V ÷ units around it, with
 *
 *     V = Σp(1 − p) + (Σp(1 − p))² · Var(b) + (c · seen)²
 *
 * The first term is chance: each seen card is asked once and is recalled or not. The second is the uncertainty of
 * the topic's offset b, which moves all cards (dp/db = p(1 − p); delta method). The third is the calibration error
 * c of the weights, taken as shared by all cards of the topic, which is the worst case. Units that were never seen
 * count as not known, for certain. For the pass rate of coming reviews, let the evidence hold the cards that are
 * asked, each at the time when it is: every term means the same there.
 *
 * @param ownBands the plan's bands where it states them; they replace the product's.
 */
export function retentionEstimate(evidence: Evidence, ownBands: readonly Band[] = []): RetentionEstimate {
  const { sumRecall, sumVariance, seen, units, reviews } = evidence;
  const variance =
    sumVariance + sumVariance ** 2 * evidence.offsetVariance + (evidence.calibrationError * seen) ** 2;
  const spread = Z_90 * Math.sqrt(variance);
  const retentionPercent = percentOf(sumRecall, units);
  return {
    retentionPercent,
    lowPercent: percentOf(sumRecall - spread, units),
    highPercent: percentOf(sumRecall + spread, units),
    recallPercent: percentOf(sumRecall, seen),
    coveragePercent: percentOf(seen, units),
    band:
      retentionPercent === null || reviews < FEWEST_REVIEWS
        ? UNMEASURED
        : (bandOf(retentionPercent, ownBands) ?? bandOf(retentionPercent, BANDS) ?? UNMEASURED),
  };
}

/** A share as 0–100 with one decimal; null of nothing. */
export function percentOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 10;
}

/** Bands end on whole numbers: what lies between two of them belongs to the lower, what both claim to the higher. */
function bandOf(percentage: number, bands: readonly Band[]): string | undefined {
  const holding = bands.filter(({ from, to }) => percentage >= from && percentage < to + 1);
  return holding.sort((a, b) => b.from - a.from)[0]?.name;
}
