// Markdown to unsafe HTML, with math and highlighted code.
import { Lexer, Marked, type Token, type TokenizerAndRendererExtension } from 'marked';
import { codeBudget, highlighted } from './code.ts';
import { mathBudget, mathHtml } from './math.ts';
import { escapeHtml, escapeUnknownTags, startsWithKnownTag } from './tags.ts';

/** Math within a line: a dollar sign, a code span, a dollar sign. */
const inlineMath: TokenizerAndRendererExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => {
    const at = source.indexOf('$`');
    return at === -1 ? undefined : at;
  },
  tokenizer(source) {
    const match = /^\$`([^`]+)`\$/.exec(source);
    return match ? { type: 'math', raw: match[0], text: match[1] } : undefined;
  },
  renderer: ({ html, text }) => String(html ?? `<code class="math">${escapeHtml(String(text))}</code>`),
};

const marked = new Marked({
  gfm: true,
  extensions: [inlineMath],
  tokenizer: {
    // `false` falls back to marked's own rule; undefined means that there is no HTML here.
    html: (source) => (startsWithKnownTag(source.trimStart()) ? false : undefined),
    tag: (source) => (startsWithKnownTag(source) ? false : undefined),
  },
  renderer: {
    html: ({ text }) => escapeUnknownTags(text),
    code: ({ text, lang }) =>
      isMath(lang) ? `<pre><code class="math">${escapeHtml(text)}\n</code></pre>\n` : false,
  },
});

export type Definitions = Lexer['tokens']['links'];

/** The link definitions of a Markdown text, by normalised label. */
export function readDefinitions(markdown: string): Definitions {
  const lexer = new Lexer({ gfm: true });
  lexer.blockTokens(markdown);
  return lexer.tokens.links;
}

/** `plain` leaves code and formulas as typed, for lists and searching. */
export type Dress = 'plain' | 'full';

/**
 * Markdown to HTML that is not safe yet: the author's own HTML is still in it, except unknown tags.
 *
 * @param definitions the link definitions of the file, which go before the card's own
 * @throws Error or RangeError if marked gives up, for example when nesting is too deep
 */
export function toHtml(markdown: string, definitions: Definitions, dress: Dress = 'full'): string {
  const lexer = new Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, definitions);
  const tokens = lexer.lex(markdown);
  if (dress === 'full') marked.walkTokens(tokens, dresser());
  return marked.parser(tokens);
}

/** Colours the code and sets the formulas of one card, within a shared budget. */
function dresser(): (token: Token) => void {
  const code = codeBudget();
  const math = mathBudget();
  return (token) => {
    if (token.type === 'math') {
      Object.assign(token, { html: mathHtml(String(token.text), false, math) });
    } else if (token.type === 'code' && isMath(token.lang)) {
      Object.assign(token, { type: 'math', html: `${mathHtml(token.text, true, math)}\n` });
    } else if (token.type === 'code' && token.lang) {
      const html = highlighted(token.text, token.lang.trim().split(/\s/, 1)[0] ?? '', code);
      if (html !== null) Object.assign(token, { text: html, escaped: true });
    }
  };
}

function isMath(lang: string | undefined): boolean {
  return lang?.trim() === 'math';
}
