// Selects the learner's cards of a plan or a topic.
import type { ReviewDesk } from '../log/desk.ts';
import { type RosterCard, rosterOf } from '../log/roster.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { firstOf } from '../schedule/queue/first.ts';
import type { Order } from '../schedule/queue/types.ts';
import { yieldAfter } from '../store/yielding.ts';

/** Cards of a plan or of a topic, or all cards if both are absent. */
export interface CardScope {
  readonly planId?: PlanId;
  readonly topicId?: TopicId;
}

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 5_000;

/** Returns the live cards in a scope. */
export async function cardsOf(
  desk: ReviewDesk,
  { planId, topicId }: CardScope,
): Promise<readonly RosterCard[]> {
  const roster = await rosterOf(desk.store, desk.learner.id);
  const some = topicId === undefined ? roster : (roster.topics.get(topicId)?.cards.values() ?? []);
  return liveOf(some, planId);
}

/** Yields the live cards in a scope topic by topic. Yields to the event loop in between. */
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

/** Returns the first `count` cards of all pieces in an order, and the total number of cards. */
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
