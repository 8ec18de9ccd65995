// The browser's database of kept cards.

import { committed, openDatabase, resultOf } from './idb.ts';
import type { Kept, KeptCard } from './kept.ts';

const CARDS = 'cards';
const ABOUT = 'about';
/** Rises with what the cards of a queue hold. */
const SHAPE = 2;

type About = Omit<Kept, 'cards'>;

/** Where the queue outlives the page. Unsent answers lie in a database of their own, which this one never touches. */
export interface Shelf {
  read(): Promise<Kept | null>;
  /** Replaces all that was kept. */
  fill(kept: Kept): Promise<void>;
  /** Changes one card, or takes it out where `change` gives null; nothing happens where it isn't kept. */
  change(cardId: string, change: (card: KeptCard, about: About) => KeptCard | null): Promise<void>;
}

function shaped(db: IDBDatabase): void {
  // What an older build kept lacks what this one needs of it; the server will tell it anew.
  for (const store of [...db.objectStoreNames]) db.deleteObjectStore(store);
  db.createObjectStore(CARDS, { keyPath: 'cardId' });
  db.createObjectStore(ABOUT);
}

export function openShelf(): Shelf {
  let opened: Promise<IDBDatabase> | undefined;
  const transaction = async (mode: IDBTransactionMode) => {
    opened ??= openDatabase('tenax-offline', shaped, SHAPE);
    return (await opened).transaction([CARDS, ABOUT], mode);
  };
  return {
    async read() {
      const stores = await transaction('readonly');
      const [about, cards] = await Promise.all([
        resultOf<About | undefined>(stores.objectStore(ABOUT).get(ABOUT)),
        resultOf<KeptCard[]>(stores.objectStore(CARDS).getAll()),
      ]);
      return about ? { ...about, cards } : null;
    },
    async fill({ cards, ...about }) {
      const stores = await transaction('readwrite');
      const store = stores.objectStore(CARDS);
      store.clear();
      for (const card of cards) store.put(card);
      stores.objectStore(ABOUT).put(about, ABOUT);
      await committed(stores);
    },
    async change(cardId, change) {
      const stores = await transaction('readwrite');
      const store = stores.objectStore(CARDS);
      const [about, card] = await Promise.all([
        resultOf<About | undefined>(stores.objectStore(ABOUT).get(ABOUT)),
        resultOf<KeptCard | undefined>(store.get(cardId)),
      ]);
      if (!about || !card) return;
      const changed = change(card, about);
      if (changed) store.put(changed);
      else store.delete(cardId);
      await committed(stores);
    },
  };
}
