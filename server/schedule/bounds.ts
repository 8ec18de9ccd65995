/** The least and the most that a setting may be. */
export const BOUNDS = {
  desiredRetention: [0.7, 0.97],
  maximumIntervalDays: [1, 36_500],
  leechThreshold: [1, 999],
  newPerDay: [0, 9_999],
  reviewsPerDay: [0, 9_999],
  learnAheadMinutes: [0, 1_440],
} as const;

/** The desired retentions whose work is weighed: from the least to the most that can be set. */
export const DESIRED_RETENTIONS = [0.7, 0.73, 0.76, 0.79, 0.82, 0.85, 0.88, 0.91, 0.94, 0.97] as const;

/** Weights of FSRS-6. */
export const WEIGHTS = 21;

/** What weights are trained on: fewer reviews say next to nothing about a memory. */
export const LEAST_REVIEWS = 64;
