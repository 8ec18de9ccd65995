import type { Candidate, CardState, SessionSettings, StudyDay } from '../types.ts';
import { burySiblings } from './bury-siblings.ts';
import { gather } from './gather.ts';
import { intersperse } from './intersperse.ts';
import { limit } from './limit.ts';
import { nextDue } from './next-due.ts';
import { order, ordersOf } from './order.ts';

export interface SessionInput {
  /** Cards that may be asked: neither suspended, nor buried today, nor set aside. */
  readonly candidates: readonly Candidate[];
  /** Notes of which a card was answered on this study day. */
  readonly answeredNotesToday: ReadonlySet<string>;
  /** New cards answered first on this study day, without urgent ones: what is used up of the limit. */
  readonly introducedToday: number;
  /** Cards in state `review` answered on this study day: what is used up of the limit. */
  readonly reviewedToday: number;
  readonly settings: SessionSettings;
  /** Retention of the topics where it is measured; read where new cards come by the weakest topic. */
  readonly topicRetention: ReadonlyMap<string, number>;
  readonly nowMs: number;
  readonly studyDay: StudyDay;
  /** Start of the next study day. */
  readonly studyDayEndMs: number;
}

export interface SessionEntry {
  readonly cardId: string;
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

/** Cards of a study day by kind. */
export interface Kinds {
  readonly reviews: readonly Candidate[];
  readonly fresh: readonly Candidate[];
}

/**
 * What is left of a study day's session: learning cards that are due, then reviews and new cards as the plan wants
 * them ordered and mixed, then the learning cards that are nearly due.
 */
export function buildSession(input: SessionInput): Session {
  const orders = ordersOf(input);
  const today = gather(input);
  const alone = burySiblings(today, orders, input);
  const chosen = limit(alone, orders, input);
  const { learning } = today;
  const { reviews, fresh } = chosen;
  return {
    queue: intersperse(learning, order(chosen, orders), input).map(entryOf),
    counts: { new: fresh.length, learning: learning.length, review: reviews.length },
    backlog: { new: alone.fresh.length - fresh.length, review: alone.reviews.length - reviews.length },
    byTopic: countTopics([...learning, ...reviews, ...fresh]),
    nextDueAtMs: nextDue(today, chosen, input),
  };
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

function entryOf({ cardId, topicId, state }: Candidate): SessionEntry {
  return { cardId, topicId, state };
}
