import { weightsId } from '../schedule/settings.ts';
import type { WeightsChange } from './rows.ts';

/** The id of the weights of the next wider scope, which are in use before any others. */
export const DEFAULT_SET = 'default';

/** Weights that are in use for a plan or a topic, or were. */
export interface WeightsSet extends WeightsChange {
  readonly id: string;
  /** When they first came into use; null for those that were there before. */
  readonly sinceMs: number | null;
}

export interface WeightsSets {
  /** Each set once, the one that came first into use last. */
  readonly sets: readonly WeightsSet[];
  /** The id of the set in use. */
  readonly inUse: string;
  /** The id of the one that it took the place of when it first came into use; null where that is none. */
  readonly before: string | null;
}

/**
 * The sets that some changes, latest first, have put to use. Since going back to a set is no new one, going back
 * again leads further back.
 */
export function setsOf(changes: readonly WeightsChange[]): WeightsSets {
  const first = { id: DEFAULT_SET, sinceMs: null, atMs: 0, cause: 'default', weights: null, score: null };
  const sets = new Map<string, WeightsSet>([[DEFAULT_SET, first]]);
  const replaced = new Map<string, string>();
  let inUse = DEFAULT_SET;
  for (const change of [...changes].reverse()) {
    const id = change.weights ? weightsId(change.weights) : DEFAULT_SET;
    if (!sets.has(id)) {
      sets.set(id, { ...change, id, sinceMs: change.atMs });
      replaced.set(id, inUse);
    }
    inUse = id;
  }
  return { sets: [...sets.values()].reverse(), inUse, before: replaced.get(inUse) ?? null };
}
