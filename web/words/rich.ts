// Sentences that hold elements.

import { type ComponentChildren, Fragment, h, type VNode } from 'preact';

/** What may stand within a sentence: a name in bold, code, a link. */
export type Part = ComponentChildren;

/** A sentence with elements in it: `` rich`Go to ${link}.` ``. The order of the parts is the language's. */
export function rich(texts: TemplateStringsArray, ...parts: readonly Part[]): VNode {
  return h(Fragment, null, ...texts.flatMap((text, i) => [text, parts[i]]));
}
