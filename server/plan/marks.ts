// Checkboxes and signs that say how well something is known.
import type { ItemKind, TopicStatus } from './types.ts';

/** What a checkbox, or a mark at either end of a line, says about the line. */
export type Mark = 'covered' | 'gap' | 'in-progress' | 'not-started';

const SIGNS: ReadonlyMap<string, Mark> = new Map([
  ['✅', 'covered'],
  ['✓', 'covered'],
  ['✔', 'covered'],
  ['☑', 'covered'],
  ['❌', 'gap'],
  ['✗', 'gap'],
  ['✘', 'gap'],
  ['❎', 'gap'],
  ['⬜', 'gap'],
  ['☐', 'gap'],
  ['🔄', 'in-progress'],
  ['🚧', 'in-progress'],
  ['⏳', 'not-started'],
  ['⌛', 'not-started'],
  ['⚪', 'not-started'],
]);

const BOXES: ReadonlyMap<string, Mark> = new Map([
  ['x', 'covered'],
  ['X', 'covered'],
  [' ', 'gap'],
  ['~', 'in-progress'],
  ['/', 'in-progress'],
]);

const VARIATION_SELECTOR = '\ufe0f';

/** The mark of a checkbox `[x]`, `[ ]`, `[~]` at the start of a text, and what follows it. */
export function takeBox(text: string): { readonly mark: Mark | null; readonly text: string } {
  const mark = text[0] === '[' && text[2] === ']' ? BOXES.get(text[1] ?? '') : undefined;
  const closed = text.length === 3 || text[3] === ' ' || text[3] === '\t';
  return mark && closed ? { mark, text: text.slice(3).trim() } : { mark: null, text };
}

/** Takes a checkbox or sign from either end of a text. The first one counts. */
export function takeMark(text: string): { readonly mark: Mark | null; readonly text: string } {
  const box = takeBox(text.trim());
  if (box.mark) return box;
  const start = signAtStart(box.text);
  const end = signAtEnd(start.text);
  return { mark: start.mark ?? end.mark, text: end.text };
}

function signAtStart(text: string): { mark: Mark | null; text: string } {
  const sign = String.fromCodePoint(text.codePointAt(0) ?? 32);
  const mark = SIGNS.get(sign);
  if (!mark) return { mark: null, text };
  const rest = text.slice(sign.length);
  return { mark, text: (rest.startsWith(VARIATION_SELECTOR) ? rest.slice(1) : rest).trim() };
}

const BOX_LENGTH = 3;

function signAtEnd(text: string): { mark: Mark | null; text: string } {
  const box = takeBox(text.slice(-BOX_LENGTH)).mark;
  if (box && text.length > BOX_LENGTH) return { mark: box, text: text.slice(0, -BOX_LENGTH).trim() };
  const bare = text.endsWith(VARIATION_SELECTOR) ? text.slice(0, -1) : text;
  for (const length of [1, 2]) {
    const mark = SIGNS.get(bare.slice(-length));
    if (mark) return { mark, text: bare.slice(0, -length).trim() };
  }
  return { mark: null, text };
}

/** In progress and not started are not knowledge yet: as items they are gaps. */
export function itemKindOf(mark: Mark): ItemKind {
  return mark === 'covered' ? 'covered' : 'gap';
}

export function statusOf(mark: Mark): TopicStatus {
  if (mark === 'covered') return 'deep-dive';
  return mark === 'in-progress' ? 'in-progress' : 'not-started';
}
