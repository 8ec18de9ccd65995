// Markdown to plain text and words.
import type { MarkedToken } from 'marked';
import { readBlocks, walk } from '../blocks.ts';

/** The text of a body as a reader meets it: without code blocks, comments, link targets and marks of emphasis. */
export function plainText(markdown: string): string {
  const texts = [...walk(readBlocks(markdown).map(({ token }) => token))]
    .filter(({ token }) => isProse(token))
    .map(({ token }) => token.raw);
  return plainLine(texts.join('\n'));
}

/** The same for a single line, such as a heading, which is always prose. */
export function plainLine(inline: string): string {
  return inline.replace(/\]\([^()\s]*\)/g, ']').replace(/[`*[\]|]/g, '');
}

function isProse({ type }: MarkedToken): boolean {
  return type === 'paragraph' || type === 'text' || type === 'heading' || type === 'table';
}

/** The number of words: runs between spaces that hold a letter or a digit. */
export function countWords(plain: string): number {
  return plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Words that carry no answer, whatever the card is about. */
const EMPTY_WORDS = new Set(
  'a an and as at be by for from in into is it its of on or that the their them they this to with'.split(' '),
);

/** The words that carry meaning, in lower case and without a plural's s. `kube-dns` and `tls.crt` are one word. */
export function keywordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:[._\-/:@][\p{L}\p{N}]+)*/gu) ?? [];
  return words.filter((word) => !EMPTY_WORDS.has(word)).map(singular);
}

function singular(word: string): string {
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
