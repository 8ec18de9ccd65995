/** Texts reduced to what identifies them. Every function here takes linear time, whatever the text. */

const EMOJI =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\ufe0f|\u200d|\u20e3|[✓✗✘☐]/gu;
const EMPHASIS = /\*|`|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}_])/gu;
const BOX = /^\[[ xX~/]\](?=\s|$)/;
const NUMBERING = /^(?:\d{1,4}[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?)\s/;

/** The text without emphasis marks and code quotes. */
export function withoutEmphasis(text: string): string {
  return text.replace(EMPHASIS, '');
}

export function withoutEmoji(text: string): string {
  return text.replace(EMOJI, '');
}

/** The text without a leading `1.`, `2)` or `3.1`. */
export function withoutNumbering(text: string): string {
  return text.replace(NUMBERING, '').trimStart();
}

export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * What two spellings of one text have in common: lower case, without emoji, emphasis, checkboxes, marks, leading
 * numbering and trailing colons, white space folded. Applying it twice changes nothing.
 */
export function normaliseText(text: string): string {
  const plain = foldSpace(withoutEmoji(withoutEmphasis(text.normalize('NFKC')))).toLowerCase();
  return trimEnds(plain) || foldSpace(text.normalize('NFKC').toLowerCase());
}

function trimEnds(text: string): string {
  let start = 0;
  for (let length = leading(text, start); length > 0; length = leading(text, start)) start += length;
  let end = text.length;
  while (end > start && (text[end - 1] === ':' || text[end - 1] === ' ')) end--;
  return text.slice(start, end);
}

/** Length of the box, numbering or space that `text` has at `start`. */
function leading(text: string, start: number): number {
  if (text[start] === ' ') return 1;
  const head = text.slice(start, start + 24);
  return (head.match(BOX) ?? head.match(NUMBERING))?.[0].length ?? 0;
}

/** The key of an item: its normalised text, which identifies it within its topic whatever its kind. */
export function itemKey(text: string): string {
  return normaliseText(text);
}

const OPENERS = '([{';
const CLOSERS = ')]}';

/** The places in `text` where `separator` stands outside brackets and code. */
function* outside(text: string, separator: string): Generator<number> {
  let depth = 0;
  let inCode = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '`') inCode = !inCode;
    if (inCode) continue;
    if (OPENERS.includes(char)) depth++;
    else if (CLOSERS.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && char === separator) yield at;
  }
}

/** Splits at a one-character separator that stands outside brackets and code; empty parts are dropped. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const at of outside(text, separator)) {
    parts.push(text.slice(from, at).trim());
    from = at + 1;
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}
