// Cursors for paging through found cards.
import { ORDERS, type Place, type Sorting } from './place.ts';

/** The end of a page of found cards. The next page starts after it, even if cards were added or removed meanwhile. */
export interface Cursor {
  readonly sorting: Sorting;
  /** The time of the first page, in milliseconds. All pages are ordered by the recall at this time. */
  readonly asOfMs: number;
  readonly last: Place;
}

/** Encodes a cursor as a base64url string. */
export function writeCursor({ sorting, asOfMs, last }: Cursor): string {
  const parts = [sorting.order, sorting.descending ? 1 : 0, asOfMs, last.rank, last.key, last.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Decodes a cursor. Returns null if `writeCursor` cannot have made the text. */
export function readCursor(text: string): Cursor | null {
  const parts = partsOf(text);
  const [name, descending, asOfMs, rank, key, id] = parts;
  const order = ORDERS.find((known) => known === name);
  if (!order || typeof asOfMs !== 'number' || typeof rank !== 'number') return null;
  if (typeof key !== 'number' || typeof id !== 'string') return null;
  return { sorting: { order, descending: descending === 1 }, asOfMs, last: { rank, key, id } };
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
