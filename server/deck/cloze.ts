// Blanks: what a card shows in place of its cloze marks.
import type { Piece } from './marks.ts';

/** Private-use characters that mark a card's blanks, empty or filled, until the Markdown around them is rendered. */
export const CLOZE_BLANK_START = '\uE000';
export const CLOZE_BLANK_END = '\uE001';
export const CLOZE_SHOWN_START = '\uE002';
export const CLOZE_SHOWN_END = '\uE003';

/**
 * The body as one card shows it. Marks with the number asked become blanks: empty on the prompt side, perhaps with
 * a hint, and filled with the hidden text on the answer side. All other marks show their text. With `asked` null no
 * mark is asked.
 */
export function showCloze(pieces: readonly Piece[], asked: number | null, side: 'prompt' | 'answer'): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return withoutEscapes(piece);
      if (piece.number !== asked) return showCloze(piece.hidden, asked, side);
      if (side === 'prompt') return CLOZE_BLANK_START + (piece.hint ?? '') + CLOZE_BLANK_END;
      return revealed(showCloze(piece.hidden, null, side));
    })
    .join('');
}

/** Drops the backslash of `\{{c1::` and of what is almost a mark, which inside code would show. */
export function withoutEscapes(text: string): string {
  return text.includes('\\{') ? text.replace(/\\(?=\{\s*\{\s*c\d*\s*:|\{c\d+::)/gi, '') : text;
}

/** Drops the four private-use characters, so that text in a deck cannot pass for a blank. */
export function withoutClozeCharacters(text: string): string {
  return text.replace(/[\uE000-\uE003]/g, '');
}

/** Highlights hidden text that stays within one block; what spans several blocks is shown as it is. */
function revealed(text: string): string {
  const startsBlock = /\n[ \t]*(?:\n|[-*+>#|]|\d{1,9}[.)]|```|~~~|$)|^\s*(?:```|~~~)/.test(text);
  return startsBlock ? text : CLOZE_SHOWN_START + text + CLOZE_SHOWN_END;
}
