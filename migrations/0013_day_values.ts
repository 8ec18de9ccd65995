import type { Kysely } from 'kysely';

/** Values that are settled when first asked for on a study day, such as the learner's pace. They survive a restart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('day_values')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('day_values_key', ['learner_id', 'study_day', 'name'])
    .execute();
}
