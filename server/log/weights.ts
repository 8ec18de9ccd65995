import type { Kysely } from 'kysely';
import { weightsId } from '../schedule/settings.ts';
import { perStore } from '../store/remembered.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

const keptIn = perStore(() => new Set<string>());

/** Keeps the weights in the database beside the first review that was graded with them. */
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
    /** To be called after the commit: a transaction that failed has kept nothing. */
    kept(): void {
      for (const id of written) known.add(id);
    },
  };
}

/** Keeps weights by their id, once. */
export async function keepWeights(tx: Kysely<Tables>, weights: readonly number[]): Promise<void> {
  await tx
    .insertInto('weights')
    .values({ id: weightsId(weights), body: JSON.stringify(weights) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
