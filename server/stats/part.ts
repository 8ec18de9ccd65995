import type { ReviewDesk } from '../review/desk.ts';
import type { Part } from '../review/due.ts';
import { type RosterCard, rosterOf } from '../review/roster.ts';

/** The cards of a plan or a topic, or all, that the files hold now. */
export async function cardsOf(desk: ReviewDesk, { planId, topicId }: Part): Promise<readonly RosterCard[]> {
  const cards: RosterCard[] = [];
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    if (card.live !== 1) continue;
    if (planId !== undefined && card.plan_id !== planId) continue;
    if (topicId !== undefined && card.topic_id !== topicId) continue;
    cards.push(card);
  }
  return cards;
}
