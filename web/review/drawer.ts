import { committed, openDatabase, resultOf } from '../idb.ts';
import type { Drawer, Unsent } from './outbox.ts';

const STORE = 'unsent';

/** The browser's own database holds what the server doesn't have yet. */
export function openDrawer(): Drawer {
  let opened: Promise<IDBDatabase> | undefined;
  const transaction = async (mode: IDBTransactionMode) => {
    opened ??= openDatabase('tenax', (db) => void db.createObjectStore(STORE, { keyPath: 'id' }));
    return (await opened).transaction(STORE, mode, { durability: 'strict' });
  };
  const changed = async (change: (store: IDBObjectStore) => void) => {
    const writing = await transaction('readwrite');
    change(writing.objectStore(STORE));
    await committed(writing);
  };
  return {
    all: async () => resultOf<Unsent[]>((await transaction('readonly')).objectStore(STORE).getAll()),
    put: (unsent) => changed((store) => void store.put(unsent)),
    remove: (id) => changed((store) => void store.delete(id)),
  };
}
