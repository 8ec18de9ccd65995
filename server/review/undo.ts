import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { undoId } from '../log/live-reviews.ts';
import { append, findCard, findEvent, refold, reschedule } from '../log/log.ts';
import { eventRow } from '../log/rows.ts';

export type Undone =
  | { readonly outcome: 'undone'; readonly card: CardNow }
  /** The review has not arrived yet: when it does, it will count for nothing. */
  | { readonly outcome: 'kept' }
  /** Nothing was kept: the id is that of another act, which its opposite takes back. */
  | { readonly outcome: 'not-a-review' };

/** Takes back a review, however old, once. Durable when it resolves. */
export async function undo(desk: ReviewDesk, reviewId: string): Promise<Undone> {
  const receivedAtMs = desk.clock();
  const { event } = await findEvent(desk.store.read, desk, reviewId);
  return desk.store.write(async (tx): Promise<Undone> => {
    const { event: target, undo: known } = await findEvent(tx, desk, reviewId);
    if (target && target.type !== 'reviewed') return { outcome: 'not-a-review' };
    if (!known) {
      const place = { at_ms: receivedAtMs, received_at_ms: receivedAtMs };
      const id = undoId(reviewId);
      await append(
        tx,
        eventRow(
          desk,
          { id, type: 'undone', card_id: target?.card_id ?? '', ...place },
          { target_id: reviewId },
        ),
      );
      if (target) {
        // Practice decided nothing: without it, what is decided still holds.
        if (target.mode === 'cram')
          return { outcome: 'undone', card: await refold(tx, desk, target.card_id) };
        const cause = { id, name: 'undo', receivedAtMs };
        const card = await reschedule(tx, desk, target.card_id, cause);
        await desk.gaps.refollow(tx, desk, target.card_id);
        return { outcome: 'undone', card };
      }
    }
    const card = target && (await findCard(tx, desk, target.card_id));
    return card ? { outcome: 'undone', card: card.now } : { outcome: 'kept' };
  }, event?.card_id);
}
