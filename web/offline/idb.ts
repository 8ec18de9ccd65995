/** The browser's databases as promises: only what is used here. */

export function openDatabase(
  name: string,
  shape: (db: IDBDatabase) => void,
  version = 1,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => shape(request.result);
  return resultOf(request).then((db) => {
    // A tab with a newer build may want to upgrade the database.
    db.onversionchange = () => db.close();
    return db;
  });
}

export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when a transaction has completed, with the durability it asked for. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
