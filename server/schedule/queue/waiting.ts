// What waits on a study day, ordered, before limits.
import type { NoteId } from '../ids.ts';
import type { Candidate } from '../types.ts';
import { burySiblings } from './bury-siblings.ts';
import { gather } from './gather.ts';
import { allowed, limit } from './limit.ts';
import { order, ordersOf } from './orders.ts';
import type { Day, Spent, Waiting } from './types.ts';

/**
 * @param candidates cards that may be asked: neither suspended, nor buried today, nor set aside. All cards of each note, since
 * siblings are known only among them.
 * @param answeredNotes those of their notes with a card answered on the study day.
 * @param day their own: with the settings and what is used up of the limits that hold for these cards.
 */
export function waitingIn(
  candidates: readonly Candidate[],
  answeredNotes: ReadonlySet<NoteId>,
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

/** The same in the order of another day, the plan's for instance, whose session it becomes part of. */
export function orderedAs(waiting: Waiting, day: Day): Waiting {
  return { ...waiting, ...order(waiting, ordersOf(day)) };
}
