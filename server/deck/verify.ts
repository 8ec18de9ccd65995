// Checks an edit by reading the result.
import type { DeckFault } from './faults.ts';
import { readDeck } from './read.ts';
import type { Deck, DeckProblem, Note } from './types.ts';

export interface Place {
  readonly of: 'note' | 'deck';
  readonly line: number;
}

/** An edit that a deck file cannot take; the message says what is wrong and what to do. */
export class DeckEditError extends Error {
  override readonly name = 'DeckEditError';
  /** The same as data. */
  readonly fault: DeckFault;
  /** Where it is, in the text of the note or of the deck; null if it is not a single line. */
  readonly place: Place | null;

  constructor(message: string, fault: DeckFault, place: Place | null = null) {
    super(message);
    this.fault = fault;
    this.place = place;
  }
}

/** Reads a deck that is about to be edited. @throws DeckEditError where it is unreadable. */
export function readForEdit(text: string): Deck {
  const deck = readDeck('', text);
  if (!('unreadable' in deck)) return deck;
  const { line, message, fault } = deck.unreadable;
  throw new DeckEditError(`The deck cannot be edited: line ${line}: ${message}`, fault, { of: 'deck', line });
}

/**
 * Reads Markdown that must be exactly one note, heading first.
 * @throws DeckEditError with the line, counted within the Markdown, and the remedy.
 */
export function readOneNote(markdown: string): Note {
  const above = '# Deck\n\n';
  const deck = readDeck('', `${above}${markdown}\n`);
  const lineIn = (line: number) => Math.max(1, line - 2);
  if ('unreadable' in deck) {
    if (deck.unreadable.rule === 'several-titles') throw extraHeading(lineIn(deck.unreadable.line));
    throw inNote(deck.unreadable, lineIn(deck.unreadable.line));
  }
  const note = deck.notes[0];
  if (note?.line !== 3)
    throw new DeckEditError(
      'A note begins with its prompt as a heading of level 3: ### and the text, on one line.',
      { kind: 'no-note' },
    );
  const extra = deck.sections[0] ?? deck.notes[1];
  if (extra) throw extraHeading(lineIn(extra.line));
  const error = deck.problems.find((problem) => problem.severity === 'error');
  if (error) throw inNote(error, lineIn(error.line));
  return note;
}

/**
 * The edited text, after checking that every note except those in `changed` reads as before.
 * @throws DeckEditError otherwise, with the deck's own reason where it became unreadable.
 */
export function keepingOthers(before: Deck, text: string, changed: ReadonlySet<string>): string {
  if (othersIn(before, changed) === othersIn(readForEdit(text), changed)) return text;
  throw new DeckEditError(
    'The change would alter other notes of the deck. Put an empty line before every heading and close every HTML block, then try again.',
    { kind: 'alters-others' },
  );
}

/** Link definitions are left out: they serve the whole file, whichever note they are in. */
function othersIn(deck: Deck, changed: ReadonlySet<string>): string {
  const definitions = new Set(deck.linkDefinitions.split('\n'));
  const contentOf = ({ body }: Note) =>
    body
      .split('\n')
      .filter((line) => !definitions.has(line.trim()))
      .join('\n')
      .trimEnd();
  const others = deck.notes.filter((note) => note.id === null || !changed.has(note.id));
  return JSON.stringify(others.map((note) => [note.id, note.prompt, contentOf(note)]));
}

/** A note that is not in the deck, or no longer. */
export function noNote(id: string): DeckEditError {
  return new DeckEditError(`The deck has no note “${id}”. It may have been moved or removed meanwhile.`, {
    kind: 'note-gone',
    id,
  });
}

function extraHeading(line: number): DeckEditError {
  return new DeckEditError(
    `Line ${line} of the note is a heading of level 1–3, which would end the note. Use #### for a heading in the answer, or put code with # comments between lines of \`\`\`.`,
    { kind: 'extra-heading' },
    { of: 'note', line },
  );
}

function inNote({ message, fault }: DeckProblem, line: number): DeckEditError {
  return new DeckEditError(`Line ${line} of the note: ${message}`, fault, { of: 'note', line });
}
