// Reads what kind of note a body makes.
import { type Block, readBlocks, trimBlankLines } from './blocks.ts';
import { hasMarks, type Marks, readMarks } from './marks.ts';

/** What a body holds: the first of these that fits. */
export type Content =
  | ({ readonly kind: 'cloze' } & Marks)
  | {
      readonly kind: 'explain';
      /** Blocks before the list: part of the prompt. */
      readonly before: string;
      readonly points: readonly string[];
      /** Blocks after the list: the answer. */
      readonly after: string;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'basic' };

/** Reads a body's kind: cloze marks first, then a single task list, then whether it is empty. */
export function readContent(body: string): Content {
  if (hasMarks(body)) return { kind: 'cloze', ...readMarks(body) };
  return (mayHoldTasks(body) && readExplain(body)) || (isEmpty(body) ? { kind: 'empty' } : { kind: 'basic' });
}

function readExplain(body: string): Content | null {
  const lists = readBlocks(body).flatMap((block) => {
    const { token } = block;
    return token.type === 'list' && token.items.every((item) => item.task) ? [{ ...block, token }] : [];
  });
  const [list] = lists;
  if (!list || lists.length > 1) return null;
  return {
    kind: 'explain',
    before: trimBlankLines(body.slice(0, list.start)).text,
    points: list.token.items.map((item) => item.text.trim()),
    after: trimBlankLines(body.slice(list.end)).text,
  };
}

/** A body is empty when a reader would see nothing: only comments and link definitions. */
function isEmpty(body: string): boolean {
  if (body === '') return true;
  return /^\s*(?:<!--|\[)/.test(body) && readBlocks(body).every(isInvisible);
}

function isInvisible({ token }: Block): boolean {
  return (
    token.type === 'space' || token.type === 'def' || (token.type === 'html' && isCommentsOnly(token.raw))
  );
}

function isCommentsOnly(html: string): boolean {
  let from = 0;
  for (;;) {
    const start = html.indexOf('<!--', from);
    if (html.slice(from, start === -1 ? undefined : start).trim() !== '') return false;
    const end = html.indexOf('-->', start + 4);
    if (start === -1 || end === -1) return start === -1;
    from = end + 3;
  }
}

/** Saves most bodies the block pass. */
function mayHoldTasks(body: string): boolean {
  return /(?:^|\n) {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]/.test(body);
}
