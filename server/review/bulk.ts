// Acts on many cards at once, and taking acts back.
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
  /** The client's UUID. Sending the same act again changes nothing. */
  readonly id: EventId;
  readonly act: Act;
  /** The cards. A card that is named twice counts once. */
  readonly cardIds: readonly CardId[];
}

/** The outcome for a card: stored now (`done`), stored before (`repeated`), or an unknown card. */
export interface CardDone {
  readonly cardId: CardId;
  readonly outcome: 'done' | 'repeated' | 'unknown';
}

export type BulkDone =
  | { readonly outcome: 'kept'; readonly cards: readonly CardDone[] }
  /** Nothing was stored: the id belongs to another event. */
  | { readonly outcome: 'conflict' };

/**
 * Stores an act on many cards, all or none, only once even if it is sent again. Appends an event to each card's log.
 * Durable when it resolves.
 */
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
        // The act was sent before without this card.
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
  /** There is no act with this id. */
  | { readonly outcome: 'unknown-act' };

/** Takes back an act of any age on one card or many. Each card is then as if the act had never been. */
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

/** The id of the event for one card of an act on many. */
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

/** The events of an act on one card or many. Ids of the latter continue with a colon; `;` is the character after it. */
function eventsOf(tx: Kysely<Tables>, desk: ReviewDesk, actId: EventId) {
  return eventsFromTo.all(tx, {
    learner: desk.learner.id,
    id: actId,
    from: asEventId(`${actId}:`),
    to: asEventId(`${actId};`),
  });
}
