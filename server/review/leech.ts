// Which lapses make a card a leech, so that its learner hears of it.

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

/** Whether what a grading made of a memory is a lapse that makes the card a leech. */
export function isAlarming(before: Memory, after: Memory, threshold: number): boolean {
  return lapsesIn(after) > lapsesIn(before) && isLeechAlarm(lapsesIn(after), threshold);
}

/** The same of a review that the log has held since some earlier time; an undone one is no lapse. */
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
  // The first review after a reset leaves no lapse, so it does not matter that the one before it is of another life.
  const before = folded[place - 1]?.memory ?? NEW;
  return after !== undefined && isAlarming(before, after, desk.leechThresholdOf(topicId));
}

function lapsesIn(memory: Memory): number {
  return memory.state === 'new' ? 0 : memory.lapses;
}
