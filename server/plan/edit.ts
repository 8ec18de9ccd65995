// Writes a gap into a plan.
import { PlanError } from './error.ts';
import type { PlanFault } from './faults.ts';
import { type Candidate, candidatesFor } from './gap-places.ts';
import { type ReadPlan, readPlan } from './parse.ts';
import { sameSubject } from './spelling.ts';
import { insertLines, joinLines, rawLines } from './splice.ts';
import { itemKey } from './text.ts';
import type { Plan, Topic } from './types.ts';

export const MAX_GAP_LENGTH = 500;

const STRUCTURE = /^(?:#{1,6}(?:\s|$)|>|\||[-*+]\s|\d{1,9}[.)]\s|```|~~~|<|\[[ xX~/]\]\s|[-=_*\s]+$)/;

export interface GapAdded {
  readonly text: string;
  /** 1-based line of the gap. */
  readonly line: number;
  /** false if the topic already has an item with this key: then the text is unchanged. */
  readonly added: boolean;
}

/**
 * Writes a gap as a bullet under the topic's gap list, in the list's own style. Creates the list if it is missing,
 * and the topic's section if the plan has no heading for it. All other bytes stay. The result reads back as
 * exactly one more gap of that topic, and nothing else changes.
 * @throws PlanError if the gap is not a single line of text, or the plan has no place for it
 */
export function addGap(text: string, topic: Pick<Topic, 'title'>, gap: string): GapAdded {
  const wanted = refuseNoGap(gap);
  const before = readPlan(text);
  const found = findTopic(before.plan, topic.title);
  const key = itemKey(wanted);
  const present = found?.items.find((item) => item.key === key);
  if (present) return { text, line: present.line, added: false };
  const raw = rawLines(text);
  for (const candidate of candidatesFor(before, raw, found, topic.title, wanted)) {
    const written = joinLines(insertLines(raw, candidate.at, candidate.lines));
    if (isExactlyOneMore(before, readPlan(written), found, topic.title, key)) {
      return { text: written, line: lineOf(candidate), added: true };
    }
  }
  throw new PlanError(
    found?.line ?? 1,
    `The gap can't be written under "${topic.title}" so that it reads back as a gap of that topic.`,
    'Add a line "Gaps:" with a bullet below the topic\'s heading, and close any open code fence or comment.',
    { kind: 'no-place-for-gap', topic: topic.title },
  );
}

function lineOf({ at, lines }: Candidate): number {
  return at + lines.length - (lines[lines.length - 1] === '' ? 1 : 0);
}

/** The topic with this title or alias, otherwise with another spelling of it. */
function findTopic(plan: Plan, title: string): Topic | null {
  return (
    plan.topics.find((topic) => topic.title === title) ??
    plan.topics.find((topic) => topic.aliases.includes(title)) ??
    plan.topics.find((topic) => sameSubject(topic.title, title)) ??
    null
  );
}

function refuseNoGap(gap: string): string {
  const text = gap.trim();
  const refuse = (problem: string, fault: PlanFault) => {
    const remedy = 'Write the gap as one line of plain text.';
    return new PlanError(1, `The text of the gap ${problem}.`, remedy, fault);
  };
  if (text === '') throw refuse('is empty', { kind: 'gap-empty' });
  if (text.length > MAX_GAP_LENGTH) {
    const problem = `is ${text.length} characters long; the limit is ${MAX_GAP_LENGTH}`;
    throw refuse(problem, { kind: 'gap-too-long', length: text.length, most: MAX_GAP_LENGTH });
  }
  if (/[\p{Cc}\u2028\u2029]/u.test(text))
    throw refuse('has more than one line, or control characters', { kind: 'gap-not-one-line' });
  if (STRUCTURE.test(text)) {
    const problem = 'starts like a heading, list, quote, table, fence or tag of Markdown';
    throw refuse(problem, { kind: 'gap-structure' });
  }
  return text;
}

function isExactlyOneMore(
  before: ReadPlan,
  after: ReadPlan,
  topic: Topic | null,
  title: string,
  key: string,
): boolean {
  const changed = after.plan.topics.find((it) => (topic ? it.slug === topic.slug : it.title === title));
  const added = changed?.items.find((item) => item.key === key);
  if (!changed || added?.kind !== 'gap' || added.detail.length > 0) return false;
  // A topic whose status follows from its items alone is no longer all covered.
  const opened = topic?.status === 'deep-dive' && changed.status === 'in-progress';
  const status = opened ? topic.status : changed.status;
  const without = { ...changed, status, items: changed.items.filter((item) => item !== added) };
  const topics = topic
    ? after.plan.topics.map((it) => (it === changed ? without : it))
    : after.plan.topics.filter((it) => it !== changed);
  return withoutLines({ ...after.plan, topics }) === withoutLines(before.plan);
}

function withoutLines(plan: Plan): string {
  return JSON.stringify(plan, (name, value: unknown) => (name === 'line' ? undefined : value));
}
