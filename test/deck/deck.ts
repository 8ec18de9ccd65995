import { readFileSync } from 'node:fs';
import { readDeck } from '../../server/deck/read.ts';
import type { Deck, Note, Problem } from '../../server/deck/types.ts';

export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/decks/${name}`, import.meta.url), 'utf8');
}

/** Reads a text that must be a deck. */
export function deckOf(text: string, path = 'eks/topic.md'): Deck {
  const deck = readDeck(path, text);
  if ('unreadable' in deck) throw new Error(`line ${deck.unreadable.line}: ${deck.unreadable.message}`);
  return deck;
}

/** Reads a text that must be unreadable. */
export function faultOf(text: string, path = 'eks/topic.md'): Problem {
  const deck = readDeck(path, text);
  if (!('unreadable' in deck)) throw new Error('The deck is readable.');
  return deck.unreadable;
}

/** The one note whose body is the given Markdown. */
export function noteWith(body: string, comment = 'id: x'): Note {
  const [note] = deckOf(`# T\n\n### Prompt\n<!-- ${comment} -->\n\n${body}\n`).notes;
  if (!note) throw new Error('There is no note.');
  return note;
}
