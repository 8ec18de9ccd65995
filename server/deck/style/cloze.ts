import { countLineEnds } from '../blocks.ts';
import { showCloze } from '../cloze.ts';
import type { Mark, Piece } from '../marks.ts';
import type { Finding, StyledNote } from './note.ts';
import { keywordsOf } from './words.ts';

/** All that a mark hides stands elsewhere in what its card shows: in the heading, the text around it or the hint. */
export function clozeGivenAway({ path, note, content, prompt }: StyledNote): readonly Finding[] {
  if (content.kind !== 'cloze') return [];
  return marksIn(content.pieces).flatMap((mark) => {
    const hidden = showCloze(mark.hidden, null, 'answer');
    const words = keywordsOf(hidden);
    const shown = new Set(keywordsOf(`${prompt}\n${showCloze(content.pieces, mark.number, 'prompt')}`));
    if (words.length === 0 || !words.every((word) => shown.has(word))) return [];
    const what = `The hidden “${hidden.trim()}” can be read elsewhere on the card.`;
    return [{ path, line: note.bodyLine + rowOf(mark, note.body), what }];
  });
}

function marksIn(pieces: readonly Piece[]): readonly Mark[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece, ...marksIn(piece.hidden)]));
}

/** Row of the body, from 0, where the first mark of this number stands. */
function rowOf({ number }: Mark, body: string): number {
  return countLineEnds(body, 0, Math.max(0, body.indexOf(`{{c${number}::`)));
}
