import { useLayoutEffect } from 'preact/hooks';

/**
 * Gives the field that one comes to type in the focus before anything is drawn: a key pressed as soon as it is seen goes
 * into it.
 */
export function useFirstFocus(field: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    if (!field.current) return;
    // A dialog around it that has yet to open gives the focus to what asks for it so.
    field.current.autofocus = true;
    field.current.focus();
  }, []);
}
