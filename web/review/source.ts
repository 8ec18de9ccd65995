// Fetches a session's cards, from the server or from what the browser kept.

import type { Queue } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import type { Asked } from '../offline/entry.ts';
import type { Kept } from '../offline/kept.ts';
import type { Unsent } from '../offline/outbox.ts';
import type { queueFrom } from '../offline/queue.ts';
import { askedOf, type Session } from './session.ts';
import type { Wish } from './wish.ts';

const QUEUE_LIMIT = 30;
/** The API's largest queue. */
const MOST = 200;
/** Seconds per card, if the server can't be asked for the learner's pace. */
const SECONDS_PER_CARD = 10;

/** A queue without its cards. */
export type About = Pick<Queue, 'due' | 'scheduler'>;

export interface Found {
  readonly about: About;
  readonly asked: Asked;
}

/** A queue with the settings of the one before it: a card of that one may still wait for its step. */
export function knowing(about: About, before: About | null): About {
  const { scheduler } = about;
  const known = before ? [before.scheduler, ...before.scheduler.others] : [];
  const others = new Map([...known, ...scheduler.others].map((each) => [each.id, each]));
  others.delete(scheduler.id);
  return { ...about, scheduler: { ...scheduler, others: [...others.values()] } };
}

/** Where the cards of a session come from: the server or, without it, what the browser kept. */
export class Source {
  readonly #wish: Wish;
  readonly #sinceMs: number | undefined;
  /** The cards of a timed session, up to `most`. */
  readonly #members = new Set<string>();
  #most: number | null = null;

  /** @param sinceMs for practice: cards practised before this are asked again. */
  constructor(wish: Wish, sinceMs?: number) {
    this.#wish = wish;
    this.#sinceMs = sinceMs;
  }

  /** Asks the server. @param session the session so far. */
  async ask(session: Session): Promise<Found> {
    const { mode, minutes } = this.#wish;
    const isFirst = minutes !== undefined && this.#most === null;
    const limit = this.#members.size === this.#most ? MOST : QUEUE_LIMIT;
    const queue = await api.queue(isFirst ? this.#wish : this.#wishAgain(), limit);
    if (mode === 'ahead') return { about: queue, asked: await this.#withSteps(askedOf(queue), session) };
    if (isFirst) this.#most = queue.session.cards;
    return { about: queue, asked: this.#within(askedOf(queue), session) };
  }

  /** What the browser kept; null if it can't be used. Only today's session is kept. */
  askKept(
    kept: Kept | null,
    queueOf: typeof queueFrom,
    unsent: readonly Unsent[],
    session: Session,
    nowMs: number,
  ): Found | null {
    const { mode, minutes, topic } = this.#wish;
    if (!kept || mode !== 'due') return null;
    if (minutes !== undefined) this.#most ??= Math.max(1, Math.floor((60 * minutes) / SECONDS_PER_CARD));
    const acts = unsent.map(({ act }) => act);
    const { nextAtMs, ...asked } = queueOf(kept, topic, acts, nowMs);
    const nextDueAt = nextAtMs === null ? kept.due.nextDueAt : new Date(nextAtMs).toISOString();
    const about = { scheduler: kept.scheduler, due: { ...kept.due, nextDueAt } };
    return { about, asked: this.#within(asked, session) };
  }

  /** Minutes decide how many cards the session has at its start; from then on, these are counted. */
  #wishAgain() {
    const { minutes: _, mode, ...part } = this.#wish;
    if (mode === 'due') return part;
    const since = this.#sinceMs === undefined ? {} : { since: new Date(this.#sinceMs).toISOString() };
    return mode === 'cram' ? { ...part, mode, ...since } : { ...part, mode };
  }

  /** Only as many cards as fit into the session's minutes, and always the same ones. */
  #within({ entries, total }: Asked, session: Session): Asked {
    if (this.#most === null) return { entries, total };
    for (const { card } of entries) {
      if (this.#members.size >= this.#most) break;
      this.#members.add(card.cardId);
    }
    const own = entries.filter(({ card }) => this.#members.has(card.cardId));
    const gone = new Set(session.done.flatMap(({ entry, leaves }) => (leaves ? [entry.card.cardId] : [])));
    return { entries: own, total: Math.max(own.length, this.#most - gone.size) };
  }

  /** Cards forgotten while studying ahead are on steps, which belong to today's session. */
  async #withSteps({ entries, total }: Asked, session: Session): Promise<Asked> {
    const own = new Set(session.done.map(({ entry }) => entry.card.cardId));
    if (entries.length > 0 || own.size === 0) return { entries, total: total + session.waiting.length };
    const { topic } = this.#wish;
    const steps = askedOf(await api.queue({ mode: 'due', ...(topic && { topic }) }, MOST));
    const again = steps.entries.filter(({ card }) => own.has(card.cardId));
    return { entries: again, total: again.length };
  }
}
