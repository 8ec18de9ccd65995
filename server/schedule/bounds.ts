// Ranges of the settings.

/** The smallest and largest value of each setting. */
export const BOUNDS = {
  desiredRetention: [0.7, 0.97],
  maximumIntervalDays: [1, 36_500],
  leechThreshold: [1, 999],
  newPerDay: [0, 9_999],
  reviewsPerDay: [0, 9_999],
  learnAheadMinutes: [0, 1_440],
} as const;

/** The desired retentions that are compared: from the lowest to the highest that can be set. */
export const DESIRED_RETENTIONS = [0.7, 0.73, 0.76, 0.79, 0.82, 0.85, 0.88, 0.91, 0.94, 0.97] as const;

/** The number of FSRS-6 weights. */
export const WEIGHTS = 21;

/** Reviews needed to train weights: fewer say next to nothing about memory. */
export const LEAST_REVIEWS = 64;
