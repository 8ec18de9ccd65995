// Cards that move to another topic.
import type { Kysely } from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import type { Tables } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { type Cause, memoryByCard, reschedule } from './memories.ts';

/** A card that is now in another topic of the files. */
export interface MovedCard {
  readonly cardId: CardId;
  /** null if the card was in no file before. */
  readonly from: string | null;
  readonly to: string;
}

/**
 * Reschedules the cards whose new topic has other settings. Cards without a memory are skipped.
 *
 * @param schedulerBefore the settings of a topic before topics got new ids.
 */
export async function replayMoved(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  cards: readonly MovedCard[],
  cause: Cause,
  schedulerBefore: ReviewDesk['schedulerOf'] = desk.schedulerOf,
): Promise<void> {
  for (const { cardId, from, to } of cards) {
    if (schedulerBefore(from) === desk.schedulerOf(to)) continue;
    if (!(await memoryByCard.first(tx, { learner: desk.learner.id, id: cardId }))) continue;
    await reschedule(tx, desk, cardId, { ...cause, id: `${cause.id}:${cardId}` });
  }
}
