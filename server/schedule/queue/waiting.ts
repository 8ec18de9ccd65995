import type { Candidate } from '../types.ts';
import { burySiblings } from './bury-siblings.ts';
import { gather } from './gather.ts';
import { order, ordersOf } from './order.ts';
import type { Day, Kinds, SessionCounts } from './session.ts';

/**
 * What waits on a study day in some cards of a plan, a topic's for instance: its reviews and new cards each in their
 * order, siblings left out. The time of day is not in it, so it holds until one of the cards changes.
 */
export interface Waiting extends Kinds {
  /** Cards on a step, also on one that ends after the study day. */
  readonly steps: readonly Candidate[];
  /** What there is with the siblings. */
  readonly found: Omit<SessionCounts, 'learning'>;
  /** New cards that no limit holds back. */
  readonly urgent: number;
  /** When the first review of a later study day falls due; infinity where there is none. */
  readonly laterAtMs: number;
}

/**
 * @param candidates cards that may be asked: neither suspended, nor buried today, nor set aside. All of a note, since
 * siblings are known only among them.
 * @param answeredNotes those of their notes of which a card was answered on the study day.
 */
export function waitingIn(
  candidates: readonly Candidate[],
  answeredNotes: ReadonlySet<string>,
  day: Day,
): Waiting {
  const orders = ordersOf(day);
  const gathered = gather(candidates, day);
  const { reviews, fresh } = order(burySiblings(gathered, answeredNotes, orders, day), orders);
  return {
    steps: gathered.steps,
    reviews,
    fresh,
    found: { new: gathered.fresh.length, review: gathered.reviews.length },
    urgent: fresh.filter((card) => card.urgent).length,
    laterAtMs: gathered.laterAtMs,
  };
}
