import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapFollower } from '../../server/gap/follow.ts';
import { changesOf, lifeByLog } from '../../server/gap/lives.ts';
import { readGaps } from '../../server/gap/read.ts';
import type { ReviewDesk } from '../../server/log/desk.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { ACTS, act } from '../../server/review/acts.ts';
import { actOnAll, takeBack } from '../../server/review/bulk.ts';
import { importReviews } from '../../server/review/import.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asPlanId, asTopicId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { yieldNow } from '../../server/store/yielding.ts';
import {
  addCards,
  answer,
  DAY,
  deskWith,
  events,
  HOUR,
  memories,
  NOON,
  newReview,
  openDesk,
  replay,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const CARDS = ['a', 'b', 'c'] as const;
const ids = (names: readonly string[]) => names.map(asCardId);

/** A desk whose cards belong to one gap, each with `reviews` reviews, a day apart. */
async function studied(names: readonly string[], reviews: number): Promise<TestDesk> {
  const desk = await openDesk();
  await addCards(desk, ...names.map((id) => ({ id, item_key: 'gap', gap_rank: 0 as const })));
  const item = {
    key: 'gap',
    kind: 'gap',
    text: 'Gap',
    detail: '[]',
    position: 0,
    aliases: '[]',
    live: 1,
  } as const;
  await desk.store.write((tx) =>
    tx
      .insertInto('items')
      .values({ topic_id: asTopicId('eks/pods'), ...item })
      .execute(),
  );
  await desk.store.write((tx, pause) => readGaps(tx, desk, [asPlanId('eks')], pause));
  const gradings = names.flatMap((name) =>
    Array.from({ length: reviews }, (_, day) => ({
      cardId: asCardId(name),
      rating: 'good' as const,
      reviewedAtMs: NOON - (reviews - day) * DAY,
      durationMs: null,
    })),
  );
  if (reviews > 0) await importReviews(desk, gradings);
  return desk;
}

/** Everything kept equals what the log folds to, and no event is missing. */
async function isAsFolded(desk: TestDesk): Promise<void> {
  const kept = await memories(desk);
  await rebuildMemories(desk);
  expect(await memories(desk)).toEqual(kept);
  const lives = await desk.store.read.selectFrom('gap_lives').selectAll().execute();
  for (const life of lives) {
    const byLog = await lifeByLog(desk.store.read, desk, life.gap, yieldNow);
    expect(changesOf(life)).toEqual(byLog.changes);
  }
  const arrivals = (await events(desk)).map(({ arrival }) => arrival).sort((a, b) => a - b);
  expect(arrivals).toEqual(arrivals.map((_, i) => i + 1));
}

/** The same desk, on which something else happens after an act was worked out and before it is written. */
function interrupted(desk: TestDesk, meanwhile: () => Promise<unknown>): TestDesk {
  const rehearse: typeof gapFollower.rehearse = async (on: ReviewDesk, added) => {
    const rehearsed = await gapFollower.rehearse(on, added);
    await meanwhile();
    return rehearsed;
  };
  return deskWith(desk, { gaps: { ...gapFollower, rehearse } });
}

const cardId = fc.constantFrom(...CARDS);
const rating = fc.constantFrom(...RATINGS);
const some = fc.uniqueArray(cardId, { minLength: 1 });
const meanwhile = fc.oneof(
  fc.record({ kind: fc.constant('review' as const), cardId, rating }),
  fc.record({ kind: fc.constant('late' as const), cardId, rating }),
  fc.record({ kind: fc.constant('undo' as const), place: fc.nat(9) }),
  fc.record({ kind: fc.constant('reset' as const), cardId }),
  fc.record({ kind: fc.constant('suspend' as const), cardId }),
  fc.record({ kind: fc.constant('retention' as const), retention: fc.constantFrom(0.7, 0.95) }),
  fc.record({ kind: fc.constant('files' as const), cards: fc.subarray([...CARDS]) }),
);
type Meanwhile = typeof meanwhile extends fc.Arbitrary<infer T> ? T : never;

async function happen(desk: TestDesk, one: Meanwhile): Promise<void> {
  switch (one.kind) {
    case 'review':
      await record(desk, newReview({ cardId: one.cardId, rating: one.rating, reviewedAtMs: desk.now }));
      return;
    case 'late':
      await record(desk, newReview({ cardId: one.cardId, rating: one.rating, reviewedAtMs: NOON - DAY / 2 }));
      return;
    case 'undo': {
      const reviews = (await events(desk)).filter(({ type }) => type === 'reviewed');
      const review = reviews[one.place % Math.max(1, reviews.length)];
      if (review) await undo(desk, review.id);
      return;
    }
    case 'reset':
    case 'suspend':
      await act(desk, { id: asEventId(uuid()), cardId: asCardId(one.cardId), act: one.kind });
      return;
    case 'retention':
      Object.assign(desk, { scheduler: { ...desk.scheduler, desiredRetention: one.retention } });
      await replay(desk, { id: uuid(), name: 'settings' });
      return;
    case 'files':
      await desk.store.write(async (tx, pause) => {
        await tx.updateTable('cards').set({ live: 0 }).execute();
        await tx
          .updateTable('cards')
          .set({ live: 1 })
          .where('id', 'in', ids([...one.cards, '-']))
          .execute();
        await readGaps(tx, desk, [asPlanId('eks')], pause);
      });
  }
}

describe('an act on many cards', () => {
  it('leaves what the log folds to, whatever happens while it is worked out', async () => {
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.constantFrom(...ACTS),
        fc.array(meanwhile, { maxLength: 3 }),
        fc.array(meanwhile, { minLength: 1, maxLength: 3 }),
        async (cards, name, during, duringUndo) => {
          const desk = await studied(CARDS, 3);
          const id = asEventId(uuid());
          const meanwhileOf = (all: readonly Meanwhile[], on: TestDesk) => async () => {
            for (const one of all) await happen(on, one);
          };
          const acting: TestDesk = interrupted(desk, () => meanwhileOf(during, acting)());
          acting.now = NOON + HOUR;
          expect(await actOnAll(acting, { id, act: name, cardIds: ids(cards) })).toMatchObject({
            outcome: 'kept',
          });
          await isAsFolded(acting);
          const undoing: TestDesk = interrupted(acting, () => meanwhileOf(duringUndo, undoing)());
          undoing.now = NOON + 2 * HOUR;
          expect(await takeBack(undoing, id)).toMatchObject({ outcome: 'undone' });
          await isAsFolded(undoing);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('is repeated, refused and taken back only once when the same comes in between', async () => {
    const desk = await studied(CARDS, 2);
    const given = { id: asEventId(uuid()), act: 'reset', cardIds: ids(CARDS) } as const;
    const twice = interrupted(desk, () => actOnAll(desk, given));
    expect(await actOnAll(twice, given)).toMatchObject({
      outcome: 'kept',
      cards: CARDS.map((one) => ({ cardId: one, outcome: 'repeated' })),
    });
    const other = { ...given, id: asEventId(uuid()) };
    const less = interrupted(desk, () => actOnAll(desk, { ...other, cardIds: ids(['a']) }));
    expect(await actOnAll(less, other)).toEqual({ outcome: 'conflict' });
    const again = interrupted(desk, () => takeBack(desk, given.id));
    expect(await takeBack(again, given.id)).toEqual({ outcome: 'undone', cardIds: ids(CARDS) });
    const undos = (await events(desk)).filter(({ type }) => type === 'undone');
    expect(undos).toHaveLength(CARDS.length);
    await isAsFolded(desk);
  });
});

describe('an import', () => {
  const gradings = CARDS.flatMap((name) =>
    [9, 8, 7].map((days) => ({
      id: asEventId(uuid()),
      cardId: asCardId(name),
      rating: 'good' as const,
      reviewedAtMs: NOON - days * DAY,
      durationMs: null,
    })),
  );

  it('leaves what the log folds to, whatever happens while it is worked out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(meanwhile, { minLength: 1, maxLength: 4 }), async (all) => {
        const desk = await studied(CARDS, 2);
        const importing: TestDesk = interrupted(desk, async () => {
          for (const one of all) await happen(importing, one);
        });
        importing.now = NOON + HOUR;
        expect(await importReviews(importing, gradings)).toMatchObject({
          outcome: 'imported',
          added: gradings.length,
        });
        await isAsFolded(importing);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('adds nothing twice, and keeps an undo that came in between', async () => {
    const desk = await studied(CARDS, 0);
    const first = gradings[0];
    if (!first) throw new Error('no gradings');
    const importing = interrupted(desk, async () => {
      await importReviews(desk, gradings.slice(0, 4));
      await undo(desk, gradings[5]?.id ?? first.id);
    });
    expect(await importReviews(importing, gradings)).toMatchObject({ outcome: 'imported', added: 5 });
    const rows = await events(desk);
    expect(rows.filter(({ type }) => type === 'reviewed')).toHaveLength(gradings.length);
    expect((await memories(desk)).map(({ reps }) => reps)).toEqual([3, 2, 3]);
    await isAsFolded(desk);
  });

  it('is refused whole if one of its ids was taken in between', async () => {
    const desk = await studied(CARDS, 0);
    const before = await events(desk);
    const taken = gradings[4]?.id ?? '';
    const importing = interrupted(desk, () => answer(desk, { id: taken, cardId: 'c' }));
    expect(await importReviews(importing, gradings)).toEqual({ outcome: 'conflict', places: [4] });
    expect(await events(desk)).toHaveLength(before.length + 1);
  });
});

describe('long work on many cards', () => {
  /** How often the event loop turns during an act. */
  async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await act();
    isOver = true;
    return turns;
  }

  it('lets others be served after every few hundred reviews', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `card-${i}`);
    const reviews = 80;
    const desk = await studied(names, reviews);
    desk.now = NOON + HOUR;
    const pieces = (names.length * reviews) / 1_000;
    const id = asEventId(uuid());
    expect(
      await turnsDuring(() => actOnAll(desk, { id, act: 'reset', cardIds: ids(names) })),
    ).toBeGreaterThan(pieces);
    expect(await turnsDuring(() => takeBack(desk, id))).toBeGreaterThan(pieces);
    const suspend = asEventId(uuid());
    const suspending = () => actOnAll(desk, { id: suspend, act: 'suspend', cardIds: ids(names) });
    expect(await turnsDuring(suspending)).toBeGreaterThanOrEqual(names.length / 20);
  }, 60_000);

  it('folds each gap once, however many of its cards it concerns', async () => {
    const desk = await studied(['a', 'b', 'c', 'd', 'e', 'f'], 4);
    let folds = 0;
    const rehearse: typeof gapFollower.rehearse = (on, added) => {
      folds += 1;
      return gapFollower.rehearse(on, added);
    };
    const refollow = () => Promise.reject(new Error('The gaps were folded card by card.'));
    const counting = deskWith(desk, { gaps: { ...gapFollower, rehearse, refollow } });
    counting.now = NOON + HOUR;
    const id = asEventId(uuid());
    await actOnAll(counting, { id, act: 'reset', cardIds: ids(['a', 'b', 'c', 'd', 'e', 'f']) });
    await takeBack(counting, id);
    expect(folds).toBe(2);
    await isAsFolded(desk);
  });
});
