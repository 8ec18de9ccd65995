/** Published expectations for FSRS-6, as ts-fsrs, py-fsrs, go-fsrs, swift-fsrs and fsrs-rs state them in their tests. */

import type { Rating } from '../../server/schedule/types.ts';

export const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
  1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
] as const;

/** Each review is made exactly when due, the first at this instant; 0 days stands for a step of minutes. */
export const INTERVALS: {
  readonly first: string;
  readonly reviews: readonly (readonly [Rating, days: number])[];
} = {
  first: '2022-11-29T12:30:00Z',
  reviews: [
    ['good', 0],
    ['good', 2],
    ['good', 11],
    ['good', 46],
    ['good', 163],
    ['good', 498],
    ['again', 0],
    ['again', 0],
    ['good', 2],
    ['good', 4],
    ['good', 7],
    ['good', 12],
    ['good', 21],
  ],
};

/** Memory after reviews at the given distances in days; `digits` as many as each is published with. */
export const MEMORY: readonly {
  readonly ratings: readonly Rating[];
  readonly deltaDays: readonly number[];
  readonly stability: number;
  readonly difficulty: number;
  readonly digits: number;
}[] = [
  {
    ratings: ['again', 'good', 'good', 'good', 'good', 'good'],
    deltaDays: [0, 0, 1, 3, 8, 21],
    stability: 53.62691,
    difficulty: 6.3574867,
    digits: 4,
  },
  {
    ratings: ['again', 'hard', 'good', 'easy', 'good', 'good'],
    deltaDays: [0, 0, 1, 3, 8, 21],
    stability: 51.081,
    difficulty: 6.7493,
    digits: 4,
  },
  { ratings: ['again'], deltaDays: [0], stability: 0.212, difficulty: 6.4133, digits: 8 },
  { ratings: ['hard'], deltaDays: [0], stability: 1.2931, difficulty: 5.11217071, digits: 8 },
  { ratings: ['good'], deltaDays: [0], stability: 2.3065, difficulty: 2.11810397, digits: 8 },
  { ratings: ['easy'], deltaDays: [0], stability: 8.2956, difficulty: 1, digits: 8 },
];

/** Days for a stability of one day at each desired retention, at most 36,500. */
export const NEXT_INTERVAL: readonly (readonly [desiredRetention: number, days: number])[] = [
  [0.1, 36_500],
  [0.2, 34_793],
  [0.3, 2508],
  [0.4, 387],
  [0.5, 90],
  [0.6, 27],
  [0.7, 9],
  [0.8, 3],
  [0.9, 1],
  [1, 1],
];

/** Anki's fuzz bounds in days. */
export const FUZZ_RANGE: readonly {
  readonly interval: number;
  readonly from: number;
  readonly to: number;
}[] = [
  { interval: 7, from: 5, to: 9 },
  { interval: 20, from: 17, to: 23 },
  { interval: 100, from: 93, to: 107 },
];
