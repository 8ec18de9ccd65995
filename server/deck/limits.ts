/** A deck file may hold this many bytes. */
export const MAX_DECK_BYTES = 1024 * 1024;

/** A note, heading and comment included, may hold this many bytes: Markdown's inline pass is quadratic. */
export const MAX_NOTE_BYTES = 64 * 1024;

/** Lines between two headings or fences that the block pass may be given; lists and quotes are quadratic in them. */
export const MAX_STRETCH_LINES = 1000;

/** Cards that the cloze numbers of one note may make. */
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
