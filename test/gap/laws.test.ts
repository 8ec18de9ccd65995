import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examine } from '../../server/doctor/examine.ts';
import { gapFollower } from '../../server/gap/follow.ts';
import { changesOf, lifeByLog } from '../../server/gap/lives.ts';
import { readGaps } from '../../server/gap/read.ts';
import { act } from '../../server/review/acts.ts';
import { takeBack } from '../../server/review/bulk.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asPlanId, asTopicId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { ItemRow } from '../../server/store/tables.ts';
import {
  addCards,
  DAY,
  deskWith,
  NOON,
  newReview,
  openDesk,
  replay,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const ITEM: ItemRow = {
  topic_id: asTopicId('eks/pods'),
  key: 'gap',
  kind: 'gap',
  text: 'Gap',
  detail: '[]',
  position: 0,
  aliases: '[]',
  live: 1,
};

const CARDS = ['a', 'b', 'c'] as const;
type CardName = (typeof CARDS)[number];
const cardId = fc.constantFrom(...CARDS);
/** Anything that may happen to a gap with up to three cards, or to the clock. */
const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ review: cardId, rating: fc.constantFrom(...RATINGS, 'good', 'easy') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ late: cardId, rating: fc.constantFrom(...RATINGS), days: fc.nat(40) }),
  },
  { weight: 4, arbitrary: fc.record({ wait: fc.constantFrom(0, 1, 10 / 1440, 3, 10, 30, 90) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ cram: cardId }) },
  { weight: 1, arbitrary: fc.record({ reset: cardId }) },
  { weight: 1, arbitrary: fc.record({ restore: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ cards: fc.subarray([...CARDS]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('gap', 'gap', 'covered', 'gone') }) },
  { weight: 1, arbitrary: fc.record({ retention: fc.constantFrom(0.7, 0.9, 0.97) }) },
  { weight: 1, arbitrary: fc.record({ steps: fc.constantFrom([], [600_000]) }) },
);
type Happened = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function openGap(cards: readonly string[]): Promise<TestDesk> {
  const desk = await openDesk();
  const standing = (id: string) => (cards.includes(id) ? { item_key: 'gap', gap_rank: 0 as const } : {});
  await addCards(desk, ...['a', 'b', 'c'].map((id) => ({ id, ...standing(id) })));
  await desk.store.write((tx) => tx.insertInto('items').values(ITEM).execute());
  await desk.store.write((tx, pause) => readGaps(tx, desk, [asPlanId('eks')], pause));
  return desk;
}

/** Returns a function that makes things happen through the functions that the product uses. */
function actor(initial: TestDesk) {
  let desk = initial;
  const reviews: string[] = [];
  const resets: string[] = [];
  const files = async (change: (tx: Parameters<typeof readGaps>[0]) => Promise<unknown>) => {
    await desk.store.write(async (tx, pause) => {
      await change(tx);
      await readGaps(tx, desk, [asPlanId('eks')], pause);
    });
  };
  const settle = async (scheduler: Partial<TestDesk['scheduler']>) => {
    desk = deskWith(desk, { scheduler: { ...desk.scheduler, ...scheduler } });
    await replay(desk, { id: uuid(), name: 'settings' });
  };
  return async (happened: Happened): Promise<void> => {
    if ('wait' in happened) desk.now += happened.wait * DAY;
    else if ('review' in happened) {
      const review = newReview({ cardId: happened.review, rating: happened.rating });
      reviews.push(review.id);
      await record(desk, review);
    } else if ('late' in happened) {
      const { late, rating, days } = happened;
      const review = newReview({ cardId: late, rating, reviewedAtMs: desk.now - days * DAY });
      reviews.push(review.id);
      await record(desk, review);
    } else if ('undo' in happened) {
      const id = reviews[reviews.length - 1 - happened.undo];
      if (id !== undefined) await undo(desk, asEventId(id));
    } else if ('cram' in happened) {
      await record(desk, newReview({ cardId: happened.cram, rating: 'again', mode: 'cram' }));
    } else if ('reset' in happened) {
      const id = uuid();
      resets.push(id);
      await act(desk, { id: asEventId(id), cardId: asCardId(happened.reset), act: 'reset' });
    } else if ('restore' in happened) {
      const id = resets[resets.length - 1 - happened.restore];
      if (id !== undefined) await takeBack(desk, asEventId(id));
    } else if ('cards' in happened) {
      await files(async (tx) => {
        await tx.updateTable('cards').set({ item_key: null, gap_rank: 1 }).execute();
        const held = { item_key: 'gap', gap_rank: 0 } as const;
        if (happened.cards.length > 0) {
          await tx.updateTable('cards').set(held).where('id', 'in', happened.cards.map(asCardId)).execute();
        }
      });
    } else if ('kind' in happened) {
      const { kind } = happened;
      await files((tx) =>
        tx
          .updateTable('items')
          .set(kind === 'gone' ? { live: 0 } : { live: 1, kind })
          .execute(),
      );
    } else if ('retention' in happened) await settle({ desiredRetention: happened.retention });
    else await settle({ relearningStepsMs: happened.steps });
  };
}

/** Two days, ten days apart, on which every card is answered with "easy". They close the gap. */
function learning(cards: readonly CardName[]): readonly Happened[] {
  const day = [...cards.map((review): Happened => ({ review, rating: 'easy' })), { wait: 10 }];
  return [...day, ...day];
}

async function keptLife(desk: TestDesk) {
  const life = await desk.store.read.selectFrom('gap_lives').selectAll().executeTakeFirstOrThrow();
  return changesOf(life);
}

describe('the record of a gap', () => {
  it('equals a fold of all readings and the log, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...CARDS]),
        fc.boolean(),
        fc.array(happening, { minLength: 5, maxLength: 30 }),
        async (cards, isKnown, all) => {
          const desk = await openGap(cards);
          const happen = actor(desk);
          for (const happened of [...(isKnown ? learning(cards) : []), ...all]) {
            await happen(happened);
            const { changes } = await desk.store.write((tx, pause) => lifeByLog(tx, desk, 1, pause));
            expect(await keptLife(desk)).toEqual(changes);
          }
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);

  it('is the same when it is folded again, which writes nothing to any log', async () => {
    const desk = await openGap(['a', 'b']);
    const happen = actor(desk);
    for (let day = 0; day < 6; day++) {
      await happen({ review: 'a', rating: 'easy' });
      await happen({ review: 'b', rating: day === 5 ? 'again' : 'easy' });
      await happen({ wait: 30 });
    }
    const kept = await keptLife(desk);
    expect(kept.map(({ stage }) => stage)).toEqual(['carded', 'learning', 'closed', 'reopened']);
    const readings = await desk.store.read.selectFrom('gap_readings').selectAll().execute();
    await desk.store.write((tx) => tx.updateTable('gap_lives').set({ changes: '[]' }).execute());
    await desk.store.write((tx, pause) => gapFollower.refollow(tx, desk, [asCardId('a')], pause));
    expect(await keptLife(desk)).toEqual(kept);
    expect(await desk.store.read.selectFrom('gap_readings').selectAll().execute()).toEqual(readings);
  });

  it('ignores practice', async () => {
    const desk = await openGap(['a']);
    const happen = actor(desk);
    await happen({ cram: 'a' });
    expect((await keptLife(desk)).map(({ stage }) => stage)).toEqual(['carded']);
  });

  it('is checked against the log and repaired by the doctor', async () => {
    const desk = await openGap(['a']);
    await actor(desk)({ review: 'a', rating: 'good' });
    const kept = await keptLife(desk);
    expect((await examine(desk, { repair: true })).findings).toEqual([]);
    await desk.store.write((tx) => tx.updateTable('gap_lives').set({ changes: '[]' }).execute());
    const { findings } = await examine(desk, { repair: false });
    expect(findings).toMatchObject([{ about: 'gap', of: 'eks/pods: gap', repairable: true }]);
    expect(findings[0]?.message).toMatch(/^was nothing, by the log carded .*, learning .* by a$/);
    expect(await examine(desk, { repair: true })).toMatchObject({ found: 1, repaired: 1 });
    expect(await keptLife(desk)).toEqual(kept);
  });

  it('gets no new reading while the files stay the same', async () => {
    const desk = await openGap(['a']);
    desk.now = NOON + DAY;
    await desk.store.write((tx, pause) => readGaps(tx, desk, [asPlanId('eks')], pause));
    expect(await desk.store.read.selectFrom('gap_readings').selectAll().execute()).toHaveLength(1);
  });
});
