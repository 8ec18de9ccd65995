/** The least and the most that a setting may be. */
export const BOUNDS = {
  desiredRetention: [0.7, 0.97],
  maximumIntervalDays: [1, 36_500],
  leechThreshold: [1, 999],
  newPerDay: [0, 9_999],
  reviewsPerDay: [0, 9_999],
  learnAheadMinutes: [0, 1_440],
} as const;

/** Weights of FSRS-6. */
export const WEIGHTS = 21;

/** What weights are trained on: fewer reviews say next to nothing about a memory. */
export const LEAST_REVIEWS = 64;
