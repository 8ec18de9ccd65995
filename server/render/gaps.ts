import { CLOZE_BLANK_END, CLOZE_BLANK_START, CLOZE_SHOWN_END, CLOZE_SHOWN_START } from '../deck/cloze.ts';
import { INLINE_TAGS, MATH_TAGS } from './tags.ts';

const TAG = /<[^>]*>/g;
const CHARACTERS = /[\uE000-\uE003]/g;
/** Inside a tag, where they may stand as a URL has them. */
const CHARACTERS_OF_TAG = /[\uE000-\uE003]|%EE%80%8[0-3]|%E2%BF%B[0-3]/g;

/**
 * Symbols that stand for the four characters beside emphasis. Markdown reads a private-use character as it
 * reads a letter, so `_x_` right inside a gap would be the middle of a word; beside a symbol it is emphasis.
 */
const STAND_INS = /[\u2FF0-\u2FF3]/g;
const STAND_IN_OFFSET = 0xe000 - 0x2ff0;
const CLOZE = /[\uE000-\uE003]/;
const BESIDE_EMPHASIS = /[\uE000\uE002](?=[*_~])|(?<=[*_~])[\uE001\uE003]/g;
const GAPS = new RegExp(
  `(${CLOZE_BLANK_START})([^${CLOZE_BLANK_START}-${CLOZE_SHOWN_END}]*)${CLOZE_BLANK_END}` +
    `|${CLOZE_SHOWN_START}([^${CLOZE_BLANK_START}-${CLOZE_SHOWN_END}]*)${CLOZE_SHOWN_END}`,
  'g',
);

/** What a gap hides, or the hint of a blank. */
export interface Hidden {
  readonly text: string;
  readonly isBlank: boolean;
}

/**
 * Takes a text's gaps out, for what would not understand the characters that mark them.
 *
 * @param place stands where a gap was
 */
export function takeGaps(
  text: string,
  place: string,
): { readonly text: string; readonly gaps: readonly Hidden[] } {
  const gaps: Hidden[] = [];
  const without = text
    .replace(STAND_INS, (symbol) => shifted(symbol, STAND_IN_OFFSET))
    .replace(GAPS, (_gap, _start, hint: string | undefined, shown: string | undefined) => {
      gaps.push(shown === undefined ? { text: hint ?? '', isBlank: true } : { text: shown, isBlank: false });
      return place;
    });
  return { text: without.replace(CHARACTERS, ''), gaps };
}

/** The opposite of {@link takeGaps} for one gap, whose text has become HTML. */
export function gapAround({ isBlank }: Hidden, html: string): string {
  return isBlank ? CLOZE_BLANK_START + html + CLOZE_BLANK_END : CLOZE_SHOWN_START + html + CLOZE_SHOWN_END;
}

/**
 * Renders Markdown in which the private-use characters of the deck format mark a card's gaps.
 *
 * @param toSafeHtml what makes HTML of Markdown; it has to leave the text as it is
 */
export function renderWithGaps(markdown: string, toSafeHtml: (markdown: string) => string): string {
  if (!CLOZE.test(markdown) || markdown.search(STAND_INS) !== -1) return markGaps(toSafeHtml(markdown));
  const html = toSafeHtml(markdown.replace(BESIDE_EMPHASIS, (gap) => shifted(gap, -STAND_IN_OFFSET)));
  return markGaps(html.replace(STAND_INS, (symbol) => shifted(symbol, STAND_IN_OFFSET)));
}

function shifted(character: string, by: number): string {
  return String.fromCharCode(character.charCodeAt(0) + by);
}

/**
 * Puts a card's gaps into sanitised HTML, where the private-use characters of the deck format mark them: a
 * blank `[…]`, or `[hint]`, and the text that was hidden, highlighted. Tags stay as they are, so what was
 * well-formed remains so; none of the four characters is left.
 */
function markGaps(html: string): string {
  return html
    .replace(TAG, (tag) => tag.replace(CHARACTERS_OF_TAG, ''))
    .replace(GAPS, (_gap, blank: string | undefined, hint: string, shown: string) =>
      blank === undefined ? highlight(shown) : blankOut(hint),
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

/** Whether HTML can be put inside an element of a line: only tags of a line, each closed where it was opened. */
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
