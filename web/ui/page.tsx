// The frame of a page's content, and the placeholder while it loads.

import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';

interface Props {
  readonly title: string;
  /** Shown above the title: where the page belongs. */
  readonly above?: ComponentChildren;
  readonly children: ComponentChildren;
}

/**
 * A page's frame. Its title is shown in the tab and as the only heading of level 1, which takes the focus on arrival.
 */
export function Page({ title, above, children }: Props) {
  useTitle(title);
  return (
    <div class="page">
      {above && <p class="above">{above}</p>}
      <h1 tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  const tab = words().common.tab(title);
  useEffect(() => {
    document.title = tab;
  }, [tab]);
}

/** A placeholder for what is still loading. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">{words().common.loading}</span>
    </div>
  );
}
