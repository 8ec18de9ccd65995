// Where unsent acts are kept in the browser.

import { committed, openDatabase, resultOf } from './idb.ts';
import type { Drawer, Unsent } from './outbox.ts';

const STORE = 'unsent';
/** Prefix of the keys of the journal. */
const JOURNAL = 'tenax-unsent-';

/**
 * Unsent acts are kept in IndexedDB. It writes them to disk one after the other, and loses what is still waiting when
 * the page is closed. So until an act is written, it is also in the journal (local storage), which has it at once.
 */
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
    async all() {
      // Read the journal first: what leaves it meanwhile is in the database by then.
      const journal = inJournal();
      const written = await resultOf<Unsent[]>((await transaction('readonly')).objectStore(STORE).getAll());
      return [...new Map([...written, ...journal].map((each) => [each.id, each])).values()];
    },
    async put(unsent) {
      enter(unsent);
      await changed((store) => void store.put(unsent));
      leave(unsent.id);
    },
    async remove(id) {
      leave(id);
      await changed((store) => void store.delete(id));
    },
  };
}

function inJournal(): readonly Unsent[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(JOURNAL));
    return keys.flatMap((key) => JSON.parse(localStorage.getItem(key) ?? '[]') as Unsent[]);
  } catch {
    // Blocked: nothing was stored.
    return [];
  }
}

function enter(unsent: Unsent): void {
  try {
    localStorage.setItem(JOURNAL + unsent.id, JSON.stringify([unsent]));
  } catch {
    // Blocked or full: the database will have it in a moment.
  }
}

function leave(id: string): void {
  try {
    localStorage.removeItem(JOURNAL + id);
  } catch {
    // Blocked: it was never stored.
  }
}
