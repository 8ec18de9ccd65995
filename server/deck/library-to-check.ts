// What the check needs to know about a library of plans and decks.

import type { Item } from '../plan/types.ts';
import type { PlanId } from '../schedule/ids.ts';
import type { Deck, Note, Problem, Section, UnreadableFile } from './types.ts';

/** A topic as `check` needs it. */
export interface TopicToCheck {
  readonly title: string;
  /** Path of its deck below `decks/`, or null where it has none. */
  readonly deckPath: string | null;
  /** The paths of more decks with the same level-1 heading. */
  readonly otherDecks?: readonly string[];
  readonly items: readonly (Pick<Item, 'key' | 'text' | 'kind'> & {
    /** Line in the plan file; 1 if left out. */
    readonly line?: number;
    /** Keys of the item's former wordings. */
    readonly aliases?: readonly string[];
  })[];
}

export interface LibraryToCheck {
  readonly decks: readonly (Deck | UnreadableFile)[];
  readonly plans: readonly { readonly planId: PlanId; readonly topics: readonly TopicToCheck[] }[];
  /** What was found when the files were sorted and bound: on plans, copies, ids used twice, unknown topics. */
  readonly found?: readonly Problem[];
  /** Whether there is a file at this path below `decks/`. */
  readonly mediaExists: (path: string) => boolean;
  /** Returns an item's key for its text. */
  readonly normalise: (text: string) => string;
  /** 0–1: how similar two keys are. */
  readonly similarity: (a: string, b: string) => number;
}

/** The readable decks of a topic. */
export function decksOf(
  { deckPath, otherDecks = [] }: TopicToCheck,
  decks: readonly Deck[],
): readonly Deck[] {
  return decks.filter(({ path }) => path === deckPath || otherDecks.includes(path));
}

export function readableDecks({ decks }: LibraryToCheck): readonly Deck[] {
  return decks.filter((deck): deck is Deck => !('unreadable' in deck));
}

/** Whether a heading names the item, by its text or a former wording of it. */
export function isSectionOf(
  section: Section,
  item: TopicToCheck['items'][number],
  { normalise }: Pick<LibraryToCheck, 'normalise'>,
): boolean {
  const key = normalise(section.text);
  return item.key === key || item.aliases?.includes(key) === true;
}

export function inNote(note: Note, line: number): boolean {
  return note.line <= line && line <= note.endLine;
}

/** Whether `check` finds an error in the note: then it has no card yet, and other warnings can wait. */
export function hasError(deck: Deck, note: Note): boolean {
  return deck.problems.some(({ severity, line }) => severity === 'error' && inNote(note, line));
}
