import { type Kysely, sql } from 'kysely';

/**
 * Numbers each learner's events 1, 2, 3 … in the order in which the log took them, and moves the marks of what was
 * computed from the log to these numbers. An undo that came before its review gets null as its card.
 *
 * Until now the order was that of the rows. A new table is written in this order and indexed afterwards, since indexes
 * that grow row by row would take several times as long.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createLearners(db);
  await sql`create temporary table arrivals (place integer primary key, arrival bigint not null)`.execute(db);
  await sql`insert into arrivals (place, arrival)
    select rowid, row_number() over (partition by learner_id order by rowid) from events`.execute(db);
  await moveMarks(db, 'rollup_marks');
  await moveMarks(db, 'snapshot_marks');
  await createEvents(db);
  await sql`insert into numbered_events (learner_id, arrival, id, type, card_id, ${COLUMNS})
    select learner_id, arrival, id, type, nullif(card_id, ''), ${COLUMNS}
    from events join arrivals on place = events.rowid order by place`.execute(db);
  await sql`insert into learners (id, arrival)
    select learner_id, max(arrival) from numbered_events group by learner_id`.execute(db);
  await db.schema.dropTable('events').execute();
  await db.schema.alterTable('numbered_events').renameTo('events').execute();
  await indexEvents(db);
  await countArrivals(db);
  await db.schema.dropTable('arrivals').execute();
}

/** The columns that are copied unchanged. */
const COLUMNS = sql.raw(`at_ms, received_at_ms, zone, rollover_minutes, study_day, reviewed_at_ms, rating,
  duration_ms, mode, points, expected_last_review_id, content_hash, weights_id, predicted_recall, due_at_ms,
  due_day, interval_days, cause, target_id`);

async function createLearners(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('learners')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('arrival', 'bigint', (c) => c.notNull())
    .execute();
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('numbered_events')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('arrival', 'bigint', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('card_id', 'text')
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
    .addPrimaryKeyConstraint('events_key', ['learner_id', 'arrival'])
    .execute();
}

async function indexEvents(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(name).on('events');
  await index('events_by_id').columns(['learner_id', 'id']).unique().execute();
  await index('events_by_card').columns(['learner_id', 'card_id', 'at_ms', 'id']).execute();
  await index('events_by_time').columns(['learner_id', 'at_ms', 'id']).execute();
  await sql`create index events_failed on events (learner_id, at_ms) where rating = 1`.execute(db);
}

/** Inserting an event also raises its learner's number to its own, in one statement, so that no number is skipped. */
async function countArrivals(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger events_arrive after insert on events begin
    insert into learners (id, arrival) values (new.learner_id, new.arrival)
      on conflict (id) do update set arrival = excluded.arrival;
  end`.execute(db);
}

/** A mark named the last counted event among those of all learners. Now it names the last one of its own learner. */
async function moveMarks(db: Kysely<unknown>, table: 'rollup_marks' | 'snapshot_marks'): Promise<void> {
  const mark = sql.table(table);
  await sql`update ${mark} set arrival = coalesce((
    select a.arrival from arrivals a join events e on e.rowid = a.place
    where a.place <= ${mark}.arrival and e.learner_id = ${mark}.learner_id
    order by a.place desc limit 1
  ), 0)`.execute(db);
}
