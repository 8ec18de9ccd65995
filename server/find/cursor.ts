import { ORDERS, type Place, type Sorting } from './place.ts';

/** Where a page of found cards ended: the next one goes on behind it, whatever came or went meanwhile. */
export interface Cursor {
  readonly sorting: Sorting;
  /** The time by which recall is ordered: that of the first page. */
  readonly asOfMs: number;
  readonly last: Place;
}

export function writeCursor({ sorting, asOfMs, last }: Cursor): string {
  const parts = [sorting.order, sorting.descending ? 1 : 0, asOfMs, last.rank, last.key, last.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** null where the text is none that `writeCursor` made. */
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
