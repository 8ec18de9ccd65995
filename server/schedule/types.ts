/** The types of scheduling. Instants are milliseconds since the epoch (`…Ms`); study days are whole numbers. */

import type { CardId, EventId, NoteId, TopicId } from './ids.ts';
export type Rating = 'again' | 'hard' | 'good' | 'easy';
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const satisfies readonly Rating[];

/** A review dated further ahead of our clock than this is placed at its receipt. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Days since 1970-01-01 of the learner's local date. `formatStudyDay` gives `2026-11-23`. */
export type StudyDay = number;

/** When a learner's study days start, and how much each weekday takes. */
export interface Calendar {
  /** IANA zone, such as `Europe/Helsinki`. */
  readonly zone: string;
  /** Minutes after local midnight at which a study day starts; default 240. */
  readonly rolloverMinutes: number;
  /** A weight for each weekday, Monday first: 1 takes a full share, 0 as little as possible. Absent: all alike. */
  readonly easyDays?: readonly number[];
}

export type CardState = 'new' | 'learning' | 'review' | 'relearning';

/** A card's memory for a learner: a fold over its reviews, never edited by hand. */
export type Memory =
  | { readonly state: 'new' }
  | {
      readonly state: 'learning' | 'review' | 'relearning';
      /** Index of the step that runs now; 0 in state `review`. */
      readonly step: number;
      /** Days until recall falls to 90%. */
      readonly stability: number;
      /** 1–10. */
      readonly difficulty: number;
      /** Number of reviews. */
      readonly reps: number;
      /** Times forgotten while in state `review`. */
      readonly lapses: number;
      readonly firstStudyDay: StudyDay;
      readonly lastStudyDay: StudyDay;
      readonly lastReviewedAtMs: number;
      /** Interval that fuzz alone gives the last review, in study days, whatever the load was; 0 for a step of minutes. */
      readonly intervalDays: number;
    };

export interface Due {
  readonly dueAtMs: number;
  readonly dueDay: StudyDay;
  /** Study days between the review and its due day; 0 means today. */
  readonly intervalDays: number;
}

/** The settings that decide memory and intervals. The plan's. */
export interface SchedulerSettings {
  /** The 21 FSRS-6 weights. */
  readonly weights: readonly number[];
  /** 0.70–0.97. */
  readonly desiredRetention: number;
  readonly learningStepsMs: readonly number[];
  readonly relearningStepsMs: readonly number[];
  readonly maximumIntervalDays: number;
  /** `false` turns fuzz off, for comparisons; anything else turns it on. */
  readonly fuzz?: boolean;
  /** `false` lets chance alone choose among the days that fuzz allows; anything else prefers the days with the lowest load. */
  readonly loadBalance?: boolean;
}

export const REVIEW_ORDERS = [
  'falling-recall',
  'rising-recall',
  'due-day',
  'relative-overdueness',
  'random',
] as const;
export type ReviewOrder = (typeof REVIEW_ORDERS)[number];

export const NEW_ORDERS = ['gaps-first', 'weakest-topic', 'file-order', 'random'] as const;
export type NewOrder = (typeof NEW_ORDERS)[number];

export const MIXES = ['spread', 'new-first', 'new-last'] as const;
/** Where new cards come among reviews. */
export type Mix = (typeof MIXES)[number];

/**
 * The settings that decide what a day's session holds, and in which order. A plan has them, and each of its topics has
 * the same ones or its own.
 */
export interface SessionSettings {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  /** Whether new cards take only what reviews leave of their limit. */
  readonly newCountsAgainstReviews: boolean;
  readonly learnAheadMs: number;
  readonly reviewOrder: ReviewOrder;
  readonly newOrder: NewOrder;
  readonly mix: Mix;
  /** Whether only one of a note's cards is asked on a study day. */
  readonly burySiblings: boolean;
}

/** What the fold needs of one grading. */
export interface Grading {
  readonly cardId: CardId;
  readonly rating: Rating;
  readonly reviewedAtMs: number;
  readonly studyDay: StudyDay;
}

/** What a grading does: the memory after it and the due time decided. */
export interface Outcome {
  readonly memory: Exclude<Memory, { state: 'new' }>;
  readonly due: Due;
}

interface EventBase {
  /** The client's UUID; unique for the learner. */
  readonly id: EventId;
  readonly cardId: CardId;
  /** Where the event is in the order (atMs, id): the time given, or that of receipt if it is too far ahead. */
  readonly atMs: number;
}

/** One act of a learner, as far as the fold of a card reads it. The log's rows carry more. */
export type CardEvent =
  | (EventBase & {
      readonly type: 'reviewed';
      readonly rating: Rating;
      readonly studyDay: StudyDay;
      readonly mode: 'review' | 'cram';
      /** The due time decided then. */
      readonly due: Due;
    })
  | (EventBase & { readonly type: 'undone'; readonly targetId: EventId })
  | (EventBase & { readonly type: 'suspended' | 'unsuspended' | 'unburied' | 'reset' })
  | (EventBase & { readonly type: 'buried'; readonly studyDay: StudyDay })
  | (EventBase & { readonly type: 'rescheduled'; readonly due: Due; readonly cause: string });

/**
 * What a card's reviews have shown of the recall predicted for it. A trial is a review on a later study day than
 * the one before it: an answer within the day says little about memory. Trials, passes and prediction weigh all
 * alike; surprise and information fade with age, by half in 180 days, and are as of the last review.
 */
export interface Trials {
  readonly count: number;
  /** Those not answered "again". */
  readonly passed: number;
  /** Σp of the recall, 0–1, predicted just before. */
  readonly predicted: number;
  /** Σω(y − p), where y is 1 for a pass and 0 else. */
  readonly surprise: number;
  /** Σωp(1 − p). */
  readonly information: number;
}

/** A card as its log has it. */
export interface CardHistory {
  readonly memory: Memory;
  /** Since its last reset, as the memory. */
  readonly trials: Trials;
  /** null while new. */
  readonly due: Due | null;
  /** The latest review that stands since the last reset, practice too; null where none does. */
  readonly lastReviewId: EventId | null;
  readonly suspended: boolean;
  /** The study day on which it is hidden, or null. */
  readonly buriedDay: StudyDay | null;
}

/** A card that a session may hold. */
export interface Candidate {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly topicId: TopicId;
  readonly state: CardState;
  /** 0 for cards of a gap, 1 for all others: gaps come first among new cards. */
  readonly gapRank: 0 | 1;
  /** Place along the roadmap, then in the file. */
  readonly position: number;
  /** A card of a gap that was added on this study day: introduced at once, whatever the limit. */
  readonly urgent: boolean;
  readonly dueAtMs: number | null;
  readonly dueDay: StudyDay | null;
  readonly lastReviewedAtMs: number | null;
  readonly stability: number | null;
}
