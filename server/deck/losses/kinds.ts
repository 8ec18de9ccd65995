// What each line of a deck is.
import { type Block, countLineEnds, isAtxHeading, isFence, walk } from '../blocks.ts';

/** `fence` and `indented` are code; what stands in lists and quotes counts as what it is there. */
export type LineKind = 'blank' | 'text' | 'heading' | 'fence' | 'indented' | 'html' | 'table' | 'definition';

/** The kind of each line; index 0 is line 1. */
export function kindsOf(lines: readonly string[], blocks: readonly Block[]): readonly LineKind[] {
  const kinds = lines.map((line): LineKind => (line.trim() === '' ? 'blank' : 'text'));
  for (const { token, line } of walk(blocks.map((block) => block.token))) {
    const kind = kindOfToken(token);
    if (kind === null) continue;
    const end = line + countLineEnds(token.raw.trimEnd());
    for (let at = line - 1; at < end; at++) kinds[at] = kind;
  }
  return kinds;
}

function kindOfToken(token: Block['token']): LineKind | null {
  switch (token.type) {
    case 'code':
      return isFence(token) ? 'fence' : 'indented';
    case 'html':
    case 'table':
      return token.type;
    case 'def':
      return 'definition';
    case 'heading':
      // Text that is underlined stays text.
      return isAtxHeading(token) ? 'heading' : null;
    default:
      return null;
  }
}
