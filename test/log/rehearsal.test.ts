import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { type Rehearsal, rehearseHere, rehearseInThread } from '../../server/log/rehearsal.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { addCards, answer, DAY, NOON, newReview, openDesk, type TestDesk, uuid } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const CARDS = ['a', 'b', 'c', 'd'].map(asCardId);
const SETTINGS = [
  { ...DEFAULT_SCHEDULER, desiredRetention: 0.8 },
  { ...DEFAULT_SCHEDULER, weights: DEFAULT_SCHEDULER.weights.map((w, i) => (i < 4 ? w / 2 : w)) },
];

function rehearsalOn(desk: TestDesk, dueTimes: Rehearsal['dueTimes']): Rehearsal {
  const [one = DEFAULT_SCHEDULER, other = DEFAULT_SCHEDULER] = SETTINGS;
  return {
    learner: { ...desk.learner, rolloverMinutes: 300, easyDays: [1, 1, 0.5, 1, 1, 0, 1] },
    groups: [
      { scheduler: one, cardIds: CARDS.slice(0, 2) },
      { scheduler: other, cardIds: CARDS.slice(2) },
    ],
    dueTimes,
    today: Math.floor(NOON / DAY),
  };
}

async function studied(reviews: readonly (readonly [card: number, rating: number, day: number])[]) {
  const desk = await openDesk();
  await addCards(desk, ...CARDS.map((id) => ({ id })));
  for (const [index, [card, rating, day]] of reviews.entries()) {
    const grading = { cardId: CARDS[card] ?? asCardId('a'), rating: RATINGS[rating] ?? 'good' };
    const id = uuid();
    await record(desk, { id: asEventId(id), mode: 'review', reviewedAtMs: NOON - day * DAY, ...grading });
    if (index % 5 === 4) await undo(desk, asEventId(id));
  }
  return desk;
}

describe('a rehearsal', () => {
  it('returns the same in a thread as in this process', async () => {
    const anyReview = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(300));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyReview, { minLength: 5, maxLength: 40 }),
        fc.constantFrom('decide' as const, 'same-days' as const),
        async (reviews, dueTimes) => {
          const desk = await studied(reviews);
          const rehearsal = rehearsalOn(desk, dueTimes);
          const here = await rehearseHere(desk.store, rehearsal);
          expect(here.map(({ cardId }) => cardId)).toEqual(CARDS);
          expect(await rehearseInThread(desk.store, rehearsal)).toEqual(here);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);

  it('marks the memories that differ from the stored ones', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    await answer(desk, { cardId: asCardId('a'), rating: 'easy' });
    await answer(desk, { cardId: asCardId('b'), rating: 'easy' });
    await desk.store.write((tx) =>
      tx.updateTable('memories').set({ stability: 1 }).where('card_id', '=', asCardId('b')).execute(),
    );
    const groups = [{ scheduler: DEFAULT_SCHEDULER, cardIds: CARDS.slice(0, 2) }];
    const rehearsal = { ...rehearsalOn(desk, 'decide'), learner: desk.learner, groups };
    expect(await rehearseHere(desk.store, rehearsal)).toMatchObject([
      { cardId: 'a', due: null, differs: false },
      { cardId: 'b', due: null, differs: true },
    ]);
  });

  it('fails in a thread with the same message as in this process', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await record(desk, newReview({ id: asEventId(uuid()), cardId: asCardId('a') }));
    await desk.store.write((tx) => tx.updateTable('events').set({ rating: 9 }).execute());
    const rehearsal = rehearsalOn(desk, 'decide');
    await expect(rehearseHere(desk.store, rehearsal)).rejects.toThrow(/has the invalid rating 9/);
    await expect(rehearseInThread(desk.store, rehearsal)).rejects.toThrow(/has the invalid rating 9/);
  });

  it('fails with a store error when the store is closed while it runs', async () => {
    const store = await openStore({ file: join(await temporaryFolder(), 'tenax.db'), migrations });
    const desk = await openDesk({ store });
    const rehearsing = rehearseInThread(store, rehearsalOn(desk, 'decide'));
    const closing = store.close();
    await expect(rehearsing).rejects.toMatchObject({ name: 'StoreError', failure: 'closed' });
    await closing;
    await expect(rehearseInThread(store, rehearsalOn(desk, 'decide'))).rejects.toMatchObject({
      failure: 'closed',
    });
  });
});
