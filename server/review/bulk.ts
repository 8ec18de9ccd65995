// Acts on many cards at once, and taking acts back.
import type { Kysely } from 'kysely';
import { type Adding, rescheduling, workOut } from '../log/additions.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { lastAtMs } from '../log/events.ts';
import { isUndone, undoId } from '../log/live-reviews.ts';
import { findCard } from '../log/memories.ts';
import { cardEvent, eventRow } from '../log/rows.ts';
import { foldCard } from '../schedule/fold.ts';
import { asEventId, type CardId, type EventId, type LearnerId } from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import type { Tables } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type Act, addAct, EVENTS } from './acts.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 20;

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
  const asked = [...new Set(cardIds)];
  const resets = act === 'reset' ? await workOut(desk, asked, resetting(desk, id, receivedAtMs)) : null;
  return desk.store.write(
    async (tx, pause): Promise<BulkDone> => {
      const known = await eventsOf(tx, desk, id);
      const kept = new Set(known.map((event) => event.card_id));
      if (!known.every((event) => event.id === partId(id, event.card_id) && event.type === EVENTS[act]))
        return { outcome: 'conflict' };
      if ([...kept].some((cardId) => !asked.includes(cardId))) return { outcome: 'conflict' };
      const cards: CardDone[] = [];
      const added: CardId[] = [];
      const pieces = yieldAfter(CARDS_A_PIECE, pause);
      for (const cardId of asked) {
        const card = await findCard(tx, desk, cardId);
        const isNew = card && !kept.has(cardId);
        // The act was sent before without this card.
        if (isNew && kept.size > 0) return { outcome: 'conflict' };
        if (isNew) added.push(cardId);
        if (isNew && !resets)
          await addAct(tx, desk, { id: partId(id, cardId), cardId, act }, card, { receivedAtMs, pause });
        cards.push({ cardId, outcome: isNew ? 'done' : card ? 'repeated' : 'unknown' });
        await pieces();
      }
      await resets?.write(tx, added, pause);
      return { outcome: 'kept', cards };
    },
    { touches: asked },
  );
}

/** Adds a reset after all events of a card, even those with a time ahead of the clock. */
function resetting(desk: ReviewDesk, actId: EventId, receivedAtMs: number): Adding {
  return ({ cardId, log, scheduler }) => {
    const place = {
      card_id: cardId,
      at_ms: Math.max(receivedAtMs, lastAtMs(log) + 1),
      received_at_ms: receivedAtMs,
    };
    const row = eventRow(desk, { id: partId(actId, cardId), type: 'reset', ...place });
    return { rows: [row], history: foldCard([...log, cardEvent(row)], scheduler) };
  };
}

export type TakenBack =
  | { readonly outcome: 'undone'; readonly cardIds: readonly CardId[] }
  /** There is no act with this id. */
  | { readonly outcome: 'unknown-act' };

/** Takes back an act of any age on one card or many. Each card is then as if the act had never been. */
export async function takeBack(desk: ReviewDesk, actId: EventId): Promise<TakenBack> {
  const receivedAtMs = desk.clock();
  const acts = await actsOf(desk.store.read, desk, actId);
  const cardIds = acts.map(({ card_id: cardId }) => cardId);
  const targets = new Map(
    acts.flatMap(({ card_id, id, undone }) => (undone ? [] : [[card_id, id] as const])),
  );
  const undos = await workOut(desk, targets.keys(), undoing(desk, targets, receivedAtMs));
  return desk.store.write(
    async (tx, pause): Promise<TakenBack> => {
      const now = await actsOf(tx, desk, actId);
      if (now.length === 0) return { outcome: 'unknown-act' };
      for (const { card_id: cardId, id, undone } of now) {
        if (undone) targets.delete(cardId);
        else targets.set(cardId, id);
      }
      await undos.write(tx, targets.keys(), pause);
      return { outcome: 'undone', cardIds: now.map(({ card_id: cardId }) => cardId) };
    },
    { touches: cardIds.length > 0 ? cardIds : 'everything' },
  );
}

/** Adds the undo of an act to each card's log. */
function undoing(desk: ReviewDesk, targets: ReadonlyMap<CardId, EventId>, receivedAtMs: number): Adding {
  return (card) => {
    const { cardId } = card;
    const target = targets.get(cardId);
    if (target === undefined) return null;
    const id = undoId(target);
    const place = { card_id: cardId, at_ms: receivedAtMs, received_at_ms: receivedAtMs };
    const undo = eventRow(desk, { id, type: 'undone', ...place }, { target_id: target });
    return rescheduling(desk, card, [undo], { id, name: 'undo', receivedAtMs });
  };
}

/** The events of an act, which are no reviews. */
async function actsOf(db: Kysely<Tables>, desk: ReviewDesk, actId: EventId) {
  return (await eventsOf(db, desk, actId)).filter(({ type }) => type !== 'reviewed');
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
