import type { Kysely } from 'kysely';

const FIGURES = ['trials_predicted', 'surprise', 'information'] as const;

/** What a card's reviews have shown of its predicted recall, null until its log is folded again; and snapshots. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('memories').addColumn('trials', 'integer').execute();
  await db.schema.alterTable('memories').addColumn('trials_passed', 'integer').execute();
  for (const column of FIGURES) {
    await db.schema.alterTable('memories').addColumn(column, 'double precision').execute();
  }

  await db.schema
    .createTable('retention_snapshots')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addColumn('reviews', 'integer', (c) => c.notNull())
    .addColumn('passed', 'integer', (c) => c.notNull())
    .addColumn('retention_percent', 'double precision')
    .addPrimaryKeyConstraint('retention_snapshots_key', ['learner_id', 'topic_id', 'study_day'])
    .execute();

  await db.schema
    .createTable('snapshot_marks')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('arrival', 'bigint', (c) => c.notNull())
    .addColumn('weights_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('snapshot_marks_key', ['learner_id', 'topic_id'])
    .execute();
}
