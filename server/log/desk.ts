// A learner with what their acts need: store, clock and settings.
import type { Kysely } from 'kysely';
import type { CardId, LearnerId, TopicId } from '../schedule/ids.ts';
import { studyDayOf } from '../schedule/study-day.ts';
import type {
  Calendar,
  CardHistory,
  Grading,
  Memory,
  SchedulerSettings,
  SessionSettings,
  StudyDay,
} from '../schedule/types.ts';
import type { Store } from '../store/store.ts';
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
  followReview(tx: Kysely<Tables>, desk: ReviewDesk, review: FollowedReview): Promise<void>;
  /** Folds the gaps of a card again after any other change of its log. */
  refollow(tx: Kysely<Tables>, desk: ReviewDesk, cardId: CardId): Promise<void>;
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
