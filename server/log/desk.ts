// A learner with what their acts need: store, clock and settings.
import type { Kysely } from 'kysely';
import type { CardId, LearnerId, TopicId } from '../schedule/ids.ts';
import { studyDayOf } from '../schedule/study-day.ts';
import type {
  Calendar,
  CardEvent,
  CardHistory,
  Grading,
  Memory,
  SchedulerSettings,
  SessionSettings,
  StudyDay,
} from '../schedule/types.ts';
import type { Pause, Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** The learner whose memory it is, with the time zone and start of their study days. */
export interface Learner extends Calendar {
  readonly id: LearnerId;
  /** A weight, 0–1, for each weekday from Monday: 1 for a usual share of due cards, 0 for as few as possible. */
  readonly easyDays: readonly number[];
}

/** A review that comes after all other events of its card. */
export interface FollowedReview extends Pick<Grading, 'cardId' | 'rating'> {
  readonly atMs: number;
  /** The card's memory before the review. */
  readonly before: Memory;
}

/** Updates the lives of gaps within the transaction that changes a card's log. */
export interface GapFollower {
  followReview(tx: Kysely<Tables>, desk: ReviewDesk, review: FollowedReview, pause: Pause): Promise<void>;
  /** Folds the gaps of cards again after any other change of their logs. */
  refollow(tx: Kysely<Tables>, desk: ReviewDesk, cardIds: Iterable<CardId>, pause: Pause): Promise<void>;
  /** Folds the gaps of cards as they will be once these events are in the cards' logs. Others are served meanwhile. */
  rehearse(desk: ReviewDesk, added: ReadonlyMap<CardId, readonly CardEvent[]>): Promise<RehearsedGaps>;
}

/** The lives of gaps before the transaction that makes them so. */
export interface RehearsedGaps {
  /**
   * Stores them, after the events were added. @param others the cards whose log got other events than rehearsed: their
   * gaps are folded again.
   */
  keep(tx: Kysely<Tables>, others: ReadonlySet<CardId>, pause: Pause): Promise<void>;
}

/** All that the acts of one learner need. */
export interface ReviewDesk {
  readonly store: Store;
  /** Returns the current time in milliseconds since the epoch. */
  readonly clock: () => number;
  readonly learner: Learner;
  /** The learner's settings, used where a plan or topic has none of its own. */
  readonly scheduler: SchedulerSettings;
  readonly sessionSettings: SessionSettings;
  /**
   * The settings of a topic or a plan: the same object until they change. Pass null for the topic of a card that was
   * never in a file.
   */
  schedulerOf(id: string | null): SchedulerSettings;
  /** The settings of a topic or a plan: the same object until they change, and for both if they are equal. */
  sessionSettingsOf(id: string): SessionSettings;
  /** The number of lapses at which a card of the topic is a leech. */
  leechThresholdOf(topicId: TopicId): number;
  readonly gaps: GapFollower;
  /** Today's retention, 0–100, of the measured topics, by id. Empty if no plan orders new cards by it. */
  topicRetention(): Promise<ReadonlyMap<string, number>>;
}

/** A card's state for the learner after an act. */
export interface CardNow extends CardHistory {
  readonly cardId: CardId;
}

/** Returns the learner's study day at a time in milliseconds since the epoch. */
export function studyDayAt(desk: Pick<ReviewDesk, 'learner'>, atMs: number): StudyDay {
  return studyDayOf(atMs, desk.learner);
}
