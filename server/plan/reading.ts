// State while a plan is being read.
import type { Bullet, Content, TextBlock } from './blocks.ts';
import { isSection } from './blocks.ts';
import { statedScale } from './figures.ts';
import { type Label, labelOf } from './labels.ts';
import { type BucketPlace, TopicBook } from './topics.ts';
import type { Fact, Milestone, RoadmapEntry, Score, ScoreBand, ScoreList, Unread } from './types.ts';
import type { Bucket } from './vocabulary.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What applies at the place in the plan that is being read. */
export interface Scope {
  /** The closest status phrase above. */
  readonly bucket: Bucket | null;
  /** The heading that groups topics. */
  readonly group: string | null;
  /** Counts the plan's top sections: see `Mention.part`. */
  readonly part: number;
  /** Every bullet here is a topic, whatever its marks say. */
  readonly listed: boolean;
  /** A sibling heading has nothing below it, so headings here name topics and not groups. */
  readonly besideBare: boolean;
  /** A sibling of the section is a topic for certain. */
  readonly amongTopics: boolean;
}

/** Reads content that belongs to another section than the one being read. */
export type Elsewhere = (reading: Reading, content: Content, scope: Scope) => void;

export type RoadmapDraft = Omit<RoadmapEntry, 'topic'> & { readonly slug: () => string };
export type ScoreDraft = Mutable<Omit<Score, 'topic' | 'journey' | 'lists'>> & {
  journey: Score['journey'][number][];
  lists: ScoreList[];
  /** The topic, if the score is in its section; otherwise the title says it. */
  slug: (() => string) | null;
};

/** A plan while it is being read: what was found, and which lines it came from. */
export class Reading {
  readonly book = new TopicBook();
  readonly roadmap: RoadmapDraft[] = [];
  readonly pace: Fact[] = [];
  readonly milestones: Milestone[] = [];
  readonly scores: ScoreDraft[] = [];
  readonly assessment: ScoreList[] = [];
  readonly exercises: { text: string; line: number }[] = [];
  readonly strategy: Fact[] = [];
  readonly bands: ScoreBand[] = [];
  readonly buckets: BucketPlace[] = [];
  /** The date of scores that do not state one. */
  scoreDate: string | null = null;
  /** The scale of the plan's bare scores, if a line states one. */
  readonly scale: number | null;
  readonly #lines: readonly string[];
  readonly #read: boolean[];
  readonly #rests: Unread[] = [];

  /** `empty` marks the lines that hold nothing to read. */
  constructor(lines: readonly string[], empty: readonly boolean[]) {
    this.#lines = lines;
    this.scale = statedScale(lines);
    this.#read = [...empty];
  }

  /** Marks lines (1-based, both ends inclusive) as understood. */
  use(line: number, endLine = line): void {
    for (let at = line; at <= endLine; at++) this.#read[at - 1] = true;
  }

  useBullet(bullet: Bullet): void {
    this.use(bullet.line, bullet.endLine);
  }

  /** Keeps the part of an understood line that was not understood. */
  leave(line: number, text: string): void {
    if (text.trim() !== '') this.#rests.push({ line, text: text.trim() });
  }

  /** Everything that was not understood, by line. */
  unread(): Unread[] {
    const lines = this.#lines.flatMap((text, at) =>
      this.#read[at] ? [] : { line: at + 1, text: text.trim() },
    );
    return [...lines, ...this.#rests].sort((a, b) => a.line - b.line);
  }
}

/** A label and what stands below it, up to the next label or section. */
export interface Run {
  readonly label: Label | null;
  readonly line: number;
  readonly body: Content[];
}

/** Divides content into runs; each section is one. `starts` says which label lines start one. */
export function runsOf(content: readonly Content[], starts: (label: Label, text: string) => boolean): Run[] {
  const runs: Run[] = [{ label: null, line: 0, body: [] }];
  for (const block of content) {
    const label = startingLabel(block, starts);
    if (label && !isSection(block) && block.kind === 'text') runs.push({ label, line: block.line, body: [] });
    else runs[runs.length - 1]?.body.push(block);
    if (isSection(block)) runs.push({ label: null, line: 0, body: [] });
  }
  return runs.filter((run) => run.label !== null || run.body.length > 0);
}

function startingLabel(block: Content, starts: (label: Label, text: string) => boolean): Label | null {
  if (isSection(block) || block.kind !== 'text') return null;
  const label = labelOf(block.text) ?? { label: block.text, value: '', bold: false };
  return starts(label, block.text) ? label : null;
}

/** All bullets of a list and the nested ones, in order. */
export function flatBullets(bullets: readonly Bullet[]): Bullet[] {
  return bullets.flatMap((bullet) => [bullet, ...flatBullets(bullet.children)]);
}

/** A bullet's text, then its nested bullets and notes as lines. */
export function detailOf(bullet: Bullet): { text: string; line: number; endLine: number }[] {
  const notes = bullet.notes.map((note: TextBlock) => ({
    text: note.text.trim(),
    line: note.line,
    endLine: note.line,
  }));
  const nested = flatBullets(bullet.children).flatMap((child) => [
    { text: child.text, line: child.line, endLine: child.endLine },
    ...child.notes.map((note) => ({ text: note.text.trim(), line: note.line, endLine: note.line })),
  ]);
  return [...notes, ...nested].sort((a, b) => a.line - b.line);
}
