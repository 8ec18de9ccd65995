// The hook that loads what a component shows, with its states.

import { useCallback, useEffect, useState } from 'preact/hooks';

export type Resource<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Something that is loaded for a page. While it is loaded again, the old value stays on the screen.
 *
 * @param key identifies what is loaded: another key loads again.
 */
export function useResource<T>(load: () => Promise<T>, key = ''): [Resource<T>, () => void] {
  const [held, hold] = useState<{ key: string; resource: Resource<T> }>({
    key,
    resource: { state: 'loading' },
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    const settle = (resource: Resource<T>) => {
      if (!gone) hold({ key, resource });
    };
    load().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error }),
    );
    return () => {
      gone = true;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return [held.key === key ? held.resource : { state: 'loading' }, reload];
}
