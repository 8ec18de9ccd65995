// Builds today's session in named steps.
import type { TopicId } from '../ids.ts';
import type { Candidate } from '../types.ts';
import { intersperse } from './intersperse.ts';
import { limit } from './limit.ts';
import { nextDue } from './next-due.ts';
import { by, dueAt, endsToday } from './order.ts';
import { ordersOf } from './orders.ts';
import type { Session, SessionCounts, SessionEntry, SessionInput, Step } from './types.ts';

/**
 * What is left of a study day's session: learning cards that are due, then reviews and new cards as the plan wants
 * them ordered and mixed, then the learning cards that are nearly due. `waitingIn` has gathered the cards, left out siblings and
 * ordered the rest, so that this looks at hardly more cards than the limits let through.
 */
export function buildSession(input: SessionInput): Session {
  const learning = learningIn(input);
  const chosen = limit(input.waiting, ordersOf(input), input);
  const { reviews, fresh } = chosen;
  const waiting = { new: 0, review: 0 };
  for (const some of input.waiting) {
    waiting.new += some.unlimited.new;
    waiting.review += some.unlimited.review;
  }
  return {
    queue: intersperse(learning, chosen, input).map(entryOf),
    counts: { new: fresh.length, learning: learning.length, review: reviews.length },
    backlog: { new: waiting.new - fresh.length, review: waiting.review - reviews.length },
    byTopic: countTopics([...learning.map(({ card }) => card), ...reviews, ...fresh]),
    nextDueAtMs: nextDue(chosen, input),
  };
}

/** The cards that are learnt on the study day, in the order of their steps. */
function learningIn(input: SessionInput): readonly Step[] {
  const learning: Step[] = [];
  for (const { steps, learnAheadMs } of input.waiting) {
    for (const card of steps) if (endsToday(card, input)) learning.push({ card, learnAheadMs });
  }
  const inOrder = by<Candidate>(dueAt);
  return learning.sort((a, b) => inOrder(a.card, b.card));
}

function countTopics(cards: readonly Candidate[]): ReadonlyMap<TopicId, SessionCounts> {
  const topics = new Map<TopicId, { -readonly [kind in keyof SessionCounts]: number }>();
  for (const { topicId, state } of cards) {
    const counts = topics.get(topicId) ?? { new: 0, learning: 0, review: 0 };
    counts[state === 'relearning' ? 'learning' : state]++;
    topics.set(topicId, counts);
  }
  return topics;
}

function entryOf({ cardId, noteId, topicId, state }: Candidate): SessionEntry {
  return { cardId, noteId, topicId, state };
}
