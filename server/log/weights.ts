// Stores the weights that reviews were graded with.
import type { Kysely } from 'kysely';
import { weightsId } from '../schedule/settings.ts';
import { perStore } from '../store/remembered.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

const keptIn = perStore(() => new Set<string>());

/** Stores weights in the transaction of the first review that is graded with them. */
export function weightsInUse(store: Store) {
  const known = keptIn(store);
  const written = new Set<string>();
  return {
    async keep(tx: Kysely<Tables>, weights: readonly number[]): Promise<void> {
      const id = weightsId(weights);
      if (known.has(id)) return;
      await keepWeights(tx, weights);
      written.add(id);
    },
    /** Call this after the commit, since a failed transaction stores nothing. */
    kept(): void {
      for (const id of written) known.add(id);
    },
  };
}

/** Stores weights by their id, unless they are stored already. */
export async function keepWeights(tx: Kysely<Tables>, weights: readonly number[]): Promise<void> {
  await tx
    .insertInto('weights')
    .values({ id: weightsId(weights), body: JSON.stringify(weights) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
