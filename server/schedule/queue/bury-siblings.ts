import type { Candidate } from '../types.ts';
import type { Gathered } from './gather.ts';
import type { Order, Orders } from './order.ts';
import type { Kinds, SessionInput } from './session.ts';

/**
 * Siblings don't meet on a study day: a note's card in learning, else its first in order, keeps the others away, a
 * review before a new card. Where the plan doesn't bury siblings, all stay.
 */
export function burySiblings(
  { learning, reviews, fresh }: Gathered,
  orders: Orders,
  { answeredNotesToday, settings }: SessionInput,
): Kinds {
  if (!settings.burySiblings) return { reviews, fresh };
  const reviewOf = firstOfNotes(reviews, orders.reviews);
  const freshOf = firstOfNotes(fresh, orders.fresh);
  for (const met of [...answeredNotesToday, ...learning.map(({ noteId }) => noteId)]) {
    reviewOf.delete(met);
    freshOf.delete(met);
  }
  for (const noteId of freshOf.keys()) {
    if (reviewOf.has(noteId)) freshOf.delete(noteId);
  }
  return { reviews: [...reviewOf.values()], fresh: [...freshOf.values()] };
}

function firstOfNotes(cards: readonly Candidate[], order: Order): Map<string, Candidate> {
  const firsts = new Map<string, Candidate>();
  for (const card of cards) {
    const first = firsts.get(card.noteId);
    if (!first || order(card, first) < 0) firsts.set(card.noteId, card);
  }
  return firsts;
}
