import type { EventId } from '../schedule/ids.ts';
import { DAY_MS } from '../schedule/study-day.ts';

/** So many lapses in an item, so close together, are more than bad luck. */
const LAPSES = 3;
export const CLUSTER_DAYS = 14;

export interface Lapsed {
  readonly id: EventId;
  readonly atMs: number;
}

export interface Cluster<T extends Lapsed> {
  /** That of the lapse with which it became one: the same when more follow. */
  readonly id: EventId;
  /** From its first on. */
  readonly lapses: readonly T[];
}

/** The first cluster among the lapses of an item; null where they lie too far apart. */
export function clusterOf<T extends Lapsed>(lapses: readonly T[]): Cluster<T> | null {
  const sorted = [...lapses].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  for (const [index, lapse] of sorted.entries()) {
    const first = sorted[index - LAPSES + 1];
    if (!first || lapse.atMs - first.atMs > CLUSTER_DAYS * DAY_MS) continue;
    return { id: lapse.id, lapses: sorted.slice(index - LAPSES + 1) };
  }
  return null;
}
