import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { examine } from '../../server/doctor/examine.ts';
import { ACTS, act } from '../../server/review/acts.ts';
import { importReviews } from '../../server/review/import.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asTopicId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { openSettings, type SettingsDesk } from '../../server/settings/settings.ts';
import { upToDate } from '../../server/stats/rollup.ts';
import { openStore } from '../../server/store/sqlite.ts';
import type { Tables } from '../../server/store/tables.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  MINUTE,
  memories,
  NOON,
  newReview,
  openDesk,
  type TestDesk,
  uuid,
} from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const look = (desk: TestDesk) => examine(desk, { repair: false });
const repair = (desk: TestDesk) => examine(desk, { repair: true });
const CLEAN = { found: 0, repaired: 0, findings: [] };

/** Cards with some history each, the statistics looked at, nothing wrong. */
async function healthy(): Promise<TestDesk> {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' }, { id: 'c' });
  for (const cardId of ['a', 'b']) {
    await answer(desk, { cardId: asCardId(cardId), rating: 'good', reviewedAtMs: NOON - 9 * DAY });
    await answer(desk, { cardId: asCardId(cardId), rating: 'easy', reviewedAtMs: NOON - 2 * DAY });
  }
  const mistaken = newReview({ rating: 'again' });
  await record(desk, mistaken);
  await undo(desk, mistaken.id);
  await act(desk, { id: asEventId(uuid()), cardId: asCardId('b'), act: 'suspend' });
  await upToDate(desk);
  expect(await look(desk)).toMatchObject({ cards: 2, ...CLEAN });
  return desk;
}

const damage = (desk: TestDesk, spoil: (tx: Kysely<Tables>) => { execute(): Promise<unknown> }) =>
  desk.store.write((tx) => spoil(tx).execute());

describe('a value computed from the log', () => {
  it.each([
    ['a stability', { stability: 9.1 }, /^stability is 9\.1, by the log \d/],
    ['a last digit', { difficulty: 5.00000001 }, /^difficulty is 5\.00000001, by the log /],
    [
      'a due time',
      { due_at_ms: NOON, due_day: 20_000 },
      /^due at is 2026-11-23T10:00:00\.000Z, by the log .*; due day is 2024-10-04, by the log 2026-/,
    ],
    ['an impossible time', { last_reviewed_at_ms: 1e18 }, /^last reviewed at is 1000000000000000000, by/],
    ['a suspension', { suspended: 1 }, 'suspended is 1, by the log 0'],
    ['what trials have shown', { surprise: 0.5 }, /^surprise is 0\.5/],
    ['the last review', { last_review_id: null }, /^last review id is none, by the log 0/],
  ] as const)('is found and repaired if %s differs', async (_, change, message) => {
    const desk = await healthy();
    const before = await memories(desk);
    await damage(desk, (tx) => tx.updateTable('memories').set(change).where('card_id', '=', asCardId('a')));
    const finding = { about: 'memory', of: 'a', message: expect.stringMatching(message), repairable: true };
    expect(await look(desk)).toMatchObject({ found: 1, repaired: 0, findings: [finding] });
    expect(await look(desk)).toMatchObject({ found: 1 });
    expect(await repair(desk)).toMatchObject({ found: 1, repaired: 1, findings: [finding] });
    expect(await look(desk)).toMatchObject(CLEAN);
    expect(await memories(desk)).toEqual(before);
  });

  it('is found and repaired if a memory is missing, or has no log', async () => {
    const desk = await healthy();
    const before = await memories(desk);
    await damage(desk, (tx) =>
      tx
        .updateTable('memories')
        .set({ card_id: asCardId('zebra') })
        .where('card_id', '=', asCardId('b')),
    );
    expect(await repair(desk)).toMatchObject({
      found: 2,
      repaired: 2,
      findings: [
        { of: 'b', message: 'has no memory, though the log holds the card' },
        { of: 'zebra', message: 'has a memory, though the log holds nothing of the card' },
      ],
    });
    expect(await look(desk)).toMatchObject(CLEAN);
    expect(await memories(desk)).toEqual(before);
  });

  it('is found and repaired if statistics of any day differ', async () => {
    const desk = await healthy();
    const rollups = () => desk.store.read.selectFrom('daily_rollups').selectAll().execute();
    const before = await rollups();
    const [first, second] = before;
    const figures = first?.figures.replace('"reviews":[2]', '"reviews":[3]') ?? '';
    await desk.store.write(async (tx) => {
      await tx
        .updateTable('daily_rollups')
        .set({ figures })
        .where('study_day', '=', first?.study_day ?? 0)
        .execute();
      await tx
        .updateTable('daily_rollups')
        .set({ study_day: 20_000 })
        .where('study_day', '=', second?.study_day ?? 0)
        .execute();
    });
    const findings = [
      {
        about: 'statistics',
        of: '2024-10-04',
        message: 'exist, though the log has no review of that day',
      },
      { of: '2026-11-14', message: 'differ from the log: reviews' },
      { of: '2026-11-21', message: 'are missing, though the log has reviews of that day' },
    ];
    expect(await look(desk)).toMatchObject({ found: 3, findings });
    expect(await repair(desk)).toMatchObject({ found: 3, repaired: 3 });
    expect(await look(desk)).toMatchObject(CLEAN);
    expect(await rollups()).toEqual(before);
  });

  it('is compared card by card, however many pages the log has', async () => {
    const desk = await openDesk();
    const ids = Array.from({ length: 300 }, (_, i) => `card-${String(i).padStart(3, '0')}`);
    await addCards(desk, ...ids.map((id) => ({ id })));
    for (const day of [9, 8, 1]) {
      for (const cardId of ids)
        await answer(desk, { cardId: asCardId(cardId), reviewedAtMs: NOON - day * DAY });
    }
    expect(await look(desk)).toMatchObject({ events: 900, cards: 300, ...CLEAN });
    await damage(desk, (tx) => tx.updateTable('memories').set({ lapses: 7 }));
    expect(await repair(desk)).toMatchObject({ found: 300, repaired: 300 });
    expect(await look(desk)).toMatchObject(CLEAN);
  });
});

describe('the log itself', () => {
  it.each([
    ['a rating', { rating: 7 }, 'has the rating 7, not 1 to 4'],
    ['a mode', { mode: 'exam' as 'cram' }, 'has the unknown mode exam'],
    ['a decision', { due_day: null }, 'decides no due time'],
    ['a prediction', { predicted_recall: 1.5 }, 'predicts a recall of 1.5, not 0 to 1'],
    ['weights', { weights_id: 'ffff' }, 'was graded with the weights ffff, which are not stored'],
    [
      'a time',
      { reviewed_at_ms: NOON - 99 * DAY },
      'is placed at another time than the given one or its receipt',
    ],
    ['a study day', { study_day: 1 }, 'has the study day 1, days away from its time'],
    ['a type', { type: 'guessed' as 'reset' }, 'has an unknown type'],
  ])('is reported but not changed if %s is impossible', async (_, change, message) => {
    const desk = await healthy();
    const [first] = await events(desk);
    await damage(desk, (tx) =>
      tx
        .updateTable('events')
        .set(change)
        .where('id', '=', first?.id ?? asEventId('')),
    );
    const log = await events(desk);
    const { findings } = await repair(desk);
    const type = 'type' in change ? change.type : 'reviewed';
    expect(findings[0]).toEqual({
      about: 'log',
      of: first?.id,
      message: `the event "${type}" of a ${message}`,
      repairable: false,
    });
    expect(await events(desk)).toEqual(log);
    expect((await look(desk)).findings.filter(({ repairable }) => repairable)).toEqual([]);
  });

  it('is reported if it lost events', async () => {
    const desk = await healthy();
    const [first] = await events(desk);
    await damage(desk, (tx) => tx.deleteFrom('events').where('id', '=', first?.id ?? asEventId('')));
    expect((await look(desk)).findings[0]).toMatchObject({
      about: 'log',
      of: null,
      message: expect.stringMatching(/^lost 1 of its events/),
    });
  });

  it('is reported if it refers to weights that have changed', async () => {
    const desk = await healthy();
    await damage(desk, (tx) => tx.updateTable('weights').set({ body: '[1]' }));
    expect((await look(desk)).findings).toMatchObject([
      {
        about: 'log',
        of: null,
        message: expect.stringContaining('have changed since they were stored'),
        repairable: false,
      },
    ]);
  });
});

describe('a damaged file', () => {
  it('is reported, and not read or written any further', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const desk = await openDesk({ store: await openStore({ file, migrations }) });
    await addCards(desk, { id: 'a' });
    await answer(desk);
    // An entry is taken out of an index behind the back of its table.
    const handle = new Database(file);
    handle.unsafeMode(true);
    handle.pragma('writable_schema = on');
    handle.exec(
      `update sqlite_master set sql = replace(sql, '"at_ms"', '"due_day"') where name = 'events_by_time'`,
    );
    handle.close();
    const examination = await look(desk);
    expect(examination.found).toBeGreaterThan(0);
    expect(examination.findings[0]).toMatchObject({ about: 'database', of: null, repairable: false });
  });
});

const HALVED = DEFAULT_SCHEDULER.weights.map((weight, index) => (index < 4 ? weight / 2 : weight));

interface Learner {
  readonly world: TestDesk;
  readonly settings: SettingsDesk;
  /** Ids of reviews told, and of one that never is. */
  readonly reviews: string[];
}
type Step = (learner: Learner) => Promise<unknown>;

const cardId = fc.constantFrom('a', 'b', 'c');
const minutesAgo = fc.oneof(fc.integer({ min: -12, max: 40 }), fc.integer({ min: 0, max: 40 * 1440 }));
const graded = fc.tuple(cardId, fc.constantFrom(...RATINGS), minutesAgo);
const patch = fc.constantFrom(
  { desiredRetention: 0.8 },
  { desiredRetention: null },
  { weights: HALVED },
  { learningSteps: '5m 1h', relearningSteps: '' },
  { maximumIntervalDays: 3 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(graded, fc.constantFrom('review', 'review', 'cram')).map(
    ([[card, rating, minutes], mode]): Step =>
      ({ world, settings, reviews }) => {
        const review = newReview({ cardId: card, rating, mode, reviewedAtMs: world.now - minutes * MINUTE });
        reviews.push(review.id);
        return record(settings.desk, review);
      },
  ),
  graded.map(
    ([card, rating, minutes]): Step =>
      ({ world, settings }) =>
        importReviews(settings.desk, [
          { cardId: asCardId(card), rating, reviewedAtMs: world.now - minutes * MINUTE, durationMs: null },
        ]),
  ),
  fc.nat({ max: 5 }).map(
    (which): Step =>
      ({ settings, reviews }) =>
        undo(settings.desk, asEventId(reviews[which % reviews.length] ?? '')),
  ),
  fc.tuple(cardId, fc.constantFrom(...ACTS)).map(
    ([card, what]): Step =>
      ({ settings }) =>
        act(settings.desk, { id: asEventId(uuid()), cardId: asCardId(card), act: what }),
  ),
  fc.tuple(fc.constantFrom(['plan', 'eks'], ['topic', 'eks/storage']), patch, fc.boolean()).map(
    ([[scope, id = ''], change, spread]): Step =>
      ({ settings }) =>
        settings.change([{ scope: scope === 'plan' ? 'plan' : 'topic', id, patch: change }], { spread }),
  ),
  fc.constantFrom('UTC', 'Pacific/Auckland', 'America/New_York').map(
    (zone): Step =>
      ({ settings }) =>
        settings.change([{ scope: 'learner', id: '', patch: { zone } }]),
  ),
  fc.integer({ min: 0, max: 20 }).map(
    (days): Step =>
      async ({ world }) => {
        world.now += days * DAY;
      },
  ),
  fc.constant<Step>(({ settings }) => upToDate(settings.desk)),
);

describe('the doctor after any acts of a learner', () => {
  it('finds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const world = await openDesk();
        await addCards(world, { id: 'a' }, { id: 'b' }, { id: 'c', topic_id: asTopicId('eks/storage') });
        const { store, clock } = world;
        const learner = {
          world,
          settings: await openSettings({ store, clock, uuid, defaults: world }),
          reviews: [uuid()],
        };
        for (const step of steps) await step(learner);
        expect(await examine(learner.settings.desk, { repair: false })).toMatchObject(CLEAN);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
