import { type Kysely, sql } from 'kysely';

/** The life of each gap: what was read of it, what follows from that and the log; and what became of proposals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('gap_readings')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('gap', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('cards', 'text', (c) => c.notNull())
    .addColumn('scheduler', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('gap_readings_key', ['learner_id', 'gap', 'number'])
    .execute();

  await db.schema
    .createTable('gap_lives')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('gap', 'integer', (c) => c.notNull())
    .addColumn('plan_id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('cards', 'text', (c) => c.notNull())
    .addColumn('scheduler', 'text', (c) => c.notNull())
    .addColumn('read_at_ms', 'bigint', (c) => c.notNull())
    .addColumn('folded_to_ms', 'bigint', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('gap_lives_key', ['learner_id', 'gap'])
    .execute();
  await db.schema
    .createIndex('gap_lives_by_item')
    .on('gap_lives')
    .columns(['learner_id', 'topic_id', 'key'])
    .execute();

  await db.schema
    .createTable('gap_cards')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('card_id', 'text', (c) => c.notNull())
    .addColumn('gap', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('gap_cards_key', ['learner_id', 'card_id', 'gap'])
    .execute();

  await db.schema
    .createTable('gap_decisions')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('item_key', 'text', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('gap_text', 'text')
    .addPrimaryKeyConstraint('gap_decisions_key', ['learner_id', 'id'])
    .execute();

  // Proposals look for failures among the latest of perhaps millions of reviews.
  await sql`create index events_failed on events (learner_id, at_ms) where rating = 1`.execute(db);
}
