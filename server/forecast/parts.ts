import { usualNewOrder } from '../schedule/queue/new-order.ts';
import type { Spent } from '../schedule/queue/types.ts';
import type { SessionSettings } from '../schedule/types.ts';
import type { Scenario, Start, Travelling } from './types.ts';

/** The cards of a plan that have one set of session settings: a topic's with some of its own, or those of all others. */
export interface Part {
  readonly settings: SessionSettings;
  /** What is used up today of the limits that hold for it. */
  readonly spent: Spent;
  /** New cards in the order in which the queue introduces them. */
  fresh: readonly Travelling[];
}

/** Parts by topic: the topics without settings of their own have one in common. */
export type Parts = ReadonlyMap<string, Part>;

/** @param cards those that may be asked; their new ones are introduced, where the scenario wants them. */
export function partsOf(cards: readonly Travelling[], start: Start, scenario: Scenario): Parts {
  const { session, sessionOf, introduce } = scenario;
  const { introducedToday, reviewedToday, spentIn } = start;
  const shared: Part = { settings: session, spent: { introducedToday, reviewedToday }, fresh: [] };
  const parts = new Map<string, Part>();
  const fresh = new Map<Part, Travelling[]>();
  for (const card of cards) {
    const { topicId, memory } = card;
    let part = parts.get(topicId);
    if (!part) {
      const settings = sessionOf(topicId);
      const spent = spentIn.get(topicId) ?? NOTHING_SPENT;
      part = settings === session ? shared : { settings, spent, fresh: [] };
      parts.set(topicId, part);
    }
    if (memory.state !== 'new' || introduce?.has(topicId) === false) continue;
    const others = fresh.get(part);
    if (others) others.push(card);
    else fresh.set(part, [card]);
  }
  for (const [part, some] of fresh)
    part.fresh = some.sort(usualNewOrder({ ...start, settings: part.settings }));
  return parts;
}

export const NOTHING_SPENT: Spent = { introducedToday: 0, reviewedToday: 0 };
