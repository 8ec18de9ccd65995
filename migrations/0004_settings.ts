import type { Kysely } from 'kysely';

/** What a learner sets, and when which weights came into use. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('scope_id', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('settings_key', ['learner_id', 'scope', 'scope_id'])
    .execute();

  await db.schema
    .createTable('weights_changes')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('scope_id', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('weights_id', 'text')
    .addPrimaryKeyConstraint('weights_changes_key', ['learner_id', 'scope', 'scope_id', 'number'])
    .execute();
}
