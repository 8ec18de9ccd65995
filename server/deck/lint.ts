// The check: everything wrong with a library's decks.
import type { PlanId } from '../schedule/ids.ts';
import { excuse } from './allow.ts';
import {
  decksOf,
  hasError,
  inNote,
  isSectionOf,
  type LibraryToCheck,
  readableDecks,
  type TopicToCheck,
} from './library-to-check.ts';
import { destinationsIn, resolveLink } from './links.ts';
import { styledNote } from './style/note.ts';
import { STYLE_RULES, styleProblems } from './style/rules.ts';
import type { Deck, Note, Problem } from './types.ts';

/** Warnings of the plain check that belong to a note. */
const NOTE_RULES = ['missing-id', 'draft', 'reverse-ignored'];

/**
 * Everything that `check` reports about a library, by path and line; with `style`, also warnings about style.
 * A note's `allow` drops warnings, never errors.
 */
export function lintLibrary(library: LibraryToCheck, { style = false } = {}): readonly Problem[] {
  const problems = style ? [...faultsOf(library), ...styleProblems(library)] : faultsOf(library);
  const rules = style
    ? { looked: [...NOTE_RULES, ...STYLE_RULES], others: [] }
    : { looked: NOTE_RULES, others: STYLE_RULES };
  return [...excuse(problems, readableDecks(library), rules)].sort((a, b) =>
    a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
  );
}

/** What keeps cards and items from being asked and measured. */
function faultsOf(library: LibraryToCheck): readonly Problem[] {
  const decks = readableDecks(library);
  return [
    ...library.decks.flatMap<Problem>((deck) => ('unreadable' in deck ? [deck.unreadable] : deck.problems)),
    ...(library.found ?? []),
    ...decks.flatMap((deck) =>
      deck.notes.flatMap((note) => [...unfinished(deck, note), ...links(deck, note, library)]),
    ),
    ...topicsOf(library).flatMap(({ planId, topic }) => {
      const own = decksOf(topic, decks);
      const isUnreadable = topic.deckPath !== null && own.length === 0;
      return [
        ...own.flatMap((deck) => strayHeadings(deck, topic, library)),
        ...(isUnreadable ? [] : uncardedItems(planId, topic, own, library)),
      ];
    }),
  ];
}

function topicsOf({ plans }: LibraryToCheck) {
  return plans.flatMap(({ planId, topics }) => topics.map((topic) => ({ planId, topic })));
}

/** Notes without cards yet, and flags without effect. */
function unfinished(deck: Deck, note: Note): Problem[] {
  const warn = (rule: string, message: string): Problem => ({
    severity: 'warning',
    rule,
    path: deck.path,
    line: note.line,
    message,
  });
  const problems: Problem[] = [];
  if (note.awaitsId && !hasError(deck, note))
    problems.push(
      warn(
        'missing-id',
        'The note has no id and is not scheduled. A running Tenax writes one; or put <!-- id: … --> under the heading.',
      ),
    );
  if (note.draft)
    problems.push(
      warn(
        'draft',
        'The note is a draft and waits for its answer. Write the answer and remove the flag draft.',
      ),
    );
  if (note.reverse && note.kind !== 'basic' && !note.draft)
    problems.push(
      warn('reverse-ignored', `The flag reverse has no effect on a note of kind ${note.kind}. Remove it.`),
    );
  return problems;
}

function links(deck: Deck, note: Note, { mediaExists }: LibraryToCheck): Problem[] {
  const isUnread = ({ rule, line }: Problem) =>
    (rule === 'card-too-large' || rule === 'takes-too-long') && inNote(note, line);
  if (deck.problems.some(isUnread)) return [];
  return [...new Set(destinationsOf(deck, note))].flatMap((destination) => {
    const target = resolveLink(deck.path, destination);
    if (target === 'elsewhere' || (target !== 'outside' && mediaExists(target.path))) return [];
    const [rule, message] =
      target === 'outside'
        ? [
            'link-outside',
            `The link “${destination}” leaves the folder decks/. Put the file below decks/ and link to it from here.`,
          ]
        : [
            'broken-link',
            `The link “${destination}” leads to decks/${target.path}, which is not there. Correct the link or add the file.`,
          ];
    return [{ severity: 'error', rule, path: deck.path, line: lineOf(note, destination), message } as const];
  });
}

function destinationsOf(
  { linkDefinitions }: Pick<Deck, 'linkDefinitions'>,
  { prompt, body }: Note,
): readonly string[] {
  const text = `${prompt}\n\n${body}`;
  return destinationsIn(text.includes('[') ? `${text}\n\n${linkDefinitions}` : text);
}

/**
 * Reads a note in every way in which the check reads it, without a result. A note for which this takes too long can't be
 * checked.
 */
export function rehearse(deck: Pick<Deck, 'path' | 'lang' | 'linkDefinitions'>, note: Note): void {
  destinationsOf(deck, note);
  styledNote(deck, note);
}

function lineOf(note: Note, text: string): number {
  const row = note.body.split('\n').findIndex((line) => line.includes(text));
  return row === -1 ? note.line : note.bodyLine + row;
}

function strayHeadings(deck: Deck, topic: TopicToCheck, library: LibraryToCheck): Problem[] {
  return deck.sections
    .filter(
      (section) =>
        section.advice !== null && !topic.items.some((item) => isSectionOf(section, item, library)),
    )
    .map((section) => {
      const nearest = nearestTo(library.normalise(section.text), topic.items, ({ key }) => key, library);
      return {
        severity: 'warning',
        rule: 'unknown-item',
        path: deck.path,
        line: section.line,
        message: `The plan's topic “${topic.title}” has no item “${section.text}”.${nearest ? ` The nearest is “${nearest.text}”.` : ''} Make the heading the item's text, or remove ${section.heading.split(':')[0]}:.`,
      } as const;
    });
}

function uncardedItems(
  planId: PlanId,
  topic: TopicToCheck,
  decks: readonly Deck[],
  library: LibraryToCheck,
): Problem[] {
  const carded = decks
    .flatMap(({ notes }) => notes)
    .filter((note) => note.cards.length > 0 || (note.id === null && !note.draft));
  return topic.items
    .filter((item) => !carded.some(({ section }) => section && isSectionOf(section, item, library)))
    .map((item) => ({
      severity: 'warning',
      rule: 'item-without-cards',
      path: `${planId}/plan.md`,
      line: item.line ?? 1,
      message: `The item “${item.text}” of “${topic.title}” has no card, so nothing measures it. Write a note under its heading in ${topic.deckPath ?? 'a deck of the topic'}.`,
    }));
}

/** The most similar candidate, if any is similar at all. */
function nearestTo<T>(
  key: string,
  candidates: readonly T[],
  keyOf: (candidate: T) => string,
  { similarity }: LibraryToCheck,
): T | null {
  let nearest: T | null = null;
  let best = 0.2;
  for (const candidate of candidates) {
    const score = similarity(key, keyOf(candidate));
    if (score > best) [nearest, best] = [candidate, score];
  }
  return nearest;
}
