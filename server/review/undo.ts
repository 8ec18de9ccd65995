// Undoes reviews.
import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { append, findEvent } from '../log/events.ts';
import { undoId } from '../log/live-reviews.ts';
import { findCard, refold, reschedule } from '../log/memories.ts';
import { eventRow } from '../log/rows.ts';
import type { EventId } from '../schedule/ids.ts';
import type { Touched } from '../store/store.ts';
import type { EventRow } from '../store/tables.ts';

export type Undone =
  | { readonly outcome: 'undone'; readonly card: CardNow }
  /** The review has not arrived yet. When it does, it will not count. */
  | { readonly outcome: 'kept' }
  /** Nothing was stored: the id belongs to an act, which `takeBack` undoes. */
  | { readonly outcome: 'not-a-review' };

/** Undoes a review of any age. Doing so again changes nothing. Durable when it resolves. */
export async function undo(desk: ReviewDesk, reviewId: EventId): Promise<Undone> {
  const receivedAtMs = desk.clock();
  const { event } = await findEvent(desk.store.read, desk, reviewId);
  return desk.store.write(
    async (tx, pause): Promise<Undone> => {
      const { event: target, undo: known } = await findEvent(tx, desk, reviewId);
      if (target && target.type !== 'reviewed') return { outcome: 'not-a-review' };
      const cardId = target?.card_id ?? null;
      if (!known) {
        const place = { at_ms: receivedAtMs, received_at_ms: receivedAtMs };
        const id = undoId(reviewId);
        await append(
          tx,
          eventRow(desk, { id, type: 'undone', card_id: cardId, ...place }, { target_id: reviewId }),
        );
        if (target && cardId !== null) {
          // Practice decided no due time, so the recorded one still holds.
          if (target.mode === 'cram') return { outcome: 'undone', card: await refold(tx, desk, cardId) };
          const cause = { id, name: 'undo', receivedAtMs };
          const card = await reschedule(tx, desk, cardId, cause);
          await desk.gaps.refollow(tx, desk, [cardId], pause);
          return { outcome: 'undone', card };
        }
      }
      const card = cardId === null ? undefined : await findCard(tx, desk, cardId);
      return card ? { outcome: 'undone', card: card.now } : { outcome: 'kept' };
    },
    { touches: touchedBy(event) },
  );
}

/** The cards that an undo changes. An unknown event may arrive before the write. */
function touchedBy(event: EventRow | undefined): Touched {
  return event && event.card_id !== null ? [event.card_id] : 'everything';
}
