import { perStore, Remembered } from './remembered.ts';
import type { Store } from './store.ts';

/**
 * Remembers what `read` found in the library alone, until a write touches more than the logs and memories of cards.
 */
export function ofLibrary<T>(read: (store: Store) => Promise<T>): (store: Store) => Promise<T> {
  const latest = perStore(() => new Remembered<{ readonly libraryVersion: number }, Promise<T>>());
  return (store) => latest(store).value({ libraryVersion: store.libraryVersion() }, () => read(store));
}
