import { Lexer, Marked, type TokenizerAndRendererExtension } from 'marked';
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
  renderer: (token) => `<code class="math">${escapeHtml(String(token.text))}</code>`,
};

const marked = new Marked({
  gfm: true,
  extensions: [inlineMath],
  tokenizer: {
    // `false` hands over to marked's own rule, undefined says that there is no HTML here.
    html: (source) => (startsWithKnownTag(source.trimStart()) ? false : undefined),
    tag: (source) => (startsWithKnownTag(source) ? false : undefined),
  },
  renderer: {
    html: ({ text }) => escapeUnknownTags(text),
    code: ({ text, lang }) =>
      lang?.trim() === 'math' ? `<pre><code class="math">${escapeHtml(text)}\n</code></pre>\n` : false,
  },
});

export type Definitions = Lexer['tokens']['links'];

/** The link definitions of a Markdown text, by normalised label. */
export function readDefinitions(markdown: string): Definitions {
  const lexer = new Lexer({ gfm: true });
  lexer.blockTokens(markdown);
  return lexer.tokens.links;
}

/** The texts that marked reads for emphasis, links and the like, each by itself: paragraphs, headings, cells. */
export function inlineRuns(markdown: string): readonly string[] {
  const lexer = new Lexer(marked.defaults);
  lexer.blockTokens(markdown);
  return lexer.inlineQueue.map(({ src }) => src);
}

/**
 * Markdown to HTML that is not safe yet: what the author wrote as HTML is still in it, unknown tags excepted.
 *
 * @param definitions the link definitions of the file, which go before the card's own
 * @throws Error or RangeError when marked gives up, as it does where nesting is too deep
 */
export function toHtml(markdown: string, definitions: Definitions): string {
  const lexer = new Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, definitions);
  return marked.parser(lexer.lex(markdown));
}
