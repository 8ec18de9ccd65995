import type { ReviewDesk } from './desk.ts';
import type { Part } from './due.ts';
import { type RosterCard, rosterOf } from './roster.ts';

/** The cards of a plan or a topic, or all, that the files hold now. */
export async function cardsOf(desk: ReviewDesk, { planId, topicId }: Part): Promise<readonly RosterCard[]> {
  const roster = await rosterOf(desk.store, desk.learner.id);
  const some = topicId === undefined ? roster : (roster.topics.get(topicId)?.cards.values() ?? []);
  const cards: RosterCard[] = [];
  for (const card of some) {
    if (card.live === 1 && (planId === undefined || card.plan_id === planId)) cards.push(card);
  }
  return cards;
}
