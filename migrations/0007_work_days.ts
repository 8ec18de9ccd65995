import type { Kysely } from 'kysely';

/** A learner's work as it stood when a study day started: what due times decided on that day rest on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('work_days')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addColumn('cards', 'text', (c) => c.notNull())
    .addColumn('to_place', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('work_days_key', ['learner_id', 'study_day'])
    .execute();
}
