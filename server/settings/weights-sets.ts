// The sets of weights that were in use for a plan or topic.
import { weightsId } from '../schedule/settings.ts';
import type { WeightsChange } from './rows.ts';

/** The id of the weights of the next wider scope, which are in use first. */
export const DEFAULT_SET = 'default';

/** Weights that are or were in use for a plan or a topic. */
export interface WeightsSet extends WeightsChange {
  readonly id: string;
  /** When they first came into use; null for the default set. */
  readonly sinceMs: number | null;
}

export interface WeightsSets {
  /** Each set once, by its first use, latest first. */
  readonly sets: readonly WeightsSet[];
  /** The id of the set in use. */
  readonly inUse: string;
  /** The id of the set that it replaced when it first came into use; null if there is none. */
  readonly before: string | null;
}

/**
 * The sets of weights from a history of changes, latest first. Going back to a set is not a new use, so that going back
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
