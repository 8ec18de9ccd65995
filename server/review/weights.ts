import type { Kysely } from 'kysely';
import { weightsId } from '../schedule/settings.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';

const ids = new WeakMap<readonly number[], string>();

/** The name in the log of the weights that a desk grades with. */
export function weightsIdOf({ scheduler: { weights } }: ReviewDesk): string {
  const id = ids.get(weights) ?? weightsId(weights);
  ids.set(weights, id);
  return id;
}

const keptIn = new WeakMap<Store, Set<string>>();

/** Keeps the weights in the database beside the first review that was graded with them. */
export function weightsInUse(desk: ReviewDesk) {
  const known = keptIn.get(desk.store) ?? new Set<string>();
  keptIn.set(desk.store, known);
  const id = weightsIdOf(desk);
  let written = false;
  return {
    async keep(tx: Kysely<Tables>): Promise<void> {
      if (known.has(id)) return;
      const row = { id, body: JSON.stringify(desk.scheduler.weights) };
      await tx
        .insertInto('weights')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      written = true;
    },
    /** To be called after the commit: a transaction that failed has kept nothing. */
    kept(): void {
      if (written) known.add(id);
    },
  };
}
