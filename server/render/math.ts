// TeX to MathML within a budget.
import type { KatexOptions } from 'katex';
import { type Blank, blankAround, takeBlanks } from './blanks.ts';
import { lazily } from './lazily.ts';
import { escapeHtml } from './tags.ts';

/** The most characters of TeX in a card's formulas. A page of formulas has 2,000. */
const MOST_TEX = 4000;
/** The most macro expansions times characters: each may insert as much as the formula is long. */
const MOST_EXPANSION = 1e5;
/** The most characters of MathML that a formula may become. */
const MOST_MATHML = 65_536;
/** In em: no part of a formula may be drawn far away, over something else. */
const MOST_SIZE = 12;

/** Stands for a blank. TeX reads it as a character, and no formula has it. */
const PLACE = '\u2FF0';

type Katex = typeof import('katex').default;
const katex = lazily<Katex>('katex');

/** What a card's formulas have left to spend together. */
export interface MathBudget {
  characters: number;
}

export function mathBudget(): MathBudget {
  return { characters: MOST_TEX };
}

/**
 * A formula of TeX as MathML. One that can't be read is shown as typed, with what is wrong about it. The characters
 * that mark blanks are kept.
 *
 * @param display whether it stands by itself rather than within a line
 */
export function mathHtml(tex: string, display: boolean, budget: MathBudget): string {
  budget.characters -= tex.length;
  if (budget.characters < 0) return asTyped(tex, display, `formulas of more than ${MOST_TEX} characters`);
  try {
    const html = withBlanks(tex, display);
    if (html.length <= MOST_MATHML) return html;
    return asTyped(tex, display, 'too large a formula');
  } catch (error) {
    return asTyped(tex, display, problemOf(error));
  }
}

/** @throws ParseError of KaTeX, or RangeError where groups are nested too deep. */
function withBlanks(tex: string, display: boolean): string {
  const { text, blanks } = takeBlanks(tex, `\\text{${PLACE}}`);
  const rest = [...blanks];
  return toMathml(text, display).replaceAll(PLACE, () => {
    const blank = rest.shift();
    return blank ? blankAround(blank, hiddenHtml(blank)) : '';
  });
}

function hiddenHtml({ text, isFilled }: Blank): string {
  return isFilled ? toMathml(text, false) : escapeHtml(text);
}

function toMathml(tex: string, display: boolean): string {
  const options: KatexOptions = {
    output: 'mathml',
    displayMode: display,
    throwOnError: true,
    trust: false,
    strict: 'ignore',
    maxSize: MOST_SIZE,
    maxExpand: Math.floor(MOST_EXPANSION / Math.max(100, tex.length)),
  };
  return bare(katex().renderToString(tex, options));
}

/**
 * KaTeX's formula without the TeX annotation, which would show wherever the browser keeps
 * its text. Long lengths are shortened; `maxSize` limits only positive ones.
 */
function bare(html: string): string {
  return html
    .replace(/<annotation[^>]*>[^<]*<\/annotation>|<\/?semantics>|<\/?span[^>]*>| xmlns="[^"]*"/g, '')
    .replace(/="([+-]?[\d.]+)em"/g, (_length, em: string) => `="${within(Number(em))}em"`);
}

function within(em: number): number {
  return Math.min(MOST_SIZE, Math.max(-1, em)) || 0;
}

function asTyped(tex: string, display: boolean, problem: string): string {
  const typed = `<code class="math">${escapeHtml(tex)}</code>`;
  const why = `<small class="math-error">${escapeHtml(problem)}</small>`;
  return display ? `<pre>${typed}</pre><p>${why}</p>` : `${typed} ${why}`;
}

/** In KaTeX's own words, without its copy of the formula. */
function problemOf(error: unknown): string {
  const { ParseError } = katex();
  const words = error instanceof ParseError ? error.rawMessage : 'groups nested too deep';
  return `This formula can’t be read: ${words.replaceAll(/[\u0332\u2FF0]/g, '').slice(0, 160)}`;
}
