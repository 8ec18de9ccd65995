import type { Candidate } from '../types.ts';
import { burySiblings } from './bury-siblings.ts';
import { gather } from './gather.ts';
import { allowed, limit } from './limit.ts';
import { order, ordersOf } from './order.ts';
import type { Day, Kinds, SessionCounts, Spent } from './session.ts';

/**
 * What waits on a study day in some cards of a plan, a topic's for instance: its reviews and new cards each in their
 * order, siblings left out, as many as limits of its own allow. The time of day is not in it, so it holds until one of
 * the cards changes.
 */
export interface Waiting extends Kinds {
  /** Cards on a step, also on one that ends after the study day. */
  readonly steps: readonly Candidate[];
  /** A step of these cards may be asked so much early. */
  readonly learnAheadMs: number;
  /** What would be asked today were there no limits. */
  readonly unlimited: Omit<SessionCounts, 'learning'>;
  /** What there is with the siblings, without what a limit of none holds back for good. */
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
 * @param day their own: with the settings and what is used up of the limits that hold for these cards.
 */
export function waitingIn(
  candidates: readonly Candidate[],
  answeredNotes: ReadonlySet<string>,
  day: Day & Spent,
): Waiting {
  const { settings } = day;
  const orders = ordersOf(day);
  const gathered = gather(candidates, day);
  const asked = order(burySiblings(gathered, answeredNotes, orders, day), orders);
  const urgent = asked.fresh.filter((card) => card.urgent).length;
  const allows = allowed(settings);
  return {
    ...limit([{ ...asked, urgent }], orders, day),
    steps: gathered.steps,
    learnAheadMs: settings.learnAheadMs,
    unlimited: { new: asked.fresh.length, review: asked.reviews.length },
    found: {
      new: allows.new ? gathered.fresh.length : urgent,
      review: allows.review ? gathered.reviews.length : 0,
    },
    urgent,
    laterAtMs: gathered.laterAtMs,
  };
}

/** The same in the order of another day, the plan's for instance, whose session it is to be part of. */
export function orderedAs(waiting: Waiting, day: Day): Waiting {
  return { ...waiting, ...order(waiting, ordersOf(day)) };
}
