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
  /** The review has not arrived yet: when it does, it will count for nothing. */
  | { readonly outcome: 'kept' }
  /** Nothing was kept: the id is that of another act, which its opposite takes back. */
  | { readonly outcome: 'not-a-review' };

/** Takes back a review, however old, once. Durable when it resolves. */
export async function undo(desk: ReviewDesk, reviewId: EventId): Promise<Undone> {
  const receivedAtMs = desk.clock();
  const { event } = await findEvent(desk.store.read, desk, reviewId);
  return desk.store.write(
    async (tx): Promise<Undone> => {
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
          // Practice decided nothing: without it, what is decided still holds.
          if (target.mode === 'cram') return { outcome: 'undone', card: await refold(tx, desk, cardId) };
          const cause = { id, name: 'undo', receivedAtMs };
          const card = await reschedule(tx, desk, cardId, cause);
          await desk.gaps.refollow(tx, desk, cardId);
          return { outcome: 'undone', card };
        }
      }
      const card = cardId === null ? undefined : await findCard(tx, desk, cardId);
      return card ? { outcome: 'undone', card: card.now } : { outcome: 'kept' };
    },
    { touches: touchedBy(event) },
  );
}

/** An event that is not there yet may have arrived by the time of the write. */
function touchedBy(event: EventRow | undefined): Touched {
  return event && event.card_id !== null ? [event.card_id] : 'everything';
}
