// Where unsent acts are kept in the browser.

import { committed, openDatabase, resultOf } from './idb.ts';
import type { Drawer, Unsent } from './outbox.ts';

const STORE = 'unsent';
/** Before the ids of what lies in the journal. */
const JOURNAL = 'tenax-unsent-';

/**
 * The browser's own database holds what the server doesn't have yet. It writes one act after the other and onto the
 * disk, and forgets what still waits for that when the page goes: until an act is written it lies in the journal too,
 * which has it at once.
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
      // First the journal: what leaves it meanwhile is in the database by then.
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
    // Blocked: nothing was entered.
    return [];
  }
}

function enter(unsent: Unsent): void {
  try {
    localStorage.setItem(JOURNAL + unsent.id, JSON.stringify([unsent]));
  } catch {
    // Blocked or full: the database has it in a moment.
  }
}

function leave(id: string): void {
  try {
    localStorage.removeItem(JOURNAL + id);
  } catch {
    // Blocked: it never lay there.
  }
}
