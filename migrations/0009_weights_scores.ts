import type { Kysely } from 'kysely';

/** How well trained weights predicted reviews that they were not trained on, and how many taught them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('weights_changes').addColumn('log_loss', 'double precision').execute();
  await db.schema.alterTable('weights_changes').addColumn('rmse_bins', 'double precision').execute();
  await db.schema.alterTable('weights_changes').addColumn('reviews', 'integer').execute();
}
