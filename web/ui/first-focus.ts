import { useLayoutEffect } from 'preact/hooks';

/**
 * Focuses the first field of a form before anything is painted, so that a key pressed as soon as the form is visible
 * goes into it.
 */
export function useFirstFocus(field: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    if (!field.current) return;
    // A surrounding dialog that is yet to open gives the focus to the element with `autofocus`.
    field.current.autofocus = true;
    field.current.focus();
  }, []);
}
