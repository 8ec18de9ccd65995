// The Markdown files of the documentation, and what they link to.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Lexer, type Token, type Tokens } from 'marked';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Below the root: folders that are installed or built, or whose Markdown is content rather than documentation. */
const SKIPPED = new Set([
  'node_modules',
  'dist',
  'data',
  'decks',
  'coverage',
  'screenshots',
  'test/fixtures',
]);

/** A Markdown file of the documentation. */
export interface Page {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly tokens: readonly Token[];
}

/** Every page of the documentation, by path. */
export function pages(): readonly Page[] {
  return markdownIn(ROOT)
    .sort()
    .map((path) => ({ path, tokens: Lexer.lex(readFileSync(join(ROOT, path), 'utf8')) }));
}

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const fromRoot = relative(ROOT, path).replaceAll('\\', '/');
    if (entry.isDirectory()) {
      return SKIPPED.has(fromRoot) || entry.name.startsWith('.') ? [] : markdownIn(path);
    }
    return entry.name.endsWith('.md') ? [fromRoot] : [];
  });
}

/** The destinations of the links and pictures of a page. */
export function destinationsOf({ tokens }: Page): readonly string[] {
  return [...walk(tokens)].flatMap((token) =>
    token.type === 'link' || token.type === 'image' ? [String(token.href)] : [],
  );
}

/** The inline code of a page, without code blocks. */
export function codeSpansOf({ tokens }: Page): readonly string[] {
  return [...walk(tokens)].flatMap((token) => (token.type === 'codespan' ? [token.text] : []));
}

/** The anchors of the headings of a page, as GitHub names them. */
export function anchorsOf({ tokens }: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const token of walk(tokens)) {
    if (token.type !== 'heading') continue;
    const slug = slugOf(textOf(token));
    let anchor = slug;
    for (let number = 1; anchors.has(anchor); number++) anchor = `${slug}-${number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** GitHub's rule: small letters, no punctuation but hyphens and underscores, a hyphen for each space. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function textOf(token: Token): string {
  const children = childrenOf(token);
  if (children.length > 0) return children.map(textOf).join('');
  return 'text' in token ? String(token.text) : '';
}

function* walk(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    yield* walk(childrenOf(token));
  }
}

/** The tokens within a token; tables keep them in cells and lists in items. */
function childrenOf(token: Token): readonly Token[] {
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
  }
  if (token.type === 'list') return (token as Tokens.List).items;
  return 'tokens' in token && token.tokens ? token.tokens : [];
}
