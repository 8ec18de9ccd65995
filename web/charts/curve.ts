// The forgetting curve of a card, computed from its reviews.

/** A review as the forgetting curve knows it. */
export interface CurveReview {
  /** Days since the first review, with their fractions. */
  readonly day: number;
  /** Days until recall falls to 90%, as this review left it. */
  readonly stability: number;
  readonly passed: boolean;
}

export interface CurvePoint {
  readonly day: number;
  /** Probability of recall, 0–1. */
  readonly recall: number;
}

/** From one review to the next, or to the end. */
export interface CurvePiece {
  readonly review: CurveReview;
  readonly points: readonly CurvePoint[];
}

const POINTS_A_PIECE = 32;

/**
 * The forgetting curve of FSRS-6, R(t, S) = (1 + factor · t ÷ S)^−decay with factor = 0.9^(−1 ÷ decay) − 1; t and
 * S in days. It is that of `schedule/`, without the weights and the library that it needs there.
 *
 * @param decay the last weight, positive
 */
export function recallAfter(days: number, stability: number, decay: number): number {
  const factor = 0.9 ** (-1 / decay) - 1;
  return (1 + (factor * Math.max(0, days)) / stability) ** -decay;
}

/** The recall of a card from its first review until a day: it falls, and each review starts it anew at 1. */
export function curveOf(
  reviews: readonly CurveReview[],
  untilDay: number,
  decay: number,
): readonly CurvePiece[] {
  return reviews.map((review, index) => {
    const next = reviews[index + 1]?.day ?? untilDay;
    return { review, points: fall(review, review.day, Math.max(review.day, next), decay) };
  });
}

/** The recall that the last review leaves between two days, if there is no other. */
export function fall(
  review: CurveReview,
  fromDay: number,
  toDay: number,
  decay: number,
): readonly CurvePoint[] {
  return Array.from({ length: POINTS_A_PIECE + 1 }, (_none, step) => {
    // The curve is steepest at its start, where points lie closest.
    const day = fromDay + (toDay - fromDay) * (step / POINTS_A_PIECE) ** 2;
    return { day, recall: recallAfter(day - review.day, review.stability, decay) };
  });
}

/** The recall just before each review, which is what the review tested; the first tested nothing: 1. */
export function recallBefore(pieces: readonly CurvePiece[]): readonly number[] {
  return pieces.map((_piece, index) => pieces[index - 1]?.points.at(-1)?.recall ?? 1);
}
