/** The parsed form of a plan file. Every `line` is 1-based and counts lines of the file as it stands on disk. */

export type TopicStatus = 'deep-dive' | 'surface' | 'in-progress' | 'not-started';
export type ItemKind = 'covered' | 'gap';

/** One bullet of a topic's lists. */
export interface Item {
  /** Normalised text; identifies the item within its topic, whatever its kind. */
  readonly key: string;
  readonly kind: ItemKind;
  /** The bullet's text, without the bullet, checkbox or mark; inline Markdown kept. */
  readonly text: string;
  /** Nested bullets, in order. */
  readonly detail: readonly string[];
  readonly line: number;
}

export interface Topic {
  /** ASCII slug of the title; the topic's id unless a deck file says otherwise. */
  readonly slug: string;
  readonly title: string;
  /** Other spellings of the same subject that the plan uses, in order of appearance. */
  readonly aliases: readonly string[];
  readonly status: TopicStatus;
  /** 1–10, or null where the plan states none. */
  readonly complexity: number | null;
  /** The heading that groups the topic (a roadmap phase, "Security"), or null. */
  readonly group: string | null;
  readonly items: readonly Item[];
  readonly line: number;
}

/** One numbered line of a roadmap. */
export interface RoadmapEntry {
  readonly number: number;
  readonly title: string;
  /** Slug of the topic that the line stands for. */
  readonly topic: string;
  readonly complexity: number | null;
  readonly minutes: { readonly from: number; readonly to: number } | null;
  /** The heading above it, without emoji, counts and days ("Autoscaling"). */
  readonly phase: string | null;
  /** The day as the plan says it ("2", "7-8"), or null. */
  readonly day: string | null;
  readonly done: boolean;
  readonly optional: boolean;
  /** What else stands on the line ("Hardest topic"), or null. */
  readonly remark: string | null;
  readonly line: number;
}

export interface Milestone {
  readonly title: string;
  readonly day: string | null;
  readonly done: boolean;
  readonly points: readonly string[];
  readonly line: number;
}

/** A labelled statement, such as `Target: 2 topics per day`. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly line: number;
}

/** A first attempt and where it ended, both as the plan states them. */
export interface JourneyStep {
  readonly label: string;
  /** Percent of the first attempt, the lower end where a range is given; null where not stated. */
  readonly firstPercent: number | null;
  readonly finalPercent: number | null;
  readonly remark: string | null;
  readonly line: number;
}

export type ScoreListKind =
  | 'nailed'
  | 'needed-work'
  | 'corrections'
  | 'insights'
  | 'quotes'
  | 'action-items'
  | 'result'
  | 'other';

export interface ScoreList {
  readonly kind: ScoreListKind;
  /** The label as the plan writes it. */
  readonly label: string;
  readonly entries: readonly { readonly text: string; readonly line: number }[];
}

/** One retention score that the plan's author gave. It never enters our own figures. */
export interface Score {
  readonly title: string;
  /** Slug of the topic it belongs to ("Control Plane Architecture" → the topic that covers it), or null. */
  readonly topic: string | null;
  /** ISO date (YYYY-MM-DD), or null. A date applies until a score states its own. */
  readonly date: string | null;
  readonly band: string | null;
  readonly percent: number;
  readonly journey: readonly JourneyStep[];
  readonly lists: readonly ScoreList[];
  readonly line: number;
}

/** A band of the plan's own scoring system, percent inclusive at both ends. */
export interface ScoreBand {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly meaning: string;
  readonly line: number;
}

export interface Unread {
  readonly line: number;
  readonly text: string;
}

export interface Plan {
  readonly title: string;
  readonly topics: readonly Topic[];
  readonly roadmap: readonly RoadmapEntry[];
  readonly pace: readonly Fact[];
  readonly milestones: readonly Milestone[];
  readonly scores: readonly Score[];
  readonly assessment: readonly ScoreList[];
  readonly exercises: readonly { readonly text: string; readonly line: number }[];
  readonly strategy: readonly Fact[];
  /** Empty if the plan states none: then the product's own bands apply. */
  readonly bands: readonly ScoreBand[];
  /** What was not understood, kept with its line. */
  readonly unread: readonly Unread[];
}
