import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { append } from '../log/events.ts';
import { isUndone, undoId } from '../log/live-reviews.ts';
import { findCard, reschedule } from '../log/memories.ts';
import { eventRow } from '../log/rows.ts';
import { asEventId, type CardId, type EventId, type LearnerId } from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import type { Tables } from '../store/tables.ts';
import { type Act, addAct, EVENTS } from './acts.ts';

export interface NewBulkAct {
  /** The client's UUID: telling the same again changes nothing. */
  readonly id: EventId;
  readonly act: Act;
  /** A card that is named twice is meant once. */
  readonly cardIds: readonly CardId[];
}

/** What became of a card: kept now, kept before, or there never was such a card. */
export interface CardDone {
  readonly cardId: CardId;
  readonly outcome: 'done' | 'repeated' | 'unknown';
}

export type BulkDone =
  | { readonly outcome: 'kept'; readonly cards: readonly CardDone[] }
  /** Nothing was kept: the id stands for something else. */
  | { readonly outcome: 'conflict' };

/** Keeps an act on many cards, all of it or nothing, once. Each card's log holds an event of its own. */
export async function actOnAll(desk: ReviewDesk, { id, act, cardIds }: NewBulkAct): Promise<BulkDone> {
  const receivedAtMs = desk.clock();
  const asked = new Set(cardIds);
  return desk.store.write(
    async (tx): Promise<BulkDone> => {
      const known = await eventsOf(tx, desk, id);
      const kept = new Set(known.map((event) => event.card_id));
      if (!known.every((event) => event.id === partId(id, event.card_id) && event.type === EVENTS[act]))
        return { outcome: 'conflict' };
      if ([...kept].some((cardId) => !asked.has(cardId))) return { outcome: 'conflict' };
      const cards: CardDone[] = [];
      for (const cardId of asked) {
        const card = await findCard(tx, desk, cardId);
        const isNew = card && !kept.has(cardId);
        // Told before without this card.
        if (isNew && kept.size > 0) return { outcome: 'conflict' };
        if (isNew) await addAct(tx, desk, { id: partId(id, cardId), cardId, act }, card, receivedAtMs);
        cards.push({ cardId, outcome: isNew ? 'done' : card ? 'repeated' : 'unknown' });
      }
      return { outcome: 'kept', cards };
    },
    { touches: [...asked] },
  );
}

export type TakenBack =
  | { readonly outcome: 'undone'; readonly cardIds: readonly CardId[] }
  /** There is no act of that id. */
  | { readonly outcome: 'unknown-act' };

/** Takes back an act, on one card or many, however old, once: each card is as if it had never been. */
export async function takeBack(desk: ReviewDesk, actId: EventId): Promise<TakenBack> {
  const receivedAtMs = desk.clock();
  const cardIds = (await eventsOf(desk.store.read, desk, actId)).map(({ card_id: cardId }) => cardId);
  return desk.store.write(
    async (tx): Promise<TakenBack> => {
      const acts = (await eventsOf(tx, desk, actId)).filter(({ type }) => type !== 'reviewed');
      if (acts.length === 0) return { outcome: 'unknown-act' };
      for (const { id: target, card_id: cardId, undone } of acts) {
        if (undone) continue;
        const id = undoId(target);
        const place = { card_id: cardId, at_ms: receivedAtMs, received_at_ms: receivedAtMs };
        await append(tx, eventRow(desk, { id, type: 'undone', ...place }, { target_id: target }));
        await reschedule(tx, desk, cardId, { id, name: 'undo', receivedAtMs });
        await desk.gaps.refollow(tx, desk, cardId);
      }
      return { outcome: 'undone', cardIds: acts.map(({ card_id: cardId }) => cardId) };
    },
    { touches: cardIds },
  );
}

/** The event's id for one card of an act on many. */
function partId(actId: EventId, cardId: CardId): EventId {
  return asEventId(`${actId}:${cardId}`);
}

const eventsFromTo = prepare<{ learner: LearnerId; id: EventId; from: EventId; to: EventId }>()((db, param) =>
  db
    .selectFrom('events')
    .selectAll()
    .select(isUndone('events').as('undone'))
    .$narrowType<{ card_id: CardId }>()
    .where('learner_id', '=', param('learner'))
    .where((eb) =>
      eb.or([
        eb('id', '=', param('id')),
        eb.and([eb('id', '>=', param('from')), eb('id', '<', param('to'))]),
      ]),
    ),
);

/** The events of an act on one card, or on many: their ids go on with a colon, and a semicolon is the character after. */
function eventsOf(tx: Kysely<Tables>, desk: ReviewDesk, actId: EventId) {
  return eventsFromTo.all(tx, {
    learner: desk.learner.id,
    id: actId,
    from: asEventId(`${actId}:`),
    to: asEventId(`${actId};`),
  });
}
