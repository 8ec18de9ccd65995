// The browser's database of kept cards.

import { committed, openDatabase, resultOf } from './idb.ts';
import type { Kept, KeptCard } from './kept.ts';

const CARDS = 'cards';
const ABOUT = 'about';
/** Increase it when the shape of the kept cards changes. */
const SHAPE = 2;

type About = Omit<Kept, 'cards'>;

/** Keeps the queue beyond the page. Unsent answers are in another database, which this one never touches. */
export interface Shelf {
  read(): Promise<Kept | null>;
  /** Replaces everything that was kept. */
  fill(kept: Kept): Promise<void>;
  /** Changes one card, or removes it if `change` returns null. Does nothing if the card isn't kept. */
  change(cardId: string, change: (card: KeptCard, about: About) => KeptCard | null): Promise<void>;
}

function shaped(db: IDBDatabase): void {
  // Cards kept by an older build lack fields; the server will send them again.
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
