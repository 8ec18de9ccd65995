import { refollow } from '../gap/follow.ts';
import type { CardNow, ReviewDesk } from './desk.ts';
import { append, findCard, findEvent, refold } from './log.ts';
import { eventRow } from './rows.ts';

/** What a learner can do with a card besides answering it. `bury` hides it until the study day ends. */
export const ACTS = ['suspend', 'unsuspend', 'bury', 'unbury', 'reset'] as const;
export type Act = (typeof ACTS)[number];

const EVENTS = {
  suspend: 'suspended',
  unsuspend: 'unsuspended',
  bury: 'buried',
  unbury: 'unburied',
  reset: 'reset',
} as const satisfies Record<Act, string>;

export interface ActTold {
  /** The client's UUID: telling the same again changes nothing. */
  readonly id: string;
  readonly cardId: string;
  readonly act: Act;
}

export type Acted =
  | { readonly outcome: 'done' | 'repeated'; readonly card: CardNow }
  /** Nothing was kept: the id stands for something else. */
  | { readonly outcome: 'conflict' }
  /** Nothing was kept: there never was such a card. */
  | { readonly outcome: 'unknown-card' };

/** Keeps one act on a card, once. Durable when it resolves. */
export async function act(desk: ReviewDesk, told: ActTold): Promise<Acted> {
  const receivedAtMs = desk.clock();
  const type = EVENTS[told.act];
  return desk.store.write(async (tx): Promise<Acted> => {
    const { event } = await findEvent(tx, desk, told.id);
    if (event && (event.type !== type || event.card_id !== told.cardId)) return { outcome: 'conflict' };
    const card = await findCard(tx, desk, told.cardId);
    if (!card) return { outcome: 'unknown-card' };
    if (event) return { outcome: 'repeated', card: card.now };
    // It is about the card as it stands, so it follows all that is known, were that told ahead of time.
    const place = { at_ms: Math.max(receivedAtMs, card.lastAtMs + 1), received_at_ms: receivedAtMs };
    await append(tx, eventRow(desk, { id: told.id, type, card_id: told.cardId, ...place }));
    const now = await refold(tx, desk, told.cardId);
    if (type === 'reset') await refollow(tx, desk, told.cardId);
    return { outcome: 'done', card: now };
  }, told.cardId);
}
