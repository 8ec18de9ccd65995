import { readBlocks } from './blocks.ts';

/** Inline Markdown that stays one paragraph when rendered alone: `1. Why?` must not become a list. */
export function asParagraph(inline: string): string {
  if (!/^(?:[-*+>#=~`|<[]|\d)/.test(inline) || readBlocks(inline)[0]?.token.type === 'paragraph')
    return inline;
  return inline.replace(/^(\d*)(?=[^\d])/, '$1\\');
}
