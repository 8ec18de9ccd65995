import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { restore } from '../../server/backup/restore.ts';
import { examine } from '../../server/doctor/examine.ts';
import { rosterOf } from '../../server/log/roster.ts';
import { asLearnerId, asNoteId } from '../../server/schedule/ids.ts';
import { cardsHolding, cardsTagged } from '../../server/store/card-index.ts';
import type { Migrations } from '../../server/store/migrate.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { NOON, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A database as the changes before one of them left it. */
async function databaseBefore(change: keyof typeof migrations, fill: (handle: Database.Database) => void) {
  const file = join(await temporaryFolder(), 'earlier.db');
  const earlier: Migrations = Object.fromEntries(
    Object.entries(migrations).filter(([name]) => name < change),
  );
  await (await openStore({ file, migrations: earlier })).close();
  const handle = new Database(file);
  fill(handle);
  handle.close();
  return file;
}

/** The latest store, from an earlier database that is restored as a backup. */
async function restored(from: string) {
  const folder = await temporaryFolder();
  const database = join(folder, 'tenax.db');
  await restore({ from, database, trash: join(folder, 'trash'), migrations, nowMs: NOON });
  return openDesk({ store: await openStore({ file: database, migrations }) });
}

describe('a database from before events were numbered', () => {
  const fill = (handle: Database.Database) => {
    const insert = handle.prepare(
      `insert into events (learner_id, id, type, card_id, at_ms, received_at_ms, zone, rollover_minutes, study_day, target_id)
       values (?, ?, ?, ?, ?, ?, 'UTC', 240, ?, ?)`,
    );
    const add = (learner: string, id: string, card: string, atMs: number) =>
      insert.run(learner, id, 'suspended', card, atMs, atMs, Math.floor(atMs / 86_400_000), null);
    add('default', 'c', 'card', NOON);
    add('ada', 'b', 'card', NOON);
    add('ada', 'a', 'card', NOON - 5);
    // It came third for its learner, though it was done first.
    add('default', 'b', 'card', NOON - 9);
    add('ada', 'c', 'card', NOON + 1);
    insert.run('default', 'undo:x', 'undone', '', NOON, NOON, Math.floor(NOON / 86_400_000), 'x');
    handle.exec(
      `insert into rollup_marks (learner_id, arrival, edition) values ('default', 4, 1), ('ada', 4, 1)`,
    );
    handle.exec(
      `insert into snapshot_marks (learner_id, topic_id, arrival, weights_id)
       values ('default', 'eks/pods', 6, 'w'), ('ada', 'eks/pods', 1, 'w')`,
    );
  };

  it('has the events of each learner numbered in the order of their rows', async () => {
    const { store } = await restored(await databaseBefore('0011_arrivals', fill));
    const rows = await store.read
      .selectFrom('events')
      .select(['learner_id', 'arrival', 'id', 'card_id'])
      .orderBy('learner_id')
      .orderBy('arrival')
      .execute();
    expect(rows).toEqual([
      { learner_id: 'ada', arrival: 1, id: 'b', card_id: 'card' },
      { learner_id: 'ada', arrival: 2, id: 'a', card_id: 'card' },
      { learner_id: 'ada', arrival: 3, id: 'c', card_id: 'card' },
      { learner_id: 'default', arrival: 1, id: 'c', card_id: 'card' },
      { learner_id: 'default', arrival: 2, id: 'b', card_id: 'card' },
      { learner_id: 'default', arrival: 3, id: 'undo:x', card_id: null },
    ]);
    expect(await store.read.selectFrom('learners').selectAll().orderBy('id').execute()).toEqual([
      { id: 'ada', arrival: 3 },
      { id: 'default', arrival: 3 },
    ]);
  });

  it('keeps marking how far each log was read', async () => {
    const { store } = await restored(await databaseBefore('0011_arrivals', fill));
    const marks = await store.read.selectFrom('rollup_marks').selectAll().orderBy('learner_id').execute();
    expect(marks.map(({ learner_id, arrival }) => [learner_id, arrival])).toEqual([
      ['ada', 2],
      ['default', 2],
    ]);
    const snapshots = await store.read
      .selectFrom('snapshot_marks')
      .selectAll()
      .orderBy('learner_id')
      .execute();
    expect(snapshots.map(({ learner_id, arrival }) => [learner_id, arrival])).toEqual([
      ['ada', 0],
      ['default', 3],
    ]);
  });

  it('is found whole by the doctor once its memories are repaired', async () => {
    const desk = await restored(await databaseBefore('0011_arrivals', fill));
    await examine(desk, { repair: true });
    expect(await examine(desk, { repair: false })).toMatchObject({ events: 3, found: 0 });
  });
});

describe('a database from before cards were numbered', () => {
  const fill = (handle: Database.Database) => {
    const note = handle.prepare(
      `insert into notes (id, topic_id, path, body, prompt, line, draft, links, position, live)
       values (?, 'eks/pods', 'eks/pods.md', ?, ?, 1, 0, '', 0, 1)`,
    );
    const card = handle.prepare(
      `insert into cards (id, note_id, plan_id, topic_id, kind, gap_rank, position, urgent_day, content_hash, live)
       values (?, ?, 'eks', 'eks/pods', 'basic', 1, 0, ?, 'hash', 1)`,
    );
    for (const [id, tag] of [
      ['warm-pool', 'AWS'],
      ['eni', 'net'],
      ['cni', 'aws'],
    ] as const) {
      note.run(id, JSON.stringify({ id, body: `all of ${id}`, tags: [tag] }), `What is ${id}?`);
    }
    card.run('warm-pool', 'warm-pool', null);
    card.run('eni', 'eni', 20_780);
    card.run('cni', 'cni', null);
  };

  const found = async ({ store }: TestDesk, among: (number: number) => boolean) => {
    const cards = await store.read.selectFrom('cards').select(['id', 'number']).orderBy('id').execute();
    return cards.filter(({ number }) => among(number)).map(({ id }) => id);
  };

  it('finds its cards by their words and tags, and those that are changed', async () => {
    const desk = await restored(await databaseBefore('0012_card_numbers', fill));
    const { read } = desk.store;
    expect(await found(desk, await cardsTagged(read, 'aws'))).toEqual(['cni', 'warm-pool']);
    expect(await found(desk, await cardsHolding(read, [{ text: 'eni', open: false }], 'anywhere'))).toEqual([
      'eni',
    ]);
    await desk.store.write((tx) =>
      tx
        .updateTable('notes')
        .set({ body: JSON.stringify({ body: 'network interface', tags: ['aws'] }) })
        .where('id', '=', asNoteId('eni'))
        .execute(),
    );
    expect(await found(desk, await cardsTagged(read, 'aws'))).toEqual(['cni', 'eni', 'warm-pool']);
    const interfaces = await cardsHolding(read, [{ text: 'interf', open: true }], 'anywhere');
    expect(await found(desk, interfaces)).toEqual(['eni']);
  });

  it('has its urgent cards with the learner', async () => {
    const { store } = await restored(await databaseBefore('0012_card_numbers', fill));
    expect(await store.read.selectFrom('urgent_cards').selectAll().execute()).toEqual([
      { learner_id: 'default', card_id: 'eni', study_day: 20_780 },
    ]);
    const urgentOf = async (learner: string) =>
      [...(await rosterOf(store, asLearnerId(learner)))]
        .filter((card) => card.urgent_day !== null)
        .map(({ id }) => id);
    expect(await urgentOf('default')).toEqual(['eni']);
    expect(await urgentOf('ada')).toEqual([]);
  });
});
