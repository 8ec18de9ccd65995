// Entry point: text of a plan file to Plan.
import { isSection, type Section } from './blocks.ts';
import { refuseUnreadable } from './decode.ts';
import { linesOf } from './lines.ts';
import { readOutline } from './outline.ts';
import { Reading, type Scope } from './reading.ts';
import { holdsTopics, readBody, readSection } from './sections.ts';
import { foldSpace, withoutEmoji, withoutEmphasis } from './text.ts';
import type { BucketPlace } from './topics.ts';
import type { Plan, Score } from './types.ts';
import { bucketOf, sectionKindOf } from './vocabulary.ts';

/**
 * Reads a plan. What is not understood comes back in `unread`; nothing is guessed.
 * @param text decoded Markdown, with LF or CRLF line ends, with or without byte-order mark
 * @throws PlanError where the text is empty or binary, or a marker of the retention block has no partner
 */
export function parsePlan(text: string): Plan {
  return readPlan(text).plan;
}

/** The plan, and where the buckets of each topic (by slug) stand. */
export interface ReadPlan {
  readonly plan: Plan;
  readonly buckets: readonly (Pick<BucketPlace, 'kind' | 'line'> & { readonly topic: string })[];
}

/** As `parsePlan`, with what is needed to edit the file. */
export function readPlan(text: string): ReadPlan {
  refuseUnreadable(text);
  const lines = linesOf(text);
  const { root, empty } = readOutline(lines);
  const reading = new Reading(lines, empty);
  const title = readRoot(reading, root);
  const plan: Plan = {
    title,
    topics: reading.book.topics(),
    roadmap: reading.roadmap.map(({ slug, ...entry }) => ({ ...entry, topic: slug() })),
    pace: reading.pace.toSorted((a, b) => a.line - b.line),
    milestones: reading.milestones,
    scores: scoresOf(reading),
    assessment: reading.assessment,
    exercises: reading.exercises,
    strategy: reading.strategy,
    bands: reading.bands,
    unread: reading.unread(),
  };
  const buckets = reading.buckets.map(({ mention, kind, line }) => ({
    topic: reading.book.slugOf(mention),
    kind,
    line,
  }));
  return { plan, buckets };
}

function scoresOf(reading: Reading): Score[] {
  return reading.scores.map(({ slug, ...score }) => ({
    ...score,
    topic: slug ? slug() : reading.book.resolve(score.title),
  }));
}

const TOP: Scope = {
  bucket: null,
  group: null,
  part: 0,
  listed: false,
  besideBare: false,
  amongTopics: false,
};

/** Reads the file below its title, the first heading of level 1. */
function readRoot(reading: Reading, root: Section): string {
  const first = root.content.find(isSection);
  const title = first?.level === 1 ? first : null;
  const opened = title !== null && !isPart(title, root) ? title : null;
  if (opened) reading.use(opened.line);
  const blocks = root.content.flatMap((block) => (block === opened ? opened.content : [block]));
  const loose = blocks.filter((block) => !isSection(block));
  readBody(reading, loose, TOP);
  const amongTopics = holdsTopics(blocks);
  for (const [at, section] of blocks.filter(isSection).entries()) {
    readSection(reading, section, { ...TOP, part: at + 1, amongTopics });
  }
  return title ? foldSpace(withoutEmoji(withoutEmphasis(title.title))) : '';
}

/** Whether the first heading opens a part or topic of the plan itself: one of several, or one with no others below it. */
function isPart(title: Section, root: Section): boolean {
  const alone = root.content.filter((block) => isSection(block) && block.level === 1).length === 1;
  const named = bucketOf(title.title) !== null || sectionKindOf(title.title) !== null;
  const hasLists = title.content.some((block) => !isSection(block) && block.kind === 'list');
  return alone ? named && !title.content.some(isSection) : named || hasLists;
}
