// A learner's reviews in columns, ready for another thread.
import type { Reviewed } from '../schedule/live-reviews.ts';
import { RATINGS } from '../schedule/types.ts';

/**
 * The live reviews of a learner, card by card, each card's in the order of the log. In columns, so that a
 * million of them pass to another thread at once.
 */
export interface ReviewHistory {
  /** Where each card's reviews start; one more entry ends those of the last card. */
  readonly starts: Uint32Array;
  /** 1–4. */
  readonly ratings: Uint8Array;
  readonly studyDays: Int32Array;
  /** Milliseconds since the epoch. */
  readonly atMs: Float64Array;
}

/** Builds a history, one card at a time. */
export function gatherHistory(): {
  /** The live reviews of one more card, in the order of the log. */
  add(reviews: readonly Reviewed[]): void;
  done(): ReviewHistory;
} {
  const starts: number[] = [0];
  const ratings: number[] = [];
  const studyDays: number[] = [];
  const atMs: number[] = [];
  return {
    add(reviews) {
      if (reviews.length === 0) return;
      for (const review of reviews) {
        ratings.push(RATINGS.indexOf(review.rating) + 1);
        studyDays.push(review.studyDay);
        atMs.push(review.atMs);
      }
      starts.push(ratings.length);
    },
    done: () => ({
      starts: new Uint32Array(starts),
      ratings: new Uint8Array(ratings),
      studyDays: new Int32Array(studyDays),
      atMs: new Float64Array(atMs),
    }),
  };
}
