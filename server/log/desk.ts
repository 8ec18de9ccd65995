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

/** Whose memory it is, and where their days turn. */
export interface Learner extends Calendar {
  readonly id: LearnerId;
  /** A weight for each weekday, Monday first: 1 takes work as any other, 0 as little as can be. */
  readonly easyDays: readonly number[];
}

/** A review that follows all that was known of its card. */
export interface FollowedReview extends Pick<Grading, 'cardId' | 'rating'> {
  readonly atMs: number;
  /** The card's memory until then. */
  readonly before: Memory;
}

/** What follows a card's log into the lives of gaps, within the transaction that changes the log. */
export interface GapFollower {
  followReview(tx: Kysely<Tables>, desk: ReviewDesk, review: FollowedReview): Promise<void>;
  /** Folds the gaps of a card again, after anything else has changed its log. */
  refollow(tx: Kysely<Tables>, desk: ReviewDesk, cardId: CardId): Promise<void>;
}

/** What the acts of one learner need. */
export interface ReviewDesk {
  readonly store: Store;
  /** The time, in milliseconds since the epoch. */
  readonly clock: () => number;
  readonly learner: Learner;
  /** What holds where no plan or topic has settings of its own. */
  readonly scheduler: SchedulerSettings;
  readonly sessionSettings: SessionSettings;
  /**
   * The settings of a topic, or of a plan: the same object until they change. null stands for the topic of a card
   * that no file has held yet.
   */
  schedulerOf(id: string | null): SchedulerSettings;
  /** Of a plan or a topic; the same object for both where they are equal, and until they change. */
  sessionSettingsOf(id: string): SessionSettings;
  /** Lapses at which a card of the topic is a leech. */
  leechThresholdOf(topicId: TopicId): number;
  readonly gaps: GapFollower;
  /** Today's retention of the topics where it is measured; none where no plan orders new cards by it. */
  topicRetention(): Promise<ReadonlyMap<string, number>>;
}

/** A card as it stands for the learner after an act. */
export interface CardNow extends CardHistory {
  readonly cardId: CardId;
}

export function studyDayAt(desk: Pick<ReviewDesk, 'learner'>, atMs: number): StudyDay {
  return studyDayOf(atMs, desk.learner);
}
