import { type ReviewDesk, studyDayAt } from './desk.ts';
import { type Part, sessionsOf } from './due.ts';
import { mayBeAsked } from './gather.ts';
import { cardsOf } from './part.ts';
import type { RosterCard } from './roster.ts';
import type { PlanSession } from './session.ts';

/**
 * The reviews of a part that today's session leaves out, in no order: those that limits hold back, and those of days
 * to come. No card twice a day, and where the plan buries siblings, of siblings only the next due, and none of a note
 * that is met today. Steps run on their own.
 */
export async function cardsAhead(desk: ReviewDesk, part: Part): Promise<readonly RosterCard[]> {
  const today = studyDayAt(desk, desk.clock());
  const plans = new Map(
    (await sessionsOf(desk, part)).map((plan) => [plan.planId, { ...plan, met: metToday(plan) }]),
  );
  const nextOfNotes = new Map<string, RosterCard>();
  for (const card of await cardsOf(desk, part)) {
    const plan = plans.get(card.plan_id);
    if (!plan || card.state !== 'review' || card.last_study_day === today || !mayBeAsked(card, today))
      continue;
    if (plan.met.cards.has(card.id) || plan.met.notes.has(card.note_id)) continue;
    const key = plan.input.settings.burySiblings ? card.note_id : card.id;
    const other = nextOfNotes.get(key);
    if (!other || byDueTime(card, other) < 0) nextOfNotes.set(key, card);
  }
  return [...nextOfNotes.values()];
}

/** The cards of today's session, and the notes that are met in it or were met before. */
function metToday({ session, input }: PlanSession) {
  const cards = new Set(session.queue.map(({ cardId }) => cardId));
  if (!input.settings.burySiblings) return { cards, notes: new Set<string>() };
  const asked = input.candidates.filter(({ cardId, state }) => cards.has(cardId) || isStep(state));
  return { cards, notes: new Set([...input.answeredNotesToday, ...asked.map(({ noteId }) => noteId)]) };
}

function isStep(state: string): boolean {
  return state === 'learning' || state === 'relearning';
}

export function byDueTime(a: RosterCard, b: RosterCard): number {
  return (a.due_at_ms ?? 0) - (b.due_at_ms ?? 0) || (a.id < b.id ? -1 : 1);
}
