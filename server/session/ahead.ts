// Studying ahead: reviews that today's session leaves out.
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { RosterCard } from '../log/roster.ts';
import type { TopicId } from '../schedule/ids.ts';
import { endsToday } from '../schedule/queue/order.ts';
import { type CardScope, cardsByTopic } from './card-scope.ts';
import { sessionsOf } from './due.ts';
import { mayBeAsked } from './gather.ts';

import type { PlanSession } from './session.ts';

/**
 * Yields, topic by topic, the reviews in scope that today's session leaves out: those that limits hold back, and those
 * of coming days. Leaves out cards that were answered today and cards on a step. If siblings are buried, only the next
 * due card of a note is included, and no card of a note that is asked or was answered today.
 */
export async function* cardsAhead(desk: ReviewDesk, scope: CardScope): AsyncGenerator<readonly RosterCard[]> {
  const today = studyDayAt(desk, desk.clock());
  const plans = new Map((await sessionsOf(desk, scope)).map((plan) => [plan.planId, metToday(desk, plan)]));
  const isAhead = (card: RosterCard) => {
    const met = plans.get(card.plan_id);
    if (!met || card.state !== 'review' || card.last_study_day === today) return false;
    return mayBeAsked(card, today) && !met.cards.has(card.id) && !met.notes.has(card.note_id);
  };
  for await (const cards of cardsByTopic(desk, scope)) {
    const ahead = cards.filter(isAhead);
    const [first] = ahead;
    if (first) yield desk.sessionSettingsOf(first.topic_id).burySiblings ? nextOfNotes(ahead) : ahead;
  }
}

function nextOfNotes(cards: readonly RosterCard[]): readonly RosterCard[] {
  const next = new Map<string, RosterCard>();
  for (const card of cards) {
    const other = next.get(card.note_id);
    if (!other || byDueTime(card, other) < 0) next.set(card.note_id, card);
  }
  return [...next.values()];
}

/** The cards of today's session, and the notes whose siblings are buried: asked in the session or answered before. */
function metToday(desk: ReviewDesk, { session, input, topics }: PlanSession) {
  const buries = (topicId: TopicId) => desk.sessionSettingsOf(topicId).burySiblings;
  const cards = new Set(session.queue.map(({ cardId }) => cardId));
  const notes = new Set(session.queue.flatMap(({ topicId, noteId }) => (buries(topicId) ? [noteId] : [])));
  for (const { topicId, answeredNotes, waiting } of topics) {
    if (!buries(topicId)) continue;
    for (const noteId of answeredNotes) notes.add(noteId);
    for (const card of waiting.steps) if (endsToday(card, input)) notes.add(card.noteId);
  }
  return { cards, notes };
}

/** Orders cards by due time, then by id. */
export function byDueTime(a: RosterCard, b: RosterCard): number {
  return (a.due_at_ms ?? 0) - (b.due_at_ms ?? 0) || (a.id < b.id ? -1 : 1);
}
