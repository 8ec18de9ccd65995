import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { followScrolling } from './scrolling.ts';

interface Props {
  /** The id of the element that names the content. */
  readonly labelledBy: string;
  readonly children: ComponentChildren;
}

/** Wide content that scrolls within its frame. */
export function Scrolls({ labelledBy, children }: Props) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => (ref.current ? followScrolling([{ element: ref.current }]) : undefined), []);
  return (
    <section class="scrolls" ref={ref} aria-labelledby={labelledBy}>
      {children}
    </section>
  );
}
