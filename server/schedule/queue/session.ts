import type { Candidate, CardState, SessionSettings, StudyDay } from '../types.ts';
import { intersperse } from './intersperse.ts';
import { limit } from './limit.ts';
import { nextDue } from './next-due.ts';
import { by, dueAt, endsToday, ordersOf } from './order.ts';
import type { Waiting } from './waiting.ts';

/** What a study day's orders are settled by. */
export interface Day {
  readonly settings: SessionSettings;
  /** Retention of the topics where it is measured; read where new cards come by the weakest topic. */
  readonly topicRetention: ReadonlyMap<string, number>;
  readonly studyDay: StudyDay;
  /** Start of the next study day. */
  readonly studyDayEndMs: number;
}

/** What is used up of a study day's limits. */
export interface Spent {
  /** New cards answered first on this study day, without urgent ones. */
  readonly introducedToday: number;
  /** Cards in state `review` answered on this study day. */
  readonly reviewedToday: number;
}

export interface SessionInput extends Day, Spent {
  /** What waits in the plan, in parts that share no note, each in the orders of this day. */
  readonly waiting: readonly Waiting[];
  readonly nowMs: number;
}

export interface SessionEntry {
  readonly cardId: string;
  readonly noteId: string;
  readonly topicId: string;
  readonly state: CardState;
}

/** `learning` counts every step that ends before the study day does, also those not to be asked yet. */
export interface SessionCounts {
  readonly new: number;
  readonly learning: number;
  readonly review: number;
}

export interface Session {
  /** What to ask now, in order. */
  readonly queue: readonly SessionEntry[];
  readonly counts: SessionCounts;
  /** Cards that would be asked today were there no limits. */
  readonly backlog: Omit<SessionCounts, 'learning'>;
  /** The counts of each topic that has any; they sum to `counts`. */
  readonly byTopic: ReadonlyMap<string, SessionCounts>;
  /** The next moment, after now, at which there is more to ask; null where none is known. */
  readonly nextDueAtMs: number | null;
}

/** A card on a step, which may be asked so much early. */
export interface Step {
  readonly card: Candidate;
  readonly learnAheadMs: number;
}

/** Cards of a study day by kind. */
export interface Kinds {
  readonly reviews: readonly Candidate[];
  readonly fresh: readonly Candidate[];
}

/**
 * What is left of a study day's session: learning cards that are due, then reviews and new cards as the plan wants
 * them ordered and mixed, then the learning cards that are nearly due. What waits was gathered, freed of siblings and
 * ordered before (`waitingIn`), so that this looks at hardly more cards than the limits let through.
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

function countTopics(cards: readonly Candidate[]): ReadonlyMap<string, SessionCounts> {
  const topics = new Map<string, { -readonly [kind in keyof SessionCounts]: number }>();
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
