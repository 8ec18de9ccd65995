// The history of one card, with the memory after each review.
import type { ReviewDesk } from '../log/desk.ts';
import { logOf } from '../log/events.ts';
import { history, type PastReview } from '../log/history.ts';
import { schedulerFor } from '../log/memories.ts';
import { foldReviews } from '../schedule/fold.ts';
import type { CardId } from '../schedule/ids.ts';
import { liveReviews, standing } from '../schedule/live-reviews.ts';
import type { Memory } from '../schedule/types.ts';
import { ACTS, type Act, EVENTS } from './acts.ts';

/** A review with the memory after it. */
export interface CourseReview extends PastReview {
  /** The card's memory after the review; null for practice and undone reviews. */
  readonly memory: Exclude<Memory, { state: 'new' }> | null;
  /** Whether it is a live review, which counts in the card's memory. */
  readonly counts: boolean;
}

export interface CourseAct {
  readonly id: string;
  readonly act: Act;
  readonly atMs: number;
  readonly undone: boolean;
}

/** All reviews and acts of a card, the latest first. */
export interface Course {
  readonly reviews: readonly CourseReview[];
  readonly acts: readonly CourseAct[];
}

/** Returns the course of a card. @param limit the maximum number of reviews, the latest ones. */
export async function courseOf(desk: ReviewDesk, cardId: CardId, limit: number): Promise<Course> {
  const db = desk.store.read;
  const log = await logOf(db, desk, cardId);
  const stood = standing(log);
  const folded = foldReviews(stood, await schedulerFor(db, desk, cardId));
  const memories = new Map(folded.map(({ review, memory }) => [review.id, memory]));
  const live = new Set(liveReviews(log).map(({ id }) => id));
  const standingIds = new Set(stood.map(({ id }) => id));
  return {
    reviews: (await history(desk, { cardId, limit })).map((review) => ({
      ...review,
      memory: memories.get(review.id) ?? null,
      counts: live.has(review.id),
    })),
    acts: log
      .flatMap(({ id, type, atMs }) => {
        const act = ACTS.find((name) => EVENTS[name] === type);
        return act ? [{ id, act, atMs, undone: !standingIds.has(id) }] : [];
      })
      .reverse(),
  };
}
