// Allowed tags, and escaping.

/** Tags that an author may write; every other tag shows as text. */
export const AUTHOR_TAGS: readonly string[] = [
  ...[
    'a',
    'abbr',
    'b',
    'blockquote',
    'br',
    'caption',
    'cite',
    'code',
    'dd',
    'del',
    'details',
    'div',
    'dl',
    'dt',
  ],
  ...['em', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li'],
  ...[
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'summary',
  ],
  ...['sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var', 'wbr'],
];

/** Inline tags. */
export const INLINE_TAGS: ReadonlySet<string> = new Set([
  ...['a', 'abbr', 'b', 'br', 'cite', 'code', 'del', 'em', 'i', 'img', 'ins', 'kbd', 'mark', 'q', 'rp', 'rt'],
  ...['ruby', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'var', 'wbr'],
]);

/** Elements of MathML that formulas are made of. No author writes them: KaTeX does. */
export const MATH_TAGS: ReadonlySet<string> = new Set([
  ...[
    'math',
    'menclose',
    'mfrac',
    'mi',
    'mn',
    'mo',
    'mover',
    'mpadded',
    'mphantom',
    'mroot',
    'mrow',
    'mspace',
  ],
  ...['msqrt', 'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover'],
]);

const KNOWN = new RegExp(`^</?(?:${AUTHOR_TAGS.join('|')})(?=[\\s/>])|^<!--`, 'i');
const UNKNOWN = new RegExp(`<(?!/?(?:${AUTHOR_TAGS.join('|')})(?=[\\s/>])|!--)`, 'gi');

/** Whether a text starts with a tag that an author may write, or with a comment. */
export function startsWithKnownTag(text: string): boolean {
  return KNOWN.test(text);
}

/** Escapes whatever opens an unknown tag, so that it shows as it was typed. */
export function escapeUnknownTags(html: string): string {
  return html.replace(UNKNOWN, '&lt;');
}

/** Text as HTML that shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
