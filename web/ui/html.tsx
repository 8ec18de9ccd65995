// Shows HTML that came from the server.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { safeNodes } from './safe-html.ts';
import { followScrolling, type ScrollFrame } from './scrolling.ts';

interface Props {
  readonly html: string;
  readonly class?: string;
}

/** HTML that the server rendered from Markdown. */
export function Html({ html, class: name = '' }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const nodes = safeNodes(html);
    const frames = frameWide(nodes);
    direct(nodes);
    ref.current?.replaceChildren(nodes);
    return followScrolling(frames);
  }, [html]);
  return <div ref={ref} class={`prose ${name}`} dir="auto" />;
}

/**
 * Lays each block out in the direction of its first letters, as a whole: the numbers of a list stand on one side. Code
 * and formulas run from left to right, and don't count as first letters, since they have a direction of their own.
 */
function direct(nodes: DocumentFragment): void {
  const give = (direction: string) => (element: Element) => {
    if (!element.hasAttribute('dir')) element.setAttribute('dir', direction);
  };
  nodes.querySelectorAll('pre, code, math').forEach(give('ltr'));
  [...nodes.children].forEach(give('auto'));
}

/** Makes wide content scroll by itself: code, lines with formulas, tables and formulas in frames. */
function frameWide(nodes: DocumentFragment): readonly ScrollFrame[] {
  const { code, formula, table } = words().common.wide;
  const all = (selector: string) => [...nodes.querySelectorAll<HTMLElement>(selector)];
  return [
    ...all('pre').map((element) => ({ element, name: code })),
    ...all('table').map((element) => ({ element: framed(element), name: table })),
    ...all('math[display="block"]').map((element) => ({ element: framed(element), name: formula })),
    ...all('p:has(> math, > mark > math)').map((element) => ({ element, name: formula })),
  ];
}

function framed(element: HTMLElement): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'scrolls';
  element.replaceWith(frame);
  frame.append(element);
  return frame;
}
