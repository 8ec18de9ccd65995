// Keeps siblings apart.
import type { NoteId } from '../ids.ts';
import type { Candidate } from '../types.ts';
import type { Gathered } from './gather.ts';
import { endsToday } from './order.ts';
import type { Day, Kinds, Order, Orders } from './types.ts';

/**
 * Siblings don't meet on a study day: a note's card in learning, else its first in order, keeps the others away, a
 * review before a new card. Where the plan doesn't bury siblings, all stay.
 *
 * @param answeredNotes notes with a card answered on the study day.
 */
export function burySiblings(
  { steps, reviews, fresh }: Gathered,
  answeredNotes: ReadonlySet<NoteId>,
  orders: Orders,
  day: Day,
): Kinds {
  if (!day.settings.burySiblings) return { reviews, fresh };
  const learning = steps.filter((card) => endsToday(card, day));
  const met = new Set([...answeredNotes, ...learning.map(({ noteId }) => noteId)]);
  const reviewOf = firstOfNotes(reviews, orders.reviews, met);
  const freshOf = firstOfNotes(fresh, orders.fresh, met);
  return {
    reviews: [...reviewOf.values()],
    fresh: [...freshOf.values()].filter(({ noteId }) => !reviewOf.has(noteId)),
  };
}

function firstOfNotes(
  cards: readonly Candidate[],
  order: Order,
  met: ReadonlySet<NoteId>,
): ReadonlyMap<NoteId, Candidate> {
  const firsts = new Map<NoteId, Candidate>();
  for (const card of cards) {
    if (met.has(card.noteId)) continue;
    const first = firsts.get(card.noteId);
    if (!first || order(card, first) < 0) firsts.set(card.noteId, card);
  }
  return firsts;
}
