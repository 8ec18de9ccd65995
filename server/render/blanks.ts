// Blanks (cloze deletions) in rendered HTML.
import { CLOZE_BLANK_END, CLOZE_BLANK_START, CLOZE_SHOWN_END, CLOZE_SHOWN_START } from '../deck/cloze.ts';
import { INLINE_TAGS, MATH_TAGS } from './tags.ts';

const TAG = /<[^>]*>/g;
const CHARACTERS = /[\uE000-\uE003]/g;
/** The same inside a tag, where a URL may have encoded them. */
const CHARACTERS_OF_TAG = /[\uE000-\uE003]|%EE%80%8[0-3]|%E2%BF%B[0-3]/g;

/**
 * Symbols that stand for the four characters beside emphasis. Markdown reads a private-use character as it
 * reads a letter, so `_x_` right inside a blank would be the middle of a word; beside a symbol it is emphasis.
 */
const STAND_INS = /[\u2FF0-\u2FF3]/g;
const STAND_IN_OFFSET = 0xe000 - 0x2ff0;
const CLOZE = /[\uE000-\uE003]/;
const BESIDE_EMPHASIS = /[\uE000\uE002](?=[*_~])|(?<=[*_~])[\uE001\uE003]/g;
const BLANKS = new RegExp(
  `(${CLOZE_BLANK_START})([^${CLOZE_BLANK_START}-${CLOZE_SHOWN_END}]*)${CLOZE_BLANK_END}` +
    `|${CLOZE_SHOWN_START}([^${CLOZE_BLANK_START}-${CLOZE_SHOWN_END}]*)${CLOZE_SHOWN_END}`,
  'g',
);

export interface Blank {
  /** The hidden text where the blank is filled; otherwise its hint, which may be empty. */
  readonly text: string;
  readonly isFilled: boolean;
}

/**
 * Takes the blanks out of a text, for a reader that does not know the characters that mark them.
 *
 * @param place is put where each blank was
 */
export function takeBlanks(
  text: string,
  place: string,
): { readonly text: string; readonly blanks: readonly Blank[] } {
  const blanks: Blank[] = [];
  const without = text
    .replace(STAND_INS, (symbol) => shifted(symbol, STAND_IN_OFFSET))
    .replace(BLANKS, (_all, _start, hint: string | undefined, shown: string | undefined) => {
      blanks.push(
        shown === undefined ? { text: hint ?? '', isFilled: false } : { text: shown, isFilled: true },
      );
      return place;
    });
  return { text: without.replace(CHARACTERS, ''), blanks };
}

/** The opposite of {@link takeBlanks} for one blank, with its text as HTML. */
export function blankAround({ isFilled }: Blank, html: string): string {
  return isFilled ? CLOZE_SHOWN_START + html + CLOZE_SHOWN_END : CLOZE_BLANK_START + html + CLOZE_BLANK_END;
}

/**
 * Renders Markdown in which private-use characters mark a card's blanks.
 *
 * @param toSafeHtml renders Markdown to safe HTML; it must not change the text
 */
export function renderWithBlanks(markdown: string, toSafeHtml: (markdown: string) => string): string {
  if (!CLOZE.test(markdown) || markdown.search(STAND_INS) !== -1) return markBlanks(toSafeHtml(markdown));
  const html = toSafeHtml(markdown.replace(BESIDE_EMPHASIS, (blank) => shifted(blank, -STAND_IN_OFFSET)));
  return markBlanks(html.replace(STAND_INS, (symbol) => shifted(symbol, STAND_IN_OFFSET)));
}

function shifted(character: string, by: number): string {
  return String.fromCharCode(character.charCodeAt(0) + by);
}

/**
 * Turns the characters that mark blanks into HTML: an empty blank becomes `[…]` or `[hint]`, the text of a filled
 * one is highlighted. Tags stay as they are, so well-formed HTML remains so; none of the four characters is left.
 */
function markBlanks(html: string): string {
  return html
    .replace(TAG, (tag) => tag.replace(CHARACTERS_OF_TAG, ''))
    .replace(BLANKS, (_all, start: string | undefined, hint: string, shown: string) =>
      start === undefined ? highlight(shown) : blankOut(hint),
    )
    .replace(CHARACTERS, '');
}

function blankOut(hint: string): string {
  if (isOneRun(hint)) return `<span class="cloze">[${hint.trim() || '…'}]</span>`;
  const text = hint.replace(TAG, '').trim();
  return `<span class="cloze">[${text || '…'}]</span>${(hint.match(TAG) ?? []).join('')}`;
}

function highlight(shown: string): string {
  if (isOneRun(shown)) return `<mark class="cloze">${shown}</mark>`;
  return shown.replace(/(<[^>]*>)|([^<]*[^<\s][^<]*)/g, (_run, tag: string | undefined, text: string) =>
    tag === undefined ? `<mark class="cloze">${text}</mark>` : tag,
  );
}

/** Whether HTML can go inside an inline element: it has only inline tags, each closed where it was opened. */
function isOneRun(html: string): boolean {
  const open: string[] = [];
  for (const [tag] of html.matchAll(TAG)) {
    const name = /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? '';
    if (!INLINE_TAGS.has(name) && !MATH_TAGS.has(name)) return false;
    if (tag.startsWith('</')) {
      if (open.pop() !== name) return false;
    } else if (!tag.endsWith('/>')) {
      open.push(name);
    }
  }
  return open.length === 0;
}
