import type { Kysely } from 'kysely';

const FIGURES = ['trials_predicted', 'surprise', 'information'] as const;

/** What a card's reviews have shown of its predicted recall. null until the card's log is folded again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('memories').addColumn('trials', 'integer').execute();
  await db.schema.alterTable('memories').addColumn('trials_passed', 'integer').execute();
  for (const column of FIGURES) {
    await db.schema.alterTable('memories').addColumn(column, 'double precision').execute();
  }
}
