import type { CardId, NoteId } from '../schedule/ids.ts';
import type { DeckFault } from './faults.ts';

/** The parsed form of a deck file. Every `line` is 1-based and counts lines of the file as it stands on disk. */

export type CardKind = 'basic' | 'cloze' | 'reverse' | 'explain';
/** A note's kind: `reverse` notes are basic notes that yield two cards. */
export type NoteKind = 'basic' | 'cloze' | 'explain' | 'draft';

export interface Section {
  /** Text of the H2 as written. */
  readonly heading: string;
  /** The heading without a leading `Covered:` or `Gap:`. */
  readonly text: string;
  readonly advice: 'covered' | 'gap' | null;
  readonly line: number;
}

/** A rule that the author allows this note to break, with the reason. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string;
}

export interface CardSource {
  readonly id: CardId;
  readonly kind: CardKind;
  /** 1-based place among its siblings. */
  readonly ordinal: number;
  /** What a reviewer sees, as one string: its hash shows whether the wording changed. */
  readonly wording: string;
}

export interface Note {
  /** null until Tenax writes one. */
  readonly id: NoteId | null;
  /** Whether Tenax may give it an id: it has none, and no comment that is malformed or misplaced seems to name one. */
  readonly awaitsId: boolean;
  readonly kind: NoteKind;
  readonly reverse: boolean;
  /** Marked `draft`, or has an empty body. */
  readonly draft: boolean;
  readonly tags: readonly string[];
  readonly allow: readonly Allowance[];
  /** The H3's text, inline Markdown kept. */
  readonly prompt: string;
  /** Markdown of the body, LF, without the id comment, trimmed of blank lines at both ends. */
  readonly body: string;
  /** Line of the body's first line; meaningless if the body is empty. */
  readonly bodyLine: number;
  /** The H2 above it, or null. */
  readonly section: Section | null;
  /** Line of the H3. */
  readonly line: number;
  /** Last line of the note that is not blank. */
  readonly endLine: number;
  /** Empty for drafts and for notes without an id. */
  readonly cards: readonly CardSource[];
}

export interface Problem {
  /** `error`: cards or their history are lost, or an answer is shown; `warning`: it should be looked at. */
  readonly severity: 'error' | 'warning';
  /** Stable kebab-case name of the rule. */
  readonly rule: string;
  /** Path below `decks/`, with forward slashes. */
  readonly path: string;
  readonly line: number;
  /** What is wrong and what to do, in one or two sentences. */
  readonly message: string;
  /** The same as data, for errors: see `faults.ts` of the room that found it. */
  readonly fault?: { readonly kind: string };
}

/** What keeps a deck, or part of it, from being used as written. */
export interface DeckProblem extends Problem {
  readonly fault: DeckFault;
}

export interface Deck {
  readonly path: string;
  /** The H1's text: binds the deck to a topic of the plan. */
  readonly title: string;
  readonly titleLine: number;
  readonly lang: string | null;
  readonly sections: readonly Section[];
  readonly notes: readonly Note[];
  /** The file's link definitions as Markdown, to be appended when one note is rendered alone. */
  readonly linkDefinitions: string;
  readonly problems: readonly DeckProblem[];
}

/** A file that can't be read at all: its last good cards are kept. */
export interface UnreadableFile {
  readonly path: string;
  readonly unreadable: Problem;
}

/** A file whose content can't be read as a deck. */
export interface UnreadableDeck extends UnreadableFile {
  readonly unreadable: DeckProblem;
}

/** A new note as Tenax writes it. */
export interface NoteDraft {
  readonly id: NoteId;
  readonly prompt: string;
  /** Markdown; empty for a draft. */
  readonly body: string;
  readonly tags?: readonly string[];
  readonly reverse?: boolean;
  readonly draft?: boolean;
}

/** The two sides of a card as Markdown. Cloze marks are replaced by the private-use characters of `cloze.ts`. */
export interface CardSides {
  readonly prompt: string;
  readonly answer: string;
  /** Markdown of the points, `explain` cards only. */
  readonly points?: readonly string[];
}
