// The hook by which a component handles the keys of its page.

import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { preferences } from '../preferences.ts';
import { actionOf, focusOf } from './keys.ts';
import type { ActionOf, Where } from './table.ts';

const held = signal<readonly Where[]>([]);

/** The sets of keys that apply on the current page. */
export const keysInUse: ReadonlySignal<readonly Where[]> = held;

/** Handles the keys of a place while the component is mounted and no dialog is open. */
export function useKeys<W extends Where>(where: W, obey: (action: ActionOf<W>) => void): void {
  const latest = useRef(obey);
  latest.current = obey;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const action = actionOf(event, focusOf(event.target), where, preferences.peek());
      if (action === null) return;
      event.preventDefault();
      latest.current(action);
    };
    addEventListener('keydown', onKey);
    held.value = [...held.peek(), where];
    return () => {
      removeEventListener('keydown', onKey);
      const others = [...held.peek()];
      others.splice(others.indexOf(where), 1);
      held.value = others;
    };
  }, [where]);
}
