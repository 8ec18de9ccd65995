// Sentences with elements in them.

import { type ComponentChildren, Fragment, h, type VNode } from 'preact';

/** What a sentence can contain: a name in bold, code, a link. */
export type Insert = ComponentChildren;

/** A sentence with elements in it: `` rich`Go to ${link}.` ``. Each language decides the order of the parts. */
export function rich(texts: TemplateStringsArray, ...parts: readonly Insert[]): VNode {
  return h(Fragment, null, ...texts.flatMap((text, i) => [text, parts[i]]));
}
