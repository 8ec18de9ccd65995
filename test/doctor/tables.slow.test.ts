import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { examine } from '../../server/doctor/examine.ts';
import type { Gap } from '../../server/http/gaps/schema.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { RULES } from '../../server/store/row-rules.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { addCards, answer, DAY, NOON, openDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { grading, openWorld, type World } from '../support/tenax.ts';

/** A library with a gap, a card reviewed, statistics looked at, a setting changed. */
async function world(): Promise<World> {
  const world = await openWorld();
  await world.send('POST', '/api/reviews', grading('pod-ip-source'));
  await world.send<Gap>('POST', '/api/gaps', {
    topicId: 'k8s/pod-networking',
    text: 'Warm pools',
    cards: [{ prompt: 'What is a warm pool?', answer: 'Spare addresses.' }],
  });
  await world.send('PATCH', '/api/settings', { learner: { zone: 'UTC' } });
  for (const path of ['/api/queue', '/api/topics', '/api/stats', '/api/due']) await world.get(path);
  return world;
}

const doctor = async ({ tenax }: World, repair = false) =>
  examine(tenax.desk, { repair, readFiles: () => tenax.library.readAgain() });

const spoil = ({ tenax }: World, statement: string) =>
  tenax.desk.store.write((tx) => sql.raw(statement).execute(tx));

describe('the rows of every table', () => {
  it('are sound in a library in use', async () => {
    expect(await doctor(await world())).toMatchObject({ found: 0, findings: [] });
  });

  it.each<[string, string, RegExp, boolean]>([
    ['a note', `update notes set body = '[]' where id = 'pod-ip-source'`, /body holds no JSON object/, true],
    ['a plan', `update plans set body = 'x'`, /library the plan k8s: body holds no JSON/, true],
    [
      'the problems of a file',
      `update files set problems = ''`,
      /library the file k8s\/plan\.md: problems holds no JSON array/,
      true,
    ],
    [
      'the detail of an item',
      `update items set detail = 'x'`,
      /library the item k8s\/.*: detail holds no JSON array/,
      true,
    ],
    ['earlier wordings', `update items set aliases = '{}'`, /aliases holds no JSON array/, false],
    ['the kind of an item', `update items set kind = 'hole'`, /kind is not one of covered, gap/, false],
    [
      'the plan of a topic',
      `update topics set plan_id = 'eks' where id = 'k8s/storage'`,
      /library the topic k8s\/storage: plan_id names none of the plans/,
      false,
    ],
    [
      'the note of a card',
      `update cards set note_id = 'gone' where id = 'pod-ip-source'`,
      /library the card pod-ip-source: note_id names none of the notes/,
      false,
    ],
    [
      'the topic of a card',
      `update cards set topic_id = 'k8s/gone' where id = 'pod-ip-source'`,
      /topic_id names none of the topics/,
      false,
    ],
    ['a flag', `update cards set live = 7 where id = 'pod-ip-source'`, /live is neither 0 nor 1/, false],
    [
      'the index of texts',
      `delete from card_texts where rowid = (select number from cards where id = 'pod-ip-source')`,
      /library the card pod-ip-source: is not in the index of texts/,
      true,
    ],
    [
      'the index of tags',
      `insert into card_tags values ('stray', 9999)`,
      /library the tag stray: is of a card that is missing/,
      true,
    ],
    [
      'the points of an event',
      `update events set points = '[true'`,
      /log the event .*: points holds no JSON array/,
      false,
    ],
    [
      'the time of an event',
      `update events set received_at_ms = 'noon'`,
      /log .* time that is no whole number/,
      false,
    ],
    ['a learner', `delete from learners`, /log the event .*: learner_id names none of the learners/, false],
    [
      'a sum',
      `update daily_rollups set cells = '{'`,
      /statistics study day \d+: cells holds no JSON object/,
      true,
    ],
    [
      'a value of the day',
      `insert into day_values values ('default', 20000, 'pace', '{')`,
      /statistics pace of study day 20000: value holds no JSON/,
      true,
    ],
    [
      'the load of a day',
      `update work_days set cards = '5'`,
      /statistics study day \d+: cards holds no JSON array/,
      false,
    ],
    [
      'a setting',
      `insert into settings values ('default', 'plan', 'k8s', '{')`,
      /settings plan k8s: body holds no JSON object/,
      false,
    ],
    [
      'the weights of a change',
      `insert into weights_changes (learner_id, scope, scope_id, number, at_ms, cause, weights_id) values ('default', 'plan', 'k8s', 1, 0, '', 'gone')`,
      /settings plan k8s, change 1: weights_id names none of the weights/,
      false,
    ],
    [
      'the reading of a gap',
      `update gap_readings set scheduler = 'x' where gap = 1`,
      /gap .*reading 1: scheduler holds no JSON object/,
      false,
    ],
    [
      'the life of a gap',
      `update gap_lives set changes = 'x' where gap = 1`,
      /gap .*: was no JSON, by the log/,
      true,
    ],
    [
      'the cards of a gap',
      `insert into gap_cards values ('default', 'gone', 1)`,
      /gap the card gone: card_id names none of the cards/,
      false,
    ],
    [
      'the gap of a card',
      `insert into gap_cards values ('default', 'pod-ip-plugin', 99)`,
      /gap the card pod-ip-plugin: is of a gap that is missing/,
      false,
    ],
    [
      'an urgent card',
      `insert into urgent_cards values ('default', 'gone', 1)`,
      /library the urgent card gone: card_id names none of the cards/,
      false,
    ],
  ])('are looked at: %s', async (_, statement, message, repairable) => {
    const at = await world();
    await spoil(at, statement);
    const seen = await doctor(at);
    const lines = seen.findings.map(({ about, of, message: text }) => `${about} ${of}: ${text}`);
    expect(lines.filter((line) => message.test(line)).length, lines.join('\n')).toBeGreaterThan(0);
    const repaired = await doctor(at, true);
    const left = await doctor(at);
    if (repairable) {
      expect(repaired.repaired).toBeGreaterThan(0);
      expect(left.findings).toEqual([]);
    } else {
      expect(left.findings.length).toBeGreaterThan(0);
    }
  });

  it('are all those of the data model', async () => {
    const { tenax } = await openWorld();
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'
      and name not like 'sqlite_%' and name not like 'card_texts%'`.execute(tenax.desk.store.read);
    // These hold nothing but numbers and names, which others refer to, or are compared with the log.
    const plain = ['migrations', 'learners', 'weights', 'rollup_marks', 'snapshot_marks'];
    const looked = new Set<string>(RULES.map(({ table }) => table));
    expect(rows.map(({ name }) => name).filter((name) => !looked.has(name) && !plain.includes(name))).toEqual(
      [],
    );
  });
});

describe('a file with a torn page', () => {
  const TORN = [
    'events',
    'memories',
    'cards',
    'notes',
    'topics',
    'weights',
    'gap_lives',
    'daily_rollups',
    'learners',
  ];
  const INDEXES = ['events_by_card', 'events_by_time', 'cards_by_topic'];

  it.each([...TORN, ...INDEXES])('in %s is reported, and the rest is looked at', async (torn) => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const whole = await openDesk({ store: await openStore({ file, migrations }) });
    await addCards(whole, { id: 'a' }, { id: 'b' });
    for (const id of ['a', 'b']) await answer(whole, { cardId: asCardId(id), reviewedAtMs: NOON - 2 * DAY });
    await whole.store.close();
    const handle = new Database(file);
    const page = Number(
      handle.prepare('select rootpage from sqlite_master where name = ?').pluck().get(torn),
    );
    handle.exec(`insert into urgent_cards values ('default', 'gone', 1)`);
    handle.pragma('journal_mode = delete');
    handle.close();
    const bytes = await readFile(file);
    bytes.fill(0xa5, (page - 1) * 4096, page * 4096);
    await writeFile(file, bytes);

    const desk = await openDesk({ store: await openStore({ file, migrations }) });
    for (const repair of [false, true]) {
      const { findings, repaired } = await examine(desk, { repair });
      expect(findings.filter(({ about }) => about === 'database').length).toBeGreaterThan(0);
      // Cards are compared with theirs.
      if (torn !== 'cards') expect(findings.map(({ of }) => of)).toContain('the urgent card gone');
      expect(repaired).toBe(0);
    }
  });
});
