// The latest reviews of a learner.

import type { CardId, EventId } from '../schedule/ids.ts';
import type { Due, Rating } from '../schedule/types.ts';
import { readJson } from '../store/errors.ts';
import type { ReviewDesk } from './desk.ts';
import { isUndone } from './live-reviews.ts';
import { dueOf, ratingOf } from './rows.ts';

/** A review as it is in the log. */
export interface PastReview {
  readonly id: EventId;
  readonly cardId: CardId;
  readonly rating: Rating;
  /** Its time in the order of the log. */
  readonly atMs: number;
  readonly receivedAtMs: number;
  readonly studyDay: number;
  readonly mode: 'review' | 'cram';
  readonly durationMs: number | null;
  readonly points: readonly boolean[] | null;
  /** The recall, 0–1, predicted before the answer; null for a card that was new. */
  readonly predictedRecall: number | null;
  /** The due time that the review decided; null for practice. */
  readonly due: Due | null;
  readonly undone: boolean;
}

/** Returns the latest reviews of one card or of all cards, newest first. Includes undone reviews. */
export async function history(
  desk: ReviewDesk,
  { cardId, limit }: { readonly cardId?: CardId; readonly limit: number },
): Promise<readonly PastReview[]> {
  let query = desk.store.read
    .selectFrom('events as e')
    .selectAll('e')
    .select(isUndone('e').as('undone'))
    .where('e.learner_id', '=', desk.learner.id)
    .where('e.type', '=', 'reviewed')
    .$narrowType<{ card_id: CardId }>()
    .orderBy('e.at_ms', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit);
  if (cardId !== undefined) query = query.where('e.card_id', '=', cardId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    cardId: row.card_id,
    rating: ratingOf(row),
    atMs: row.at_ms,
    receivedAtMs: row.received_at_ms,
    studyDay: row.study_day,
    mode: row.mode ?? 'review',
    durationMs: row.duration_ms,
    points: row.points === null ? null : readJson(row.points, 'events.points'),
    predictedRecall: row.predicted_recall,
    due: dueOf(row),
    undone: Boolean(row.undone),
  }));
}

/** Counts the cards among `cardIds` that were seen. */
export async function seenAmong(desk: ReviewDesk, cardIds: readonly CardId[]): Promise<number> {
  if (cardIds.length === 0) return 0;
  const rows = await desk.store.read
    .selectFrom('memories')
    .select('card_id')
    .where('learner_id', '=', desk.learner.id)
    .where('card_id', 'in', [...cardIds])
    .where('state', '!=', 'new')
    .execute();
  return rows.length;
}
