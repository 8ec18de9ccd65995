import type { ReviewDesk } from '../log/desk.ts';
import { history, type PastReview } from '../log/history.ts';
import { logOf, schedulerFor } from '../log/log.ts';
import { liveReviews, memoriesAfter } from '../schedule/fold.ts';
import type { Memory } from '../schedule/types.ts';
import { ACTS, type Act, EVENTS } from './acts.ts';

/** A review with what it left. */
export interface CourseReview extends PastReview {
  /** null where it left none: crammed or undone. */
  readonly memory: Exclude<Memory, { state: 'new' }> | null;
  /** Whether the card's memory of today is made of it: it is live, no cram, and no reset came after. */
  readonly counts: boolean;
}

export interface CourseAct {
  readonly id: string;
  readonly act: Act;
  readonly atMs: number;
  readonly undone: boolean;
}

/** All that happened to a card, the latest first. */
export interface Course {
  readonly reviews: readonly CourseReview[];
  readonly acts: readonly CourseAct[];
}

/** @param limit at most so many of the latest reviews. */
export async function courseOf(desk: ReviewDesk, cardId: string, limit: number): Promise<Course> {
  const db = desk.store.read;
  const log = await logOf(db, desk, cardId);
  const memories = memoriesAfter(log, await schedulerFor(db, desk, cardId));
  const counting = new Set(liveReviews(log).map(({ id }) => id));
  const undone = new Set(log.flatMap((event) => (event.type === 'undone' ? [event.targetId] : [])));
  return {
    reviews: (await history(desk, { cardId, limit })).map((review) => ({
      ...review,
      memory: memories.get(review.id) ?? null,
      counts: counting.has(review.id),
    })),
    acts: log
      .flatMap(({ id, type, atMs }) => {
        const act = ACTS.find((name) => EVENTS[name] === type);
        return act ? [{ id, act, atMs, undone: undone.has(id) }] : [];
      })
      .reverse(),
  };
}
