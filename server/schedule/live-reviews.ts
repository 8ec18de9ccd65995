/**
 * What stands in a log. A *live review* is a grading that was neither undone nor practice and that no later reset of its
 * card has made void: memory is made of these. server/log/live-reviews.ts says the same in SQL.
 */
import type { CardEvent } from './types.ts';

/** A `reviewed` event of the log. */
export type Reviewed = Extract<CardEvent, { readonly type: 'reviewed' }>;

/** The events by which the live reviews of a card, or what they left, become others: all else leaves them as they are. */
export const CHANGES_REVIEWS = [
  'reviewed',
  'undone',
  'reset',
] as const satisfies readonly CardEvent['type'][];

/** Where an event stands in its card's log. */
export type Place = Pick<CardEvent, 'atMs' | 'id'>;

/** The order of the log: (atMs, id). */
export function byPlace(a: Place, b: Place): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/**
 * The log without what was undone, reviews and acts alike, wherever the undo stands. This is the log for questions about
 * what the learner did: practice is in it, and so is what came before a reset.
 *
 * @param events of whole cards, in any order and any number of times.
 * @returns each event once, in the order of the log.
 */
export function standing(events: readonly CardEvent[]): readonly CardEvent[] {
  return withoutUndone(inOrder(events), targetOf);
}

/**
 * Events of any form without those that were undone, in their order.
 *
 * @param targetOf the id of what an event undoes; nothing where it undoes nothing.
 */
export function withoutUndone<T extends { readonly id: string }>(
  events: readonly T[],
  targetOf: (event: T) => string | null | undefined,
): readonly T[] {
  const undone = new Set<string>();
  for (const event of events) {
    const target = targetOf(event);
    if (target) undone.add(target);
  }
  return undone.size === 0 ? events : events.filter(({ id }) => !undone.has(id));
}

/** Whether an event grades a card: practice (`cram`) moves neither memory nor due time. */
export function isGrading<T extends { readonly type: string; readonly mode?: string | null }>(
  event: T,
): event is T & { readonly type: 'reviewed' } {
  return event.type === 'reviewed' && event.mode !== 'cram';
}

/** A log from its last reset on: a reset starts over. @param log as {@link standing} returns it. */
export function sinceReset(log: readonly CardEvent[]): readonly CardEvent[] {
  return log.slice(log.findLastIndex(({ type }) => type === 'reset') + 1);
}

/** The live reviews of a card, in the order of the log. */
export function liveReviews(events: readonly CardEvent[]): readonly Reviewed[] {
  return sinceReset(standing(events)).filter(isGrading);
}

/** Each event once, in the order of the log. Most come so. */
function inOrder(events: readonly CardEvent[]): readonly CardEvent[] {
  if (events.every((event, index) => index === 0 || byPlace(events[index - 1] ?? event, event) < 0)) {
    return events;
  }
  const sorted = [...events].sort(byPlace);
  return [...new Map(sorted.map((event) => [event.id, event])).values()];
}

function targetOf(event: CardEvent): string | null {
  return event.type === 'undone' ? event.targetId : null;
}
