// Sizes that decks and notes may have.

/** The most bytes of a deck file. */
export const MAX_DECK_BYTES = 1024 * 1024;

/** The most bytes of a note with heading and comment: Markdown's inline pass is quadratic. */
export const MAX_NOTE_BYTES = 64 * 1024;

/** The most lines between two headings or fences: lists and quotes are quadratic in them. */
export const MAX_STRETCH_LINES = 1000;

/** The most cards that the cloze numbers of one note may make. */
export const MAX_CARDS_PER_NOTE = 50;

/** Whether a text takes more bytes in UTF-8; a lone surrogate counts as the three bytes of U+FFFD. */
export function exceedsBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= limit) return false;
  let bytes = text.length;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code > 0x7ff) bytes += 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes > limit;
}
