import { type Kysely, sql } from 'kysely';

/**
 * Gives each card a number of its own, which identifies it in the index over texts and tags instead of the number of
 * its row. Urgent cards move to a table of the learner; until now there was only the learner `default`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createUrgentCards(db);
  await sql`drop trigger card_index_new`.execute(db);
  await sql`drop trigger card_index_changed`.execute(db);
  await createCards(db);
  // The index already has the cards by the numbers of their rows.
  await sql`insert into numbered_cards (id, number, ${COLUMNS}) select id, rowid, ${COLUMNS} from cards order by rowid`.execute(
    db,
  );
  await db.schema.dropTable('cards').execute();
  await db.schema.alterTable('numbered_cards').renameTo('cards').execute();
  await db.schema.createIndex('cards_by_number').on('cards').column('number').unique().execute();
  await db.schema.createIndex('cards_by_note').on('cards').column('note_id').execute();
  await db.schema.createIndex('cards_by_topic').on('cards').columns(['topic_id', 'live', 'id']).execute();
  await keepIndex(db);
}

/** The columns that are copied unchanged. */
const COLUMNS = sql.raw('note_id, plan_id, topic_id, item_key, kind, gap_rank, position, content_hash, live');

async function createUrgentCards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('urgent_cards')
    .addColumn('learner_id', 'text', (c) => c.notNull())
    .addColumn('card_id', 'text', (c) => c.notNull())
    .addColumn('study_day', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('urgent_cards_key', ['learner_id', 'card_id'])
    .execute();
  await sql`insert into urgent_cards (learner_id, card_id, study_day)
    select 'default', id, urgent_day from cards where urgent_day is not null`.execute(db);
}

async function createCards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('numbered_cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('note_id', 'text', (c) => c.notNull())
    .addColumn('plan_id', 'text', (c) => c.notNull())
    .addColumn('topic_id', 'text', (c) => c.notNull())
    .addColumn('item_key', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('gap_rank', 'integer', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .execute();
}

async function keepIndex(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger card_index_new after insert on cards begin
    insert into card_texts (rowid, prompt, body)
      select new.number, n.prompt, n.body ->> '$.body' from notes n where n.id = new.note_id;
    insert or ignore into card_tags (tag, number)
      select lower(t.value), new.number from notes n, json_each(n.body, '$.tags') t where n.id = new.note_id;
  end`.execute(db);
  await sql`create trigger card_index_changed after update of body on notes when old.body is not new.body begin
    delete from card_texts where rowid in (select number from cards where note_id = new.id);
    insert into card_texts (rowid, prompt, body)
      select number, new.prompt, new.body ->> '$.body' from cards where note_id = new.id;
    delete from card_tags where number in (select number from cards where note_id = new.id);
    insert or ignore into card_tags (tag, number)
      select lower(t.value), c.number from cards c, json_each(new.body, '$.tags') t where c.note_id = new.id;
  end`.execute(db);
}
