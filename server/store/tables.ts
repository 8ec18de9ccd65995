/**
 * The tables as Kysely sees them. Milliseconds and study days are `bigint` in SQL and numbers here, figures
 * are `double precision`, flags 0 or 1, JSON is text. Tables of learners' data start with `learner_id`.
 */

import type { CardId, EventId, LearnerId, NoteId, PlanId, TopicId } from '../schedule/ids.ts';
export type Flag = 0 | 1;

// The library as its files were last read.

/** A file of the library as it was last read: unchanged size, time and inode mean that it need not be read again. */
export interface FileRow {
  /** Below `decks/`, forward slashes. */
  readonly path: string;
  readonly plan_id: PlanId;
  /** Size, times and inode (server/library/folder.ts). */
  readonly stamp: string;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  /** `Problem[]` as JSON. */
  readonly problems: string;
}

export interface PlanRow {
  readonly id: PlanId;
  readonly title: string;
  /** The parsed `Plan` as JSON. */
  readonly body: string;
  readonly live: Flag;
}

export interface TopicRow {
  /** `eks/pod-networking`. */
  readonly id: TopicId;
  readonly plan_id: PlanId;
  readonly title: string;
  readonly status: string;
  readonly complexity: number | null;
  /** Place along the plan's roadmap. */
  readonly position: number;
  /** Path of its deck below `decks/`, or null while it has none. */
  readonly deck_path: string | null;
  /** Slug of the topic in the parsed plan; null for a deck that the plan does not name. */
  readonly plan_slug: string | null;
  readonly live: Flag;
}

export interface ItemRow {
  readonly topic_id: TopicId;
  /** Normalised text, the identity within the topic. */
  readonly key: string;
  readonly kind: 'covered' | 'gap';
  readonly text: string;
  /** `string[]` as JSON. */
  readonly detail: string;
  readonly position: number;
  /** Keys of earlier wordings, `string[]` as JSON. */
  readonly aliases: string;
  readonly live: Flag;
}

export interface NoteRow {
  readonly id: NoteId;
  readonly topic_id: TopicId;
  readonly path: string;
  /** The `Note` (server/deck/types.ts) as JSON: what rendering and searching need. */
  readonly body: string;
  readonly prompt: string;
  readonly line: number;
  readonly section: string | null;
  readonly item_key: string | null;
  readonly draft: Flag;
  readonly lang: string | null;
  /** The file's link definitions as Markdown. */
  readonly links: string;
  readonly position: number;
  readonly live: Flag;
}

export interface CardRow {
  readonly id: CardId;
  /** By which the index over texts and tags calls it: unique, and never changed. */
  readonly number: number;
  readonly note_id: NoteId;
  readonly plan_id: PlanId;
  readonly topic_id: TopicId;
  readonly item_key: string | null;
  readonly kind: 'basic' | 'cloze' | 'reverse' | 'explain';
  /** 0 for cards of a gap, else 1. */
  readonly gap_rank: 0 | 1;
  /** Its place in the order of study: the topic's, then the note's, then its own within the note. */
  readonly position: number;
  readonly content_hash: string;
  /** 0: set aside, because the files don't hold it now. */
  readonly live: Flag;
}

/** A tag of a card's note, in small letters; kept by triggers, as is the index of texts beside it. */
export interface CardTagRow {
  readonly tag: string;
  /** That of the card. */
  readonly number: number;
}

// The log of each learner, and what it refers to.

/** A learner. To add to a log is to write this row too: that is what orders the log. */
export interface LearnerRow {
  readonly id: string;
  /** The arrival of the latest event; 0 where there is none. */
  readonly arrival: number;
}

export type EventType =
  | 'reviewed'
  | 'undone'
  | 'suspended'
  | 'unsuspended'
  | 'buried'
  | 'unburied'
  | 'reset'
  | 'rescheduled';

/** One act of a learner. Append-only. */
export interface EventRow {
  readonly learner_id: LearnerId;
  /** Place in the order in which the log took the learner's events: 1 for the first, then 2, 3 … without a gap. */
  readonly arrival: number;
  /**
   * The client's UUID; with the card's id behind a colon where an act is on many cards. `undo:<id>` of what was undone,
   * `resched:<id>` of what moved the due time.
   */
  readonly id: EventId;
  readonly type: EventType;
  /** null for an undo that came before its review. */
  readonly card_id: CardId | null;
  /** Place in the order (at_ms, id): as told, or the receipt of what was told too far ahead. */
  readonly at_ms: number;
  readonly received_at_ms: number;
  readonly zone: string;
  readonly rollover_minutes: number;
  readonly study_day: number;
  /** reviewed: what the client sent as `reviewedAt`, or null where it sent none. */
  readonly reviewed_at_ms: number | null;
  /** 1–4. */
  readonly rating: number | null;
  readonly duration_ms: number | null;
  readonly mode: 'review' | 'cram' | null;
  /** `boolean[]` as JSON. */
  readonly points: string | null;
  readonly expected_last_review_id: EventId | null;
  readonly content_hash: string | null;
  readonly weights_id: string | null;
  readonly predicted_recall: number | null;
  readonly due_at_ms: number | null;
  readonly due_day: number | null;
  readonly interval_days: number | null;
  /** rescheduled: why. */
  readonly cause: string | null;
  /** undone: the id of the event that was. */
  readonly target_id: EventId | null;
}

/** A row of the log that names its card. */
export type OfCard<Row> = Row & { readonly card_id: CardId };

/** Weights that a review was graded with, named after what they are. */
export interface WeightsRow {
  readonly id: string;
  /** `number[]` as JSON. */
  readonly body: string;
}

// What is computed from the log and kept for speed: it can be dropped and computed again.

/** The fold over a card's events. */
export interface MemoryRow {
  readonly learner_id: LearnerId;
  readonly card_id: CardId;
  readonly state: 'new' | 'learning' | 'review' | 'relearning';
  readonly step: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly reps: number;
  readonly lapses: number;
  readonly first_study_day: number | null;
  readonly last_study_day: number | null;
  readonly last_reviewed_at_ms: number | null;
  readonly last_review_id: EventId | null;
  readonly due_at_ms: number | null;
  readonly due_day: number | null;
  /** Interval of the due time in force. */
  readonly interval_days: number;
  /** Interval that fuzz alone gives the last review. */
  readonly memory_interval_days: number;
  readonly suspended: Flag;
  readonly buried_day: number | null;
  /** `Trials` (server/schedule/types.ts); null where the row was written before they were kept. */
  readonly trials: number | null;
  readonly trials_passed: number | null;
  readonly trials_predicted: number | null;
  readonly surprise: number | null;
  readonly information: number | null;
}

/** The log summed by study day, for statistics. Days without a review have no row. */
export interface DailyRollupRow {
  readonly learner_id: LearnerId;
  readonly study_day: number;
  /** `Figures` (server/stats/figures.ts) as JSON. */
  readonly figures: string;
  /** `Cells` (server/stats/figures.ts) as JSON. */
  readonly cells: string;
}

/** How much of the log the daily roll-ups hold; none while they are being rebuilt. */
export interface RollupMarkRow {
  readonly learner_id: LearnerId;
  /** The arrival of the last event that they count. */
  readonly arrival: number;
  /** Which edition of the figures they hold. */
  readonly edition: number;
}

/** A topic at the end of a study day on which it was reviewed, with the units that it had when it was asked for. */
export interface RetentionSnapshotRow {
  readonly learner_id: LearnerId;
  readonly topic_id: TopicId;
  readonly study_day: number;
  readonly reviews: number;
  readonly passed: number;
  readonly retention_percent: number | null;
  readonly low_percent: number | null;
  readonly high_percent: number | null;
}

/** How much of the log a topic's snapshots hold, and by which weights. */
export interface SnapshotMarkRow {
  readonly learner_id: LearnerId;
  readonly topic_id: TopicId;
  /** The arrival of the last event that they count. */
  readonly arrival: number;
  readonly weights_id: string;
}

// What was settled for a study day.

/** A learner's work as it stood when a study day started. Never changes: due times were decided by it. */
export interface WorkDayRow {
  readonly learner_id: LearnerId;
  readonly study_day: number;
  /** Cards due on the study day and each after it, `number[]` as JSON; what it leaves out is 0. */
  readonly cards: string;
  /** Cards that the day's sessions let through. */
  readonly to_place: number;
}

/** A value as it was when it was first asked for on a study day, which settled it. Only the latest days are kept. */
export interface DayValueRow {
  readonly learner_id: LearnerId;
  readonly study_day: number;
  readonly name: string;
  /** JSON. */
  readonly value: string;
}

/** A card that was added for a gap: on that study day it is introduced whatever the limit. */
export interface UrgentCardRow {
  readonly learner_id: LearnerId;
  readonly card_id: CardId;
  readonly study_day: number;
}

// What a learner set.

/** What a learner set for themselves, a plan or a topic; what it leaves out is as the next wider scope has it. */
export interface SettingsRow {
  readonly learner_id: LearnerId;
  readonly scope: 'learner' | 'plan' | 'topic';
  /** The plan's or topic's id; empty for the learner. */
  readonly scope_id: string;
  /** `LearnerOwn` or `PlanOwn` (server/settings/fields.ts) as JSON. */
  readonly body: string;
}

/** When other weights came into use for a plan or a topic. Append-only. */
export interface WeightsChangeRow {
  readonly learner_id: LearnerId;
  readonly scope: 'plan' | 'topic';
  readonly scope_id: string;
  /** 1 for the first. */
  readonly number: number;
  readonly at_ms: number;
  readonly cause: string;
  /** Those that came into use; null for those of the next wider scope. */
  readonly weights_id: string | null;
  /** What training said of them, on reviews that they were not trained on; null where they were set otherwise. */
  readonly log_loss: number | null;
  readonly rmse_bins: number | null;
  /** How many reviews they were trained on. */
  readonly reviews: number | null;
}

// The gaps of a learner.

/** What was read of a gap: the files and the settings are in no other log. Append-only. */
export interface GapReadingRow {
  readonly learner_id: LearnerId;
  /** The gap's own number: its wording and its topic's id may change. */
  readonly gap: number;
  /** 1 for the first reading. */
  readonly number: number;
  readonly at_ms: number;
  readonly topic_id: TopicId;
  /** That of the item. */
  readonly key: string;
  /** `covered`: its author says so; `gone`: no plan holds it. */
  readonly kind: 'gap' | 'covered' | 'gone';
  /** Ids of the cards under it, `string[]` as JSON. */
  readonly cards: string;
  /** The `SchedulerSettings` of its topic as JSON. */
  readonly scheduler: string;
}

/** A gap as last read, and the fold over its readings and its cards' events; can be dropped and rebuilt. */
export interface GapLifeRow extends Omit<GapReadingRow, 'number' | 'at_ms'> {
  readonly plan_id: PlanId;
  readonly read_at_ms: number;
  /** The latest of what was there to read or in its cards' log when it was last folded anew. */
  readonly folded_to_ms: number;
  /** `GapChange[]` (server/gap/life.ts) as JSON, oldest first. */
  readonly changes: string;
}

/** Which cards have ever stood under a gap. */
export interface GapCardRow {
  readonly learner_id: LearnerId;
  readonly card_id: CardId;
  readonly gap: number;
}

/** What a learner decided on a proposed gap. Append-only. */
export interface GapDecisionRow {
  readonly learner_id: LearnerId;
  /** That of the proposal. */
  readonly id: string;
  readonly topic_id: TopicId;
  /** The item whose cards failed. */
  readonly item_key: string;
  readonly at_ms: number;
  readonly decision: 'accepted' | 'dismissed';
  /** What the gap was called that it became. */
  readonly gap_text: string | null;
}

export interface Tables {
  files: FileRow;
  plans: PlanRow;
  topics: TopicRow;
  items: ItemRow;
  notes: NoteRow;
  cards: CardRow;
  card_tags: CardTagRow;

  learners: LearnerRow;
  events: EventRow;
  weights: WeightsRow;

  memories: MemoryRow;
  daily_rollups: DailyRollupRow;
  rollup_marks: RollupMarkRow;
  retention_snapshots: RetentionSnapshotRow;
  snapshot_marks: SnapshotMarkRow;

  work_days: WorkDayRow;
  day_values: DayValueRow;
  urgent_cards: UrgentCardRow;

  settings: SettingsRow;
  weights_changes: WeightsChangeRow;

  gap_readings: GapReadingRow;
  gap_lives: GapLifeRow;
  gap_cards: GapCardRow;
  gap_decisions: GapDecisionRow;
}
