// Finds the lapses that make a card a leech, which are reported to the learner.

import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { logOf } from '../log/events.ts';
import { foldReviews } from '../schedule/fold.ts';
import type { CardId, TopicId } from '../schedule/ids.ts';
import { isLeechAlarm } from '../schedule/leech.ts';
import { standing } from '../schedule/live-reviews.ts';
import { NEW } from '../schedule/memory.ts';
import type { Memory, Rating } from '../schedule/types.ts';
import type { Tables } from '../store/tables.ts';

/** Whether a grading, given the memory before and after it, is a lapse that should be reported as a leech. */
export function isAlarming(before: Memory, after: Memory, threshold: number): boolean {
  return lapsesIn(after) > lapsesIn(before) && isLeechAlarm(lapsesIn(after), threshold);
}

/** Whether a review that is already in the log was such a lapse. Returns false for an undone review. */
export async function wasAlarming(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  topicId: TopicId,
  { id, cardId, rating }: { readonly id: string; readonly cardId: CardId; readonly rating: Rating },
): Promise<boolean> {
  if (rating !== 'again') return false;
  const log = standing(await logOf(tx, desk, cardId));
  const folded = foldReviews(log, desk.schedulerOf(topicId));
  const place = folded.findIndex(({ review }) => review.id === id);
  const after = folded[place]?.memory;
  // The memory before a reset may come in here. It does no harm, since the first review after a reset is not a lapse.
  const before = folded[place - 1]?.memory ?? NEW;
  return after !== undefined && isAlarming(before, after, desk.leechThresholdOf(topicId));
}

function lapsesIn(memory: Memory): number {
  return memory.state === 'new' ? 0 : memory.lapses;
}
