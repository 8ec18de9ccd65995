// Lapses that a learner is told of, because they make a card a leech.
import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { logOf } from '../log/log.ts';
import { memoriesAfter } from '../schedule/fold.ts';
import { isLeechAlarm } from '../schedule/leech.ts';
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
  topicId: string,
  { id, cardId, rating }: { readonly id: string; readonly cardId: string; readonly rating: Rating },
): Promise<boolean> {
  if (rating !== 'again') return false;
  let before: Memory = { state: 'new' };
  for (const [reviewId, after] of memoriesAfter(await logOf(tx, desk, cardId), desk.schedulerOf(topicId))) {
    if (reviewId === id) return isAlarming(before, after, desk.leechThresholdOf(topicId));
    before = after;
  }
  return false;
}

function lapsesIn(memory: Memory): number {
  return memory.state === 'new' ? 0 : memory.lapses;
}
