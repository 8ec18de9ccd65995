import type { Store } from './store.ts';

/**
 * What is read of the library alone, remembered until something was written that is not confined to the logs and
 * memories of cards.
 */
export function ofLibrary<T>(read: (store: Store) => Promise<T>): (store: Store) => Promise<T> {
  const known = new WeakMap<Store, { readonly version: number; readonly value: T }>();
  return async (store) => {
    const version = store.version();
    const before = known.get(store);
    const holds = before !== undefined && store.cardsChangedSince(before.version) !== null;
    const value = holds ? before.value : await read(store);
    // Somebody else may have read a later one meanwhile.
    if (version >= (known.get(store)?.version ?? 0)) known.set(store, { version, value });
    return value;
  };
}
