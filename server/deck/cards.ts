// The cards of a note, and their two sides as Markdown.
import type { CardId, NoteId } from '../schedule/ids.ts';
import { showCloze, withoutClozeCharacters, withoutEscapes } from './cloze.ts';
import { cardIdOf } from './ids.ts';
import { type Content, readContent } from './kinds.ts';
import { asParagraph } from './paragraph.ts';
import type { CardKind, CardSides, CardSource, Note } from './types.ts';

type NoteText = Pick<Note, 'prompt' | 'body'>;

/** What of a note its cards' sides are made of. */
export type NoteWithCards = NoteText & {
  readonly id: NoteId | null;
  readonly cards: readonly Pick<CardSource, 'id'>[];
};

/** The cards of a note that has an id and is not a draft. */
export function cardsOf(
  note: NoteText & { readonly id: NoteId; readonly reverse: boolean },
  content: Content,
): readonly CardSource[] {
  const card = (id: CardId, kind: CardKind, ordinal: number): CardSource => ({
    id,
    kind,
    ordinal,
    wording: wordingOf(sides(note, content, cardPart(note.id, id))),
  });
  if (content.kind === 'cloze')
    return content.numbers.map((n, i) => card(cardIdOf(note.id, `c${n}`), 'cloze', i + 1));
  if (content.kind === 'explain') return [card(cardIdOf(note.id), 'explain', 1)];
  const basic = card(cardIdOf(note.id), 'basic', 1);
  return note.reverse ? [basic, card(cardIdOf(note.id, 'r'), 'reverse', 2)] : [basic];
}

/**
 * Both sides of one card of a note, as Markdown. The prompt side of an `explain` card holds the blocks before
 * its list, the answer side those after it; `points` are the tasks.
 * @throws RangeError where the note has no such card.
 */
export function sidesOf(note: NoteWithCards, cardId: CardId): CardSides {
  if (!note.cards.some((card) => card.id === cardId))
    throw new RangeError(`The note “${note.id ?? note.prompt}” has no card “${cardId}”.`);
  return sides(note, readContent(withoutClozeCharacters(note.body)), cardPart(note.id, cardId));
}

/**
 * Both sides of a card that its note no longer has, such as a blank whose marks were removed: the note as it is now,
 * with nothing hidden.
 */
export function sidesOfLost(note: NoteText): CardSides {
  const content = readContent(withoutClozeCharacters(note.body));
  return {
    prompt: asParagraph(clean(note.prompt)),
    answer: content.kind === 'cloze' ? showCloze(content.pieces, NO_BLANK, 'answer') : clean(note.body),
  };
}

/** Blanks are numbered from 1. */
const NO_BLANK = 0;

function sides(note: NoteText, content: Content, part: string): CardSides {
  const prompt = asParagraph(clean(note.prompt));
  if (content.kind === 'cloze') {
    const asked = Number(part.slice(1));
    return {
      prompt: join(prompt, showCloze(content.pieces, asked, 'prompt')),
      answer: showCloze(content.pieces, asked, 'answer'),
    };
  }
  if (content.kind === 'explain') {
    return {
      prompt: join(prompt, clean(content.before)),
      answer: clean(content.after),
      points: content.points.map(clean),
    };
  }
  const answer = clean(note.body);
  return part === 'r' ? { prompt: answer, answer: prompt } : { prompt, answer };
}

function clean(markdown: string): string {
  return withoutEscapes(withoutClozeCharacters(markdown));
}

/** The part of a card's id after the note's id: `c1`, `r` or nothing. */
function cardPart(noteId: NoteId | null, cardId: CardId): string {
  return cardId.slice((noteId ?? '').length + 1);
}

function join(prompt: string, rest: string): string {
  return rest === '' ? prompt : `${prompt}\n\n${rest}`;
}

function wordingOf({ prompt, answer, points = [] }: CardSides): string {
  return [prompt, ...points, answer].join('\n\n');
}
