// Acts on one card besides reviews: suspend, bury, reset and their opposites.
import type { Kysely } from 'kysely';
import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { append, findEvent } from '../log/events.ts';
import { findCard, type KnownCard, keep, refold } from '../log/memories.ts';
import { eventRow } from '../log/rows.ts';
import type { CardId, EventId } from '../schedule/ids.ts';
import type { CardHistory, StudyDay } from '../schedule/types.ts';
import type { Pause } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** What a learner can do with a card besides reviewing it. `bury` hides the card until the study day ends. */
export const ACTS = ['suspend', 'unsuspend', 'bury', 'unbury', 'reset'] as const;
export type Act = (typeof ACTS)[number];

/** The type of the event that each act appends to the log. */
export const EVENTS = {
  suspend: 'suspended',
  unsuspend: 'unsuspended',
  bury: 'buried',
  unbury: 'unburied',
  reset: 'reset',
} as const satisfies Record<Act, string>;

export interface NewAct {
  /** The client's UUID. Sending the same act again changes nothing. */
  readonly id: EventId;
  readonly cardId: CardId;
  readonly act: Act;
}

export type Acted =
  | { readonly outcome: 'done' | 'repeated'; readonly card: CardNow }
  /** Nothing was stored: the id belongs to another event. */
  | { readonly outcome: 'conflict' }
  /** Nothing was stored: the card is unknown. */
  | { readonly outcome: 'unknown-card' };

/** Stores an act on a card, only once even if it is sent again. Durable when it resolves. */
export async function act(desk: ReviewDesk, given: NewAct): Promise<Acted> {
  const receivedAtMs = desk.clock();
  const type = EVENTS[given.act];
  return desk.store.write(
    async (tx, pause): Promise<Acted> => {
      const { event } = await findEvent(tx, desk, given.id);
      if (event && (event.type !== type || event.card_id !== given.cardId)) return { outcome: 'conflict' };
      const card = await findCard(tx, desk, given.cardId);
      if (!card) return { outcome: 'unknown-card' };
      if (event) return { outcome: 'repeated', card: card.now };
      return { outcome: 'done', card: await addAct(tx, desk, given, card, { receivedAtMs, pause }) };
    },
    { touches: [given.cardId] },
  );
}

/** Appends an act to a card's log after all its events, even those with a time ahead of the clock. */
export async function addAct(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  { id, cardId, act }: NewAct,
  card: KnownCard,
  { receivedAtMs, pause }: { readonly receivedAtMs: number; readonly pause: Pause },
): Promise<CardNow> {
  const atMs = Math.max(receivedAtMs, card.lastAtMs + 1);
  const place = { card_id: cardId, at_ms: atMs, received_at_ms: receivedAtMs };
  await append(tx, eventRow(desk, { id, type: EVENTS[act], ...place }));
  if (act !== 'reset') return keep(tx, desk, cardId, { ...card.now, ...after(act, studyDayAt(desk, atMs)) });
  const now = await refold(tx, desk, cardId);
  await desk.gaps.refollow(tx, desk, [cardId], pause);
  return now;
}

/** The change of a card's state by an act that is the latest event of the card. */
function after(act: Exclude<Act, 'reset'>, today: StudyDay): Partial<CardHistory> {
  switch (act) {
    case 'suspend':
      return { suspended: true };
    case 'unsuspend':
      return { suspended: false };
    case 'bury':
      return { buriedDay: today };
    case 'unbury':
      return { buriedDay: null };
  }
}
