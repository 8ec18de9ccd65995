import type { Kysely } from 'kysely';

/** The library as last read, the log, and the memory folded from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('files')
    .addColumn('path', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull())
    .addColumn('stamp', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('problems', 'text', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('plans')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('topics')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('complexity', 'integer')
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('deck_path', 'text')
    .addColumn('plan_slug', 'text')
    .addColumn('live', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('topics_by_plan').on('topics').columns(['plan_id', 'position']).execute();

  await db.schema
    .createTable('items')
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('aliases', 'text', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('items_key', ['topic_id', 'key'])
    .execute();

  await db.schema
    .createTable('notes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('prompt', 'text', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('section', 'text')
    .addColumn('item_key', 'text')
    .addColumn('draft', 'integer', (c) => c.notNull())
    .addColumn('lang', 'text')
    .addColumn('links', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('notes_by_path').on('notes').column('path').execute();
  await db.schema.createIndex('notes_by_topic').on('notes').columns(['topic_id', 'position']).execute();

  await db.schema
    .createTable('cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('note_id', 'text', (c) => c.notNull())
    .addColumn('plan_id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('item_key', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('gap_rank', 'integer', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('urgent_day', 'bigint')
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('cards_by_note').on('cards').column('note_id').execute();
  await db.schema.createIndex('cards_by_topic').on('cards').columns(['topic_id', 'live', 'id']).execute();

  await db.schema
    .createTable('events')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('card_id', 'text', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('received_at_ms', 'bigint', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('rollover_minutes', 'integer', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addColumn('reviewed_at_ms', 'bigint')
    .addColumn('rating', 'integer')
    .addColumn('duration_ms', 'bigint')
    .addColumn('mode', 'text')
    .addColumn('points', 'text')
    .addColumn('expected_last_review_id', 'text')
    .addColumn('content_hash', 'text')
    .addColumn('weights_id', 'text')
    .addColumn('predicted_recall', 'double precision')
    .addColumn('due_at_ms', 'bigint')
    .addColumn('due_day', 'bigint')
    .addColumn('interval_days', 'bigint')
    .addColumn('cause', 'text')
    .addColumn('target_id', 'text')
    .addPrimaryKeyConstraint('events_key', ['learner_id', 'id'])
    .execute();
  await db.schema
    .createIndex('events_by_card')
    .on('events')
    .columns(['learner_id', 'card_id', 'at_ms', 'id'])
    .execute();
  await db.schema.createIndex('events_by_time').on('events').columns(['learner_id', 'at_ms', 'id']).execute();

  await db.schema
    .createTable('memories')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('card_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('stability', 'double precision')
    .addColumn('difficulty', 'double precision')
    .addColumn('reps', 'integer', (c) => c.notNull())
    .addColumn('lapses', 'integer', (c) => c.notNull())
    .addColumn('first_study_day', 'bigint')
    .addColumn('last_study_day', 'bigint')
    .addColumn('last_reviewed_at_ms', 'bigint')
    .addColumn('last_review_id', 'text')
    .addColumn('due_at_ms', 'bigint')
    .addColumn('due_day', 'bigint')
    .addColumn('interval_days', 'bigint', (c) => c.notNull())
    .addColumn('memory_interval_days', 'bigint', (c) => c.notNull())
    .addColumn('suspended', 'integer', (c) => c.notNull())
    .addColumn('buried_day', 'bigint')
    .addPrimaryKeyConstraint('memories_key', ['learner_id', 'card_id'])
    .execute();

  await db.schema
    .createTable('weights')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
}
