import type { Kysely } from 'kysely';

/** What statistics read: the log summed by study day, and how far it has been summed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('daily_rollups')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('cells', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('daily_rollups_key', ['learner_id', 'study_day'])
    .execute();

  await db.schema
    .createTable('rollup_marks')
    .addColumn('learner_id', 'text', (c) => c.primaryKey())
    .addColumn('arrival', 'bigint', (c) => c.notNull())
    .addColumn('edition', 'integer', (c) => c.notNull())
    .execute();
}
