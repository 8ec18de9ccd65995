// Decides which files of a plan's folder are decks. Tenax writes into no other file.
import type { Deck, Problem } from '../deck/types.ts';
import { trigramSimilarity } from '../plan/reworded.ts';
import { sameSubject } from '../plan/spelling.ts';
import { normaliseText } from '../plan/text.ts';
import type { Plan, Topic } from '../plan/types.ts';
import type { FileFault } from './faults.ts';
import { nameOf, originalOf } from './names.ts';
import type { Parsed, Traces } from './parsed.ts';

/** A file of a plan's folder as it was read; `parsed` is null while it is being written and was never read. */
export interface FolderFile {
  readonly path: string;
  readonly isPlan: boolean;
  readonly parsed: Parsed | null;
}

export interface Kinds {
  /** The readable decks. */
  readonly decks: readonly Deck[];
  /** The files that are not decks, with what to say to their author. */
  readonly others: ReadonlyMap<string, Problem>;
}

const SIMILAR = 0.2;
/** The rules of a text that is not a deck because of its level-1 headings. */
const TITLE_RULES: readonly string[] = ['no-title', 'several-titles'];

/**
 * Which files of a plan's folder are decks: those that were one before, those with a note that has an id, those whose
 * level-1 heading names a topic of the plan, and those most of whose notes ask something, unless they are a copy of
 * plan.md. A text without just one such heading counts as a deck if it shows one of the first signs.
 *
 * @param wasDeck whether notes of the file were ever stored
 */
export function kindsOf(
  files: readonly FolderFile[],
  plan: Plan | null,
  wasDeck: (path: string) => boolean,
): Kinds {
  const topics = plan?.topics ?? [];
  const decks: Deck[] = [];
  const others = new Map<string, Problem>();
  for (const { path, isPlan, parsed } of files) {
    if (isPlan || parsed === null || parsed.kind === 'plan') continue;
    const isDeck = wasDeck(path) || hasSigns(path, parsed, plan);
    if (!isDeck)
      others.set(path, isCopyOfPlan(path, parsed, plan) ? planCopy(path) : noDeck(path, parsed, topics));
    else if (parsed.kind === 'deck') decks.push(parsed.deck);
  }
  return { decks, others };
}

/** The topic that a level-1 heading names: one with exactly this title or spelling, else one with the same subject. */
export function topicNamed(heading: string, topics: readonly Topic[]): Topic | undefined {
  const title = normaliseText(heading);
  return (
    topics.find((topic) => normaliseText(topic.title) === title) ??
    topics.find((topic) => topic.aliases.some((alias) => normaliseText(alias) === title)) ??
    topics.find((topic) => sameSubject(topic.title, heading))
  );
}

/** What is wrong with a plan as a whole: that nothing was read as a topic. */
export function planProblems(
  plan: Plan | null,
  files: readonly { path: string; isPlan: boolean }[],
): readonly Problem[] {
  const file = files.find(({ isPlan }) => isPlan);
  if (!plan || !file || plan.topics.length > 0) return [];
  const unread = plan.unread.length;
  const fault: FileFault = { kind: 'no-topics', unread };
  const lines =
    unread === 0 ? '' : `, and ${unread === 1 ? '1 line was' : `${unread} lines were`} not understood`;
  return [
    {
      severity: 'warning',
      rule: 'no-topics',
      path: file.path,
      line: plan.unread[0]?.line ?? 1,
      message: `No topic was found in the plan${lines}. Write a heading for each topic, with a list “Topics covered:” or “Gaps:” below it.`,
      fault,
    },
  ];
}

/** The topic with the title most like a heading; undefined if none is similar. */
export function nearestTopic<T extends { readonly title: string }>(
  heading: string,
  topics: readonly T[],
): T | undefined {
  const scored = topics.map((topic) => ({
    topic,
    score: trigramSimilarity(normaliseText(heading), normaliseText(topic.title)),
  }));
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best && best.score > SIMILAR ? best.topic : undefined;
}

type Readable = Extract<Parsed, { kind: 'deck' }>;
type Unreadable = Extract<Parsed, { kind: 'unreadable' }>;

function hasSigns(path: string, parsed: Readable | Unreadable, plan: Plan | null): boolean {
  return parsed.kind === 'deck'
    ? isDeckText(path, parsed, plan)
    : isBrokenDeck(path, parsed, plan?.topics ?? []);
}

function isDeckText(path: string, parsed: Readable, plan: Plan | null): boolean {
  const { deck } = parsed;
  const topics = plan?.topics ?? [];
  if (deck.notes.some(({ id }) => id !== null)) return true;
  if (isNamedAsPlan(path) || listsTopics(deck, topics)) return false;
  return (
    topicNamed(deck.title, topics) !== undefined ||
    (!COMMON.test(nameOf(path)) && !isCopyOfPlan(path, parsed, plan) && asks(deck))
  );
}

/** Files that people keep beside a plan, whatever they ask in them. */
const COMMON = /^(?:notes|todo|changelog|changes|journal|log|diary|inbox|index|faq|license|contributing)$/i;
const QUESTION = /[?？؟]\s*$|^explain\b/i;

/** Whether most of its notes ask something. */
function asks({ notes }: Deck): boolean {
  const asking = notes.filter(({ prompt, kind }) => kind === 'cloze' || QUESTION.test(prompt));
  return asking.length * 2 > notes.length;
}

function isBrokenDeck(path: string, { traces, problems }: Unreadable, topics: readonly Topic[]): boolean {
  if (traces === null || traces.hasId) return true;
  if (isNamedAsPlan(path)) return false;
  // Of anything else that can't be read nobody knows what it is.
  if (!problems.some(({ rule }) => TITLE_RULES.includes(rule))) return true;
  const name = nameOf(path).toLowerCase();
  return (
    topics.some(({ slug }) => slug === name) ||
    traces.titles.some((title) => topicNamed(title, topics) !== undefined)
  );
}

function isCopyOfPlan(path: string, parsed: Readable | Unreadable, plan: Plan | null): boolean {
  if (isNamedAsPlan(path)) return true;
  const titles = parsed.kind === 'deck' ? [parsed.deck.title] : titlesOf(parsed.traces);
  const isTitle = (title: string) => plan !== null && normaliseText(title) === normaliseText(plan.title);
  return titles.some(isTitle) || (parsed.kind === 'deck' && listsTopics(parsed.deck, plan?.topics ?? []));
}

function titlesOf(traces: Traces | null): readonly string[] {
  return traces?.titles ?? [];
}

function isNamedAsPlan(path: string): boolean {
  const name = nameOf(path);
  return (originalOf(name) ?? name).toLowerCase() === 'plan';
}

/** Whether its level-3 headings are topics rather than prompts. */
function listsTopics({ notes }: Deck, topics: readonly Topic[]): boolean {
  const named = notes.filter(({ prompt }) => topicNamed(prompt, topics) !== undefined);
  return named.length > 0 && named.length * 2 >= notes.length;
}

function planCopy(path: string): Problem {
  return {
    severity: 'warning',
    rule: 'plan-copy',
    path,
    line: 1,
    message:
      'The file is a copy of plan.md, so it is not a deck and nothing is read from it. Take over into plan.md what only this file has, then move it out of the folder.',
    fault: { kind: 'plan-copy' },
  };
}

function noDeck(path: string, parsed: Readable | Unreadable, topics: readonly Topic[]): Problem {
  const title = parsed.kind === 'deck' ? parsed.deck.title : (titlesOf(parsed.traces)[0] ?? '');
  const nearest = title === '' ? undefined : nearestTopic(title, topics);
  const fault: FileFault = { kind: 'not-a-deck', title };
  const why = title === '' ? 'it has no level-1 heading' : `the plan has no topic “${title}”`;
  const hasNoNote = parsed.kind === 'deck' && parsed.deck.notes.length === 0;
  const signs = hasNoNote
    ? 'and it has text but no note, that is no ### heading'
    : 'and none of its notes has an id';
  return {
    severity: 'warning',
    rule: 'not-a-deck',
    path,
    line: 1,
    message: `The file is not read as a deck: ${why}, ${signs}, so nothing of it is asked.${nearest ? ` The nearest topic is “${nearest.title}”.` : ''} If it is a deck, make its level-1 heading the name of a topic and put a ### heading above each answer; else move it out of the folder.`,
    fault,
  };
}
