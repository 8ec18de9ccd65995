import { perStore, Remembered } from './remembered.ts';
import type { Store } from './store.ts';

/**
 * What is read of the library alone, remembered until something was written that is not confined to the logs and
 * memories of cards.
 */
export function ofLibrary<T>(read: (store: Store) => Promise<T>): (store: Store) => Promise<T> {
  const latest = perStore(() => new Remembered<{ readonly libraryVersion: number }, Promise<T>>());
  return (store) => latest(store).value({ libraryVersion: store.libraryVersion() }, () => read(store));
}
