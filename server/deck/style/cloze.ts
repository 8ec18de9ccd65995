// Style rule about blanks.
import { countLineEnds } from '../blocks.ts';
import { showCloze } from '../cloze.ts';
import type { Mark, Piece } from '../marks.ts';
import type { Finding, StyledNote } from './note.ts';
import { keywordsOf } from './words.ts';

/** Everything that a mark hides can be read elsewhere on its card: in the heading, the text around it or the hint. */
export function clozeGivenAway({ path, note, content, prompt }: StyledNote): readonly Finding[] {
  if (content.kind !== 'cloze') return [];
  const marks = marksIn(content.pieces);
  return content.numbers.flatMap((number) => {
    const shown = new Set(keywordsOf(`${prompt}\n${showCloze(content.pieces, number, 'prompt')}`));
    const line = note.bodyLine + rowOf(number, note.body);
    return marks
      .filter((mark) => mark.number === number)
      .map((mark) => showCloze(mark.hidden, null, 'answer').trim())
      .filter((hidden) => isSaid(keywordsOf(hidden), shown))
      .map((hidden) => ({ path, line, what: `The hidden “${hidden}” can be read elsewhere on the card.` }));
  });
}

function isSaid(words: readonly string[], shown: ReadonlySet<string>): boolean {
  return words.length > 0 && words.every((word) => shown.has(word));
}

function marksIn(pieces: readonly Piece[]): readonly Mark[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece, ...marksIn(piece.hidden)]));
}

/** Row of the body, from 0, where the first mark of this number stands. */
function rowOf(number: number, body: string): number {
  return countLineEnds(body, 0, Math.max(0, body.indexOf(`{{c${number}::`)));
}
