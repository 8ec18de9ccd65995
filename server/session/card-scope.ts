import type { ReviewDesk } from '../log/desk.ts';
import { type RosterCard, rosterOf } from '../log/roster.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { firstOf } from '../schedule/queue/first.ts';
import type { Order } from '../schedule/queue/types.ts';
import { yieldAfter } from '../store/yielding.ts';

/** Which of the learner's cards a question is about: those of a plan or of a topic; without either, all. */
export interface CardScope {
  readonly planId?: PlanId;
  readonly topicId?: TopicId;
}

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 5_000;

/** The cards of a plan or a topic, or all, that the files hold now. */
export async function cardsOf(
  desk: ReviewDesk,
  { planId, topicId }: CardScope,
): Promise<readonly RosterCard[]> {
  const roster = await rosterOf(desk.store, desk.learner.id);
  const some = topicId === undefined ? roster : (roster.topics.get(topicId)?.cards.values() ?? []);
  return liveOf(some, planId);
}

/** The same topic by topic, others being served in between. */
export async function* cardsByTopic(
  desk: ReviewDesk,
  { planId, topicId }: CardScope,
): AsyncGenerator<readonly RosterCard[]> {
  const { topics } = await rosterOf(desk.store, desk.learner.id);
  const pieces = yieldAfter(CARDS_A_PIECE);
  for (const { topicId: id, cards } of topics.values()) {
    if (topicId !== undefined && topicId !== id) continue;
    yield liveOf(cards.values(), planId);
    await pieces(cards.size);
  }
}

function liveOf(cards: Iterable<RosterCard>, planId: PlanId | undefined): readonly RosterCard[] {
  const live: RosterCard[] = [];
  for (const card of cards) {
    if (card.live === 1 && (planId === undefined || card.plan_id === planId)) live.push(card);
  }
  return live;
}

/** The first so many of all pieces, in order, and how many there are in all. */
export async function firstOfPieces<Card>(
  pieces: AsyncIterable<readonly Card[]>,
  count: number,
  order: Order<Card>,
): Promise<{ readonly first: readonly Card[]; readonly total: number }> {
  let first: Card[] = [];
  let total = 0;
  for await (const piece of pieces) {
    total += piece.length;
    for (const card of piece) first.push(card);
    if (first.length >= CARDS_A_PIECE + count) first = [...firstOf(first, count, order)];
  }
  return { first: [...firstOf(first, count, order)].sort(order), total };
}
