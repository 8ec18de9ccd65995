// A review session as pure data: which card is next, what was done, what is left.

import type { Queue } from '../../server/http/schemas.ts';
import { type CardAct, isPractice } from '../offline/act.ts';
import type { Asked, Entry, FreshEntry, Waiting } from '../offline/entry.ts';

export function askedOf({ cards, due, session }: Queue): Asked {
  const asOfMs = Date.parse(due.asOf);
  // The due count includes cards that wait for their next step.
  const total = session.mode === 'due' ? due.total : session.cards;
  return { entries: cards.map((card) => ({ card, asOfMs })), total };
}

/** One act on a card, and the card as it was before. */
export interface Done {
  readonly entry: Entry;
  readonly act: CardAct;
  readonly points: readonly boolean[];
  readonly tookMs: number;
  /** Whether the act takes the card out of today's session. */
  readonly leaves: boolean;
}

/** A review session as this browser knows it. The first card of `ahead` is on the screen. */
export interface Session {
  readonly ahead: readonly Entry[];
  readonly waiting: readonly Waiting[];
  /** Oldest first. */
  readonly done: readonly Done[];
  /** How many cards of today's session are left, including those that wait for their next step. */
  readonly left: number;
}

export const EMPTY: Session = { ahead: [], waiting: [], done: [], left: 0 };

/**
 * The session with a new queue.
 *
 * @param known what had been done when the queue was requested; cards answered since are left out.
 * @param keepCurrent whether the card on the screen stays even if the queue doesn't contain it.
 */
export function withQueue(
  session: Session,
  { entries, total }: Asked,
  known: readonly Done[],
  keepCurrent: boolean,
): Session {
  const since = session.done.filter((each) => !known.includes(each));
  const doneSince = new Set(since.map(({ entry }) => entry.card.cardId));
  const sent = entries.filter(({ card }) => !doneSince.has(card.cardId));
  const current = session.ahead[0];
  const currentAgain = sent.find(({ card }) => card.cardId === current?.card.cardId);
  const first = currentAgain ?? (keepCurrent ? current : undefined);
  const ahead = first ? [first, ...sent.filter((entry) => entry !== first)] : sent;
  const isAhead = new Set(ahead.map(({ card }) => card.cardId));
  return {
    ...session,
    ahead,
    waiting: session.waiting.filter(({ entry }) => !isAhead.has(entry.card.cardId)),
    left: Math.max(total - since.filter((each) => each.leaves).length, first ? 1 : 0),
  };
}

/**
 * The session after an act on the card on the screen; what is due by then comes next. Practice has no steps: failed
 * cards come again at the end.
 */
export function withDone(session: Session, done: Done, nowMs: number): Session {
  const due = session.waiting
    .filter(({ atMs }) => atMs <= nowMs)
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ entry }) => entry);
  const again = isPractice(done.act) && !done.leaves ? [done.entry] : [];
  return {
    ahead: [...due, ...session.ahead.slice(1), ...again],
    waiting: session.waiting.filter(({ atMs }) => atMs > nowMs),
    done: [...session.done, done],
    left: Math.max(0, session.left - (done.leaves ? 1 : 0)),
  };
}

/** The session after a card was put aside, whether or not it is on the screen. */
export function withAside(session: Session, done: Done): Session {
  return {
    ...without(session, done.entry.card.cardId),
    done: [...session.done, done],
    left: Math.max(0, session.left - 1),
  };
}

/** The session before the last act, with its card on the screen again. */
export function withoutLast(session: Session): Session {
  const last = session.done.at(-1);
  if (!last) return session;
  const back = withCurrent(session, last.entry);
  return {
    ...back,
    done: session.done.slice(0, -1),
    left: session.left + (last.leaves ? 1 : 0),
  };
}

/** Puts a card on the screen, before the one that is there. */
export function withCurrent(session: Session, entry: Entry): Session {
  const others = without(session, entry.card.cardId);
  return { ...others, ahead: [entry, ...others.ahead] };
}

/** The session without a card. */
export function without(session: Session, cardId: string): Session {
  return {
    ...session,
    ahead: session.ahead.filter(({ card }) => card.cardId !== cardId),
    waiting: session.waiting.filter(({ entry }) => entry.card.cardId !== cardId),
  };
}

/** The session without an act that the server didn't count. */
export function withoutDone(session: Session, actId: string): Session {
  return { ...session, done: session.done.filter(({ act }) => act.id !== actId) };
}

/** The session with a card as the server last sent it, in its place. */
export function withEntry(session: Session, entry: Entry): Session {
  const isSame = (each: Entry) => each.card.cardId === entry.card.cardId;
  return {
    ...session,
    ahead: session.ahead.map((each) => (isSame(each) ? entry : each)),
    waiting: session.waiting.map((each) => (isSame(each.entry) ? { ...each, entry } : each)),
  };
}

/**
 * The session with the server's answer about a card just graded: in place if the card is ahead again; among the waiting
 * cards if it comes back before the study day ends.
 *
 * @param dayEndMs end of the study day.
 * @param nowMs this browser's time of the answer.
 */
export function withFresh(session: Session, entry: FreshEntry, dayEndMs: number, nowMs: number): Session {
  const { card, asOfMs } = entry;
  const { cardId } = card;
  if (session.ahead.some((each) => each.card.cardId === cardId)) return withEntry(session, entry);
  const waiting = session.waiting.filter((each) => each.entry.card.cardId !== cardId);
  const dueMs = card.dueAt === null ? asOfMs : Date.parse(card.dueAt);
  const comesBack = dueMs < dayEndMs && !card.suspended && !card.buried && !card.setAside;
  if (!comesBack) return { ...session, waiting };
  return withWaiting(session, { entry, atMs: nowMs + (dueMs - asOfMs) });
}

/** The session with a card that comes back from a step, unless it is back already. */
export function withWaiting(session: Session, back: Waiting): Session {
  const isSame = ({ card }: Entry) => card.cardId === back.entry.card.cardId;
  if (session.ahead.some(isSame)) return session;
  return { ...session, waiting: [...session.waiting.filter(({ entry }) => !isSame(entry)), back] };
}
