import { useLayoutEffect, useRef } from 'preact/hooks';
import { safeNodes } from '../safe-html.ts';

interface Props {
  readonly html: string;
  readonly class?: string;
}

/** The server's HTML of a card. */
export function Html({ html, class: name = '' }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const nodes = safeNodes(html);
    frameTables(nodes);
    ref.current?.replaceChildren(nodes);
  }, [html]);
  return <div ref={ref} class={`prose ${name}`} />;
}

/** A wide table scrolls in a frame of its own; code does so by itself. */
function frameTables(nodes: DocumentFragment): void {
  for (const table of nodes.querySelectorAll('table')) {
    const frame = document.createElement('div');
    frame.className = 'scrolls';
    table.replaceWith(frame);
    frame.append(table);
  }
}
