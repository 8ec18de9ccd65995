// The forgetting curve of a card, computed from its reviews.

/** A review as the forgetting curve needs it. */
export interface CurveReview {
  /** Days since the first review, with fractions. */
  readonly day: number;
  /** Days until recall falls to 90%, after this review. */
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
 * The forgetting curve of FSRS-6, R(t, S) = (1 + factor · t ÷ S)^−decay with factor = 0.9^(−1 ÷ decay) − 1; t and S in
 * days. The same as in `schedule/`, without the weights and the library that come with it there.
 *
 * @param decay the last weight, positive
 */
export function recallAfter(days: number, stability: number, decay: number): number {
  const factor = 0.9 ** (-1 / decay) - 1;
  return (1 + (factor * Math.max(0, days)) / stability) ** -decay;
}

/** A card's recall from its first review until a day: it falls, and each review sets it back to 1. */
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

/** Recall between two days after the last review. */
export function fall(
  review: CurveReview,
  fromDay: number,
  toDay: number,
  decay: number,
): readonly CurvePoint[] {
  return Array.from({ length: POINTS_A_PIECE + 1 }, (_none, step) => {
    // The curve is steepest at its start, so points are densest there.
    const day = fromDay + (toDay - fromDay) * (step / POINTS_A_PIECE) ** 2;
    return { day, recall: recallAfter(day - review.day, review.stability, decay) };
  });
}

/** The recall just before each review, which that review tested. The first tested nothing: 1. */
export function recallBefore(pieces: readonly CurvePiece[]): readonly number[] {
  return pieces.map((_piece, index) => pieces[index - 1]?.points.at(-1)?.recall ?? 1);
}
