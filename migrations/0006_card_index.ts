import { type Kysely, sql } from 'kysely';

/**
 * What cards are found by: the words of their note and its tags. Triggers keep both in step with the notes, so that
 * nobody who writes a note has to think of it. A card is called by its row number, as an event by its arrival.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table card_texts using fts5 (
    prompt, body, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  )`.execute(db);
  await sql`create table card_tags (
    tag text not null, number integer not null, primary key (tag, number)
  ) without rowid`.execute(db);
  await db.schema.createIndex('card_tags_by_number').on('card_tags').column('number').execute();

  await sql`insert into card_texts (rowid, prompt, body)
    select c.rowid, n.prompt, n.body ->> '$.body' from cards c join notes n on n.id = c.note_id`.execute(db);
  await sql`insert or ignore into card_tags (tag, number)
    select lower(t.value), c.rowid from cards c join notes n on n.id = c.note_id, json_each(n.body, '$.tags') t`.execute(
    db,
  );

  await sql`create trigger card_index_new after insert on cards begin
    insert into card_texts (rowid, prompt, body)
      select new.rowid, n.prompt, n.body ->> '$.body' from notes n where n.id = new.note_id;
    insert or ignore into card_tags (tag, number)
      select lower(t.value), new.rowid from notes n, json_each(n.body, '$.tags') t where n.id = new.note_id;
  end`.execute(db);
  await sql`create trigger card_index_changed after update of body on notes when old.body is not new.body begin
    delete from card_texts where rowid in (select rowid from cards where note_id = new.id);
    insert into card_texts (rowid, prompt, body)
      select rowid, new.prompt, new.body ->> '$.body' from cards where note_id = new.id;
    delete from card_tags where number in (select rowid from cards where note_id = new.id);
    insert or ignore into card_tags (tag, number)
      select lower(t.value), c.rowid from cards c, json_each(new.body, '$.tags') t where c.note_id = new.id;
  end`.execute(db);
}
