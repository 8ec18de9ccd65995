// Cards that move to another topic.
import type { Kysely } from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import type { Pause } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import type { ReviewDesk } from './desk.ts';
import { type Cause, memoryByCard, reschedule } from './memories.ts';

/** Yield to the event loop after this many, or after so few that were seen, whose logs are folded. */
const CARDS_A_PIECE = 500;
const SEEN_A_PIECE = 5;

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
  pause: Pause,
  schedulerBefore: ReviewDesk['schedulerOf'] = desk.schedulerOf,
): Promise<void> {
  const pieces = yieldAfter(CARDS_A_PIECE, pause);
  for (const { cardId, from, to } of cards) {
    await pieces();
    if (schedulerBefore(from) === desk.schedulerOf(to)) continue;
    if (!(await memoryByCard.first(tx, { learner: desk.learner.id, id: cardId }))) continue;
    await reschedule(tx, desk, cardId, { ...cause, id: `${cause.id}:${cardId}` });
    await pieces(CARDS_A_PIECE / SEEN_A_PIECE);
  }
}
