import type { Kysely } from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import type { Tables } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { type Cause, memoryByCard, reschedule } from './memories.ts';

/** A card that the files now hold under another topic than before. */
export interface MovedCard {
  readonly cardId: CardId;
  /** null: no file has held it before. */
  readonly from: string | null;
  readonly to: string;
}

/** Replays those of some cards that have other settings from now on. */
export async function replayMoved(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  cards: readonly MovedCard[],
  cause: Cause,
): Promise<void> {
  for (const { cardId, from, to } of cards) {
    if (desk.schedulerOf(from) === desk.schedulerOf(to)) continue;
    if (!(await memoryByCard.first(tx, { learner: desk.learner.id, id: cardId }))) continue;
    await reschedule(tx, desk, cardId, { ...cause, id: `${cause.id}:${cardId}` });
  }
}
