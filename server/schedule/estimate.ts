/** A band of a retention percentage, percent inclusive at both ends. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a retention figure rests on. */
export interface Evidence {
  /** Sum of the recall, 0–1, of the seen cards. */
  readonly sumRecall: number;
  /** Sum of p · (1 − p) over the same cards. */
  readonly sumVariance: number;
  readonly seen: number;
  /** Cards, and items that have no card. */
  readonly units: number;
  /** Live reviews of the seen cards. */
  readonly reviews: number;
}

/** Percentages have one decimal; null where there is nothing to take a share of. */
export interface RetentionEstimate {
  /** The share of the units that the learner would get right now. */
  readonly retentionPercent: number | null;
  /** Ends of the interval that holds the true retention nine times in ten. */
  readonly lowPercent: number | null;
  readonly highPercent: number | null;
  /** Mean recall of the seen cards. */
  readonly recallPercent: number | null;
  /** Seen cards among the units. */
  readonly coveragePercent: number | null;
  readonly band: string;
}

const UNMEASURED = 'unmeasured';
const FEWEST_REVIEWS = 10;
const BANDS: readonly Band[] = [
  { name: 'strong', from: 90, to: 100 },
  { name: 'good', from: 70, to: 89 },
  { name: 'fair', from: 50, to: 69 },
  { name: 'needs-review', from: 0, to: 49 },
];

/** Standard normal quantile of a two-sided 90% interval. */
const Z_90 = 1.645;
/** How far FSRS-6 recall was off on a whole topic: the RMSE(bins) of its default weights on a real log. */
const MODEL_ERROR = 0.076;

/**
 * The retention of a topic with what it rests on. The interval is ± 1.645 · √(Σp(1−p) + (0.076 · seen)²) ÷ units:
 * chance of each card's recall, and the model's error, which all cards share.
 *
 * @param ownBands the plan's bands where it states them; they win over the product's.
 */
export function retentionEstimate(evidence: Evidence, ownBands: readonly Band[] = []): RetentionEstimate {
  const { sumRecall, sumVariance, seen, units, reviews } = evidence;
  const spread = Z_90 * Math.sqrt(sumVariance + (MODEL_ERROR * seen) ** 2);
  const retentionPercent = percent(sumRecall, units);
  return {
    retentionPercent,
    lowPercent: percent(sumRecall - spread, units),
    highPercent: percent(sumRecall + spread, units),
    recallPercent: percent(sumRecall, seen),
    coveragePercent: percent(seen, units),
    band:
      retentionPercent === null || reviews < FEWEST_REVIEWS
        ? UNMEASURED
        : (bandOf(retentionPercent, ownBands) ?? bandOf(retentionPercent, BANDS) ?? UNMEASURED),
  };
}

/** A share as 0–100 with one decimal. */
function percent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 10;
}

/** Bands end on whole numbers: what lies between two of them belongs to the lower, what both claim to the higher. */
function bandOf(percentage: number, bands: readonly Band[]): string | undefined {
  const holding = bands.filter(({ from, to }) => percentage >= from && percentage < to + 1);
  return holding.sort((a, b) => b.from - a.from)[0]?.name;
}
