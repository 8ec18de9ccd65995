// A note on its way: read as if it stood alone in a deck.
import { sidesOf } from '../deck/cards.ts';
import { readDeck } from '../deck/read.ts';
import type { CardKind, CardSides, DeckProblem, NoteKind } from '../deck/types.ts';

export interface NotePreview {
  readonly kind: NoteKind | 'unreadable';
  readonly cards: readonly { readonly kind: CardKind; readonly sides: CardSides }[];
  /** Lines count within the note. */
  readonly problems: readonly Pick<DeckProblem, 'line' | 'message' | 'fault'>[];
  /** The note's link definitions as Markdown. */
  readonly links: string;
}

const PREVIEW_ID = '<!-- id: preview -->';

/** The cards that a note's Markdown would make, and what is wrong with it. */
export function previewOf(markdown: string, path: string): NotePreview {
  const { text, lineOf } = deckAround(markdown);
  const deck = readDeck(path, text);
  if ('unreadable' in deck) {
    const { line, message, fault } = deck.unreadable;
    return { kind: 'unreadable', cards: [], problems: [{ line: lineOf(line), message, fault }], links: '' };
  }
  const [note] = deck.notes;
  return {
    kind: note?.kind ?? 'draft',
    cards: note?.cards.map(({ id, kind }) => ({ kind, sides: sidesOf(note, id) })) ?? [],
    problems: deck.problems.map(({ line, message, fault }) => ({ line: lineOf(line), message, fault })),
    links: deck.linkDefinitions,
  };
}

/** A deck with one note, which gets an id if it has none, since it would have no cards without one. */
function deckAround(markdown: string): { readonly text: string; readonly lineOf: (line: number) => number } {
  const hasId = /<!--[^>]*\bid\s*:/i.test(markdown);
  const [heading = '', ...rest] = markdown.split('\n');
  const note = hasId ? markdown : [heading, PREVIEW_ID, ...rest].join('\n');
  return {
    text: `# Preview\n\n${note}`,
    lineOf: (line) => Math.max(1, line - 2 - (hasId || line <= 3 ? 0 : 1)),
  };
}
