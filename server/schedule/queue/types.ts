// What the steps of building a session pass on.
import type { CardId, NoteId, TopicId } from '../ids.ts';
import type { Candidate, CardState, SessionSettings, StudyDay } from '../types.ts';

/** What the orders of a study day depend on. */
export interface Day {
  readonly settings: SessionSettings;
  /** Retention of the measured topics; used if new cards come weakest topic first. */
  readonly topicRetention: ReadonlyMap<string, number>;
  readonly studyDay: StudyDay;
  /** Start of the next study day. */
  readonly studyDayEndMs: number;
}

/** How much of a study day's limits is used up. */
export interface Spent {
  /** New cards answered first on this study day, without urgent ones. */
  readonly introducedToday: number;
  /** Cards in state `review` answered on this study day. */
  readonly reviewedToday: number;
}

/** Below 0 where the first is asked before the second. */
export type Order<Card = Candidate> = (a: Card, b: Card) => number;

/** A figure of a card: those with the smallest come first. */
export type Figure<Card = Candidate> = (card: Card) => number;

/**
 * The orders of a study day, fixed while it lasts. Each also decides which cards a limit lets through and
 * which sibling is asked.
 */
export interface Orders {
  readonly reviews: Order;
  readonly fresh: Order;
}

/** Cards of a study day by kind. */
export interface Kinds {
  readonly reviews: readonly Candidate[];
  readonly fresh: readonly Candidate[];
}

/**
 * What waits on a study day in some cards of a plan, a topic's for instance: its reviews and new cards each in their
 * order, without siblings, as many as its limits allow. It does not depend on the time of day, so it holds until one of
 * the cards changes.
 */
export interface Waiting extends Kinds {
  /** Cards on a step, also on one that ends after the study day. */
  readonly steps: readonly Candidate[];
  /** How much early a step of these cards may be asked, in milliseconds. */
  readonly learnAheadMs: number;
  /** What would be asked today without limits. */
  readonly unlimited: Omit<SessionCounts, 'learning'>;
  /** All cards including siblings, except those that a limit of 0 holds back for good. */
  readonly found: Omit<SessionCounts, 'learning'>;
  /** New cards that no limit holds back. */
  readonly urgent: number;
  /** When the first review of a later study day falls due; infinity without one. */
  readonly laterAtMs: number;
}

/** A card on a step, and how much early it may be asked. */
export interface Step {
  readonly card: Candidate;
  readonly learnAheadMs: number;
}

export interface SessionInput extends Day, Spent {
  /** What waits in the plan, in parts that share no note, each in the orders of this day. */
  readonly waiting: readonly Waiting[];
  readonly nowMs: number;
}

export interface SessionEntry {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly topicId: TopicId;
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
  /** Cards that would be asked today without limits. */
  readonly backlog: Omit<SessionCounts, 'learning'>;
  /** The counts of each topic that has any; they sum to `counts`. */
  readonly byTopic: ReadonlyMap<TopicId, SessionCounts>;
  /** The next moment, after now, at which there is more to ask; null if none is known. */
  readonly nextDueAtMs: number | null;
}
