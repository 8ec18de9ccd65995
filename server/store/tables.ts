/**
 * The tables as Kysely sees them. Milliseconds and study days are `bigint` in SQL and numbers here, real numbers
 * are `double precision`, flags are 0 or 1, JSON is text. Tables of learners' data start with `learner_id`.
 */

import type { CardId, EventId, LearnerId, NoteId, PlanId, TopicId } from '../schedule/ids.ts';
export type Flag = 0 | 1;

// The library, as its files were last read.

/** A file of the library as it was last read. With the same size, times and inode it is not read again. */
export interface FileRow {
  /** Relative to `decks/`, with forward slashes. */
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
  /** Place in the order of the plan's roadmap. */
  readonly position: number;
  /** The path of its deck relative to `decks/`; null if it has none. */
  readonly deck_path: string | null;
  /** The slug of the topic in the parsed plan; null for a deck that the plan does not name. */
  readonly plan_slug: string | null;
  readonly live: Flag;
}

export interface ItemRow {
  readonly topic_id: TopicId;
  /** The normalised text, which identifies the item within its topic. */
  readonly key: string;
  readonly kind: 'covered' | 'gap';
  readonly text: string;
  /** `string[]` as JSON. */
  readonly detail: string;
  readonly position: number;
  /** The keys of earlier wordings, `string[]` as JSON. */
  readonly aliases: string;
  readonly live: Flag;
}

export interface NoteRow {
  readonly id: NoteId;
  readonly topic_id: TopicId;
  readonly path: string;
  /** The `Note` (server/deck/types.ts) as JSON, which rendering and searching need. */
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
  /** Identifies the card in the index over texts and tags. Unique, and never changes. */
  readonly number: number;
  readonly note_id: NoteId;
  readonly plan_id: PlanId;
  readonly topic_id: TopicId;
  readonly item_key: string | null;
  readonly kind: 'basic' | 'cloze' | 'reverse' | 'explain';
  /** 0 for cards of a gap, else 1. */
  readonly gap_rank: 0 | 1;
  /** Its place in the order of study: by topic, then by note, then within the note. */
  readonly position: number;
  readonly content_hash: string;
  /** 0 if it is set aside, because it is not in the files now. */
  readonly live: Flag;
}

/** A tag of a card's note in lower case. Triggers keep this table and the index of texts up to date. */
export interface CardTagRow {
  readonly tag: string;
  /** The number of the card. */
  readonly number: number;
}

// The log of each learner, and what it refers to.

/** A learner. Every addition to their log also writes this row, which orders the log. */
export interface LearnerRow {
  readonly id: string;
  /** The arrival of the latest event; 0 if there is none. */
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
  /** The number of the event in the order in which the log took the learner's events: 1, 2, 3 … without a gap. */
  readonly arrival: number;
  /**
   * The client's UUID; for an act on many cards with a colon and the card's id behind it. `undo:<id>` with the id of
   * what was undone, `resched:<id>` with the id of what moved the due time.
   */
  readonly id: EventId;
  readonly type: EventType;
  /** null for an undo that came before its review. */
  readonly card_id: CardId | null;
  /** Its place in the order (at_ms, id): the time that the client sent, or that of receipt if it was too far ahead. */
  readonly at_ms: number;
  readonly received_at_ms: number;
  readonly zone: string;
  readonly rollover_minutes: number;
  readonly study_day: number;
  /** reviewed: the `reviewedAt` that the client sent; null if it sent none. */
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
  /** rescheduled: the reason. */
  readonly cause: string | null;
  /** undone: the id of the event that was undone. */
  readonly target_id: EventId | null;
}

/** A row of the log that names a card. */
export type OfCard<Row> = Row & { readonly card_id: CardId };

/** Weights that a review was graded with. Their id is made from them. */
export interface WeightsRow {
  readonly id: string;
  /** `number[]` as JSON. */
  readonly body: string;
}

// What is computed from the log and kept for speed. It can be dropped and computed again.

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
  /** The interval of the current due time, in study days. */
  readonly interval_days: number;
  /** The interval that fuzz alone gives the last review, in study days. */
  readonly memory_interval_days: number;
  readonly suspended: Flag;
  readonly buried_day: number | null;
  /** `Trials` (server/schedule/types.ts); null if the row was written before they were kept. */
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

/** How much of the log the daily roll-ups include; no row while they are being rebuilt. */
export interface RollupMarkRow {
  readonly learner_id: LearnerId;
  /** The arrival of the last event that they include. */
  readonly arrival: number;
  /** The edition of their figures. */
  readonly edition: number;
}

/** A topic at the end of a study day on which it was reviewed, over its units when the snapshot was taken. */
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

/** How much of the log a topic's snapshots include, and by which weights. */
export interface SnapshotMarkRow {
  readonly learner_id: LearnerId;
  readonly topic_id: TopicId;
  /** The arrival of the last event that they include. */
  readonly arrival: number;
  readonly weights_id: string;
}

// Values settled for a study day.

/** A learner's load when a study day started. It never changes, because due times were decided by it. */
export interface WorkDayRow {
  readonly learner_id: LearnerId;
  readonly study_day: number;
  /** The number of cards due on the study day and each day after it, `number[]` as JSON; days beyond its end have 0. */
  readonly cards: string;
  /** How many cards the day's sessions let through. */
  readonly to_place: number;
}

/** A value that was settled when it was first asked for on a study day. Only the latest days are kept. */
export interface DayValueRow {
  readonly learner_id: LearnerId;
  readonly study_day: number;
  readonly name: string;
  /** JSON. */
  readonly value: string;
}

/** A card that was added for a gap and is introduced on that study day whatever the limit. */
export interface UrgentCardRow {
  readonly learner_id: LearnerId;
  readonly card_id: CardId;
  readonly study_day: number;
}

// The settings of a learner.

/** The settings of a learner for themselves, a plan or a topic. Missing ones come from the next wider scope. */
export interface SettingsRow {
  readonly learner_id: LearnerId;
  readonly scope: 'learner' | 'plan' | 'topic';
  /** The plan's or topic's id; empty for the learner. */
  readonly scope_id: string;
  /** `LearnerOwn` or `PlanOwn` (server/settings/fields.ts) as JSON. */
  readonly body: string;
}

/** A change of the weights of a plan or a topic. Append-only. */
export interface WeightsChangeRow {
  readonly learner_id: LearnerId;
  readonly scope: 'plan' | 'topic';
  readonly scope_id: string;
  /** 1 for the first. */
  readonly number: number;
  readonly at_ms: number;
  readonly cause: string;
  /** The weights that came into use; null for those of the next wider scope. */
  readonly weights_id: string | null;
  /** Scores of trained weights on reviews that they were not trained on; null if they were not trained. */
  readonly log_loss: number | null;
  readonly rmse_bins: number | null;
  /** How many reviews they were trained on. */
  readonly reviews: number | null;
}

// The gaps of a learner.

/** A gap as read from the files, with its settings, which no other log keeps. Append-only. */
export interface GapReadingRow {
  readonly learner_id: LearnerId;
  /** The gap's own number, since its wording and its topic's id may change. */
  readonly gap: number;
  /** 1 for the first reading. */
  readonly number: number;
  readonly at_ms: number;
  readonly topic_id: TopicId;
  /** The key of the item. */
  readonly key: string;
  /** `covered`: its author says so; `gone`: no plan has it. */
  readonly kind: 'gap' | 'covered' | 'gone';
  /** The ids of its cards, `string[]` as JSON. */
  readonly cards: string;
  /** The `SchedulerSettings` of its topic as JSON. */
  readonly scheduler: string;
}

/** A gap as last read, and the fold over its readings and its cards' events. It can be dropped and rebuilt. */
export interface GapLifeRow extends Omit<GapReadingRow, 'number' | 'at_ms'> {
  readonly plan_id: PlanId;
  readonly read_at_ms: number;
  /** The time of the latest reading or event of its cards when it was last folded. */
  readonly folded_to_ms: number;
  /** `GapChange[]` (server/gap/life.ts) as JSON, oldest first. */
  readonly changes: string;
}

/** A card that was ever under a gap. */
export interface GapCardRow {
  readonly learner_id: LearnerId;
  readonly card_id: CardId;
  readonly gap: number;
}

/** A learner's decision on a proposed gap. Append-only. */
export interface GapDecisionRow {
  readonly learner_id: LearnerId;
  /** The id of the proposal. */
  readonly id: string;
  readonly topic_id: TopicId;
  /** The key of the item whose cards lapsed. */
  readonly item_key: string;
  readonly at_ms: number;
  readonly decision: 'accepted' | 'dismissed';
  /** The text of the gap that was added for it; null if it was dismissed. */
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
