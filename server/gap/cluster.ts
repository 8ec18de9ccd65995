// Clusters of lapses that propose a gap.
import type { EventId } from '../schedule/ids.ts';
import { DAY_MS } from '../schedule/study-day.ts';

/** This many lapses in an item within {@link CLUSTER_DAYS} are more than bad luck. */
const LAPSES = 3;
/** The longest time, in days, between the first and the last of three lapses that make a cluster. */
export const CLUSTER_DAYS = 14;

export interface Lapsed {
  readonly id: EventId;
  readonly atMs: number;
}

export interface Cluster<T extends Lapsed> {
  /** The id of the lapse that completed the cluster. It stays the same when more lapses follow. */
  readonly id: EventId;
  /** All lapses from the first of the cluster on. */
  readonly lapses: readonly T[];
}

/** Returns the first cluster among the lapses of an item, or null if there is none. */
export function clusterOf<T extends Lapsed>(lapses: readonly T[]): Cluster<T> | null {
  const sorted = [...lapses].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  for (const [index, lapse] of sorted.entries()) {
    const first = sorted[index - LAPSES + 1];
    if (!first || lapse.atMs - first.atMs > CLUSTER_DAYS * DAY_MS) continue;
    return { id: lapse.id, lapses: sorted.slice(index - LAPSES + 1) };
  }
  return null;
}
