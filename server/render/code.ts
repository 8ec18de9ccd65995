// Code highlighting within a budget.
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { lazily } from './lazily.ts';

/** Languages to highlight, by their names in highlight.js, which knows their aliases. */
const LANGUAGES = [
  ...['bash', 'c', 'css', 'diff', 'dockerfile', 'go', 'http', 'ini', 'java', 'javascript', 'json'],
  ...['python', 'rust', 'sql', 'typescript', 'xml', 'yaml'],
] as const;

/** Other names for which one of these grammars is close enough. */
const ALSO: ReadonlyMap<string, string> = new Map([
  ['shell', 'bash'],
  ['console', 'bash'],
  ['shellsession', 'bash'],
]);

/**
 * What a card's code may cost. The grammars are regular expressions whose time may grow with the square of a line,
 * and of nesting: with these limits hostile code takes 0.1 s, and honest code stays far below.
 */
const MOST_CHARACTERS = 8192;
/** Sum of the squares of the lines' lengths. */
const MOST_STEPS = 2e6;

const core = lazily<HLJSApi>('highlight.js/lib/core');
const grammars = new Map(
  LANGUAGES.map((name) => [name, lazily<LanguageFn>(`highlight.js/lib/languages/${name}`)]),
);

let highlighter: HLJSApi | undefined;

/** What a card's code blocks have left to spend together. */
export interface CodeBudget {
  characters: number;
  steps: number;
}

export function codeBudget(): CodeBudget {
  return { characters: MOST_CHARACTERS, steps: MOST_STEPS };
}

/**
 * HTML of code with its tokens marked by classes. Null where the code stays as it is: no language, an unknown one, or
 * beyond the budget. The characters that mark a card's blanks are kept.
 */
export function highlighted(code: string, language: string, budget: CodeBudget): string | null {
  const name = ALSO.get(language.toLowerCase()) ?? language;
  const hljs = loaded();
  if (!hljs.getLanguage(name)) return null;
  budget.characters -= code.length;
  budget.steps -= code.split('\n').reduce((steps, line) => steps + line.length ** 2, 0);
  if (budget.characters < 0 || budget.steps < 0) return null;
  return splitAtBlanks(hljs.highlight(code, { language: name, ignoreIllegals: true }).value);
}

function loaded(): HLJSApi {
  if (highlighter) return highlighter;
  highlighter = core().newInstance();
  for (const [name, grammar] of grammars) highlighter.registerLanguage(name, grammar());
  return highlighter;
}

/** Spans, and the characters that mark blanks, also in the form that they have beside emphasis. */
const SPAN_OR_MARK = /(<span [^>]*>)|(<\/span>)|([\uE000-\uE003\u2FF0-\u2FF3])/g;
const BLANK_START = /[\uE000\u2FF0]/;
const BLANK_END = /[\uE001\u2FF1]/;
const EMPTY_SPAN = /<span [^>]*><\/span>/g;

/**
 * Closes spans at the ends of blanks and opens them again, so that the text of a blank is one run. The hint of an
 * empty blank is not code.
 */
function splitAtBlanks(html: string): string {
  const open: string[] = [];
  let inBlank = false;
  const split = html.replace(
    SPAN_OR_MARK,
    (tag, start: string | undefined, _end, mark: string | undefined) => {
      if (mark === undefined) {
        if (start !== undefined) open.push(start);
        else open.pop();
        return inBlank ? '' : tag;
      }
      const ends = inBlank ? '' : '</span>'.repeat(open.length);
      inBlank = BLANK_START.test(mark) || (inBlank && !BLANK_END.test(mark));
      return ends + mark + (inBlank ? '' : open.join(''));
    },
  );
  return split.replace(EMPTY_SPAN, '');
}
