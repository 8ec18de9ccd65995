import type { Drawer, Unsent } from './outbox.ts';

const STORE = 'unsent';

/** The browser's own database holds what the server doesn't have yet. */
export function openDrawer(): Drawer {
  let opened: Promise<IDBDatabase> | undefined;
  const database = () => {
    opened ??= openDatabase();
    return opened;
  };
  const store = async (mode: IDBTransactionMode) =>
    (await database()).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  return {
    all: async () => resultOf<Unsent[]>((await store('readonly')).getAll()),
    put: async (unsent) => committed((await store('readwrite')).put(unsent)),
    remove: async (id) => committed((await store('readwrite')).delete(id)),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('tenax', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
  return resultOf(request);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when the transaction of a request is on disk. */
function committed(request: IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const { transaction } = request;
    if (!transaction) return reject(new Error('The request has no transaction.'));
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
