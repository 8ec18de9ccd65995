import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studyDayAt } from '../../server/log/desk.ts';
import { memoriesAreIncomplete, rebuildMemories } from '../../server/log/rebuild.ts';
import { act } from '../../server/review/acts.ts';
import { type NewReview, record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import {
  addCards,
  answer,
  DAY,
  deskWith,
  events,
  HOUR,
  MINUTE,
  memories,
  NOON,
  newReview,
  openDesk,
  replay,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const anyReview = fc.record({
  cardId: fc.constantFrom('a', 'b'),
  rating: fc.constantFrom(...RATINGS),
  mode: fc.constantFrom('review', 'review', 'review', 'cram'),
  // Steps of minutes and of days, sometimes the same instant, sometimes ahead of the server's clock.
  reviewedAtMs: fc.oneof(
    fc.integer({ min: -40, max: 0 }).map((days) => NOON + days * DAY),
    fc.integer({ min: -40, max: 12 }).map((minutes) => NOON + minutes * MINUTE),
  ),
});

type Message = { readonly review: NewReview } | { readonly undo: string };

/** Reviews, undos of some of them, some reviews sent twice; and two orders in which all this may arrive. */
const deliveries = fc
  .array(fc.tuple(anyReview, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 10 })
  .map((reviews) =>
    reviews.flatMap(([values, undone, twice]): Message[] => {
      const review = newReview(values as Partial<NewReview>);
      return [{ review }, ...(undone ? [{ undo: review.id }] : []), ...(twice ? [{ review }] : [])];
    }),
  )
  .chain((messages) =>
    fc.tuple(
      fc.shuffledSubarray(messages, { minLength: messages.length }),
      fc.shuffledSubarray(messages, { minLength: messages.length }),
    ),
  );

/** Stores an uneven load for each day on which a review may lie, as if it had been counted when the day started. */
async function keepUnevenLoad(desk: TestDesk): Promise<void> {
  const today = studyDayAt(desk, NOON);
  const rows = Array.from({ length: 42 }, (_, i) => ({
    learner_id: desk.learner.id,
    study_day: today - 40 + i,
    cards: JSON.stringify(Array.from({ length: 400 }, (_, day) => ((day + i) * 7) % 23)),
    to_place: 12,
  }));
  await desk.store.write((tx) => tx.insertInto('work_days').values(rows).execute());
}

async function deliver(messages: readonly Message[]) {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' });
  await keepUnevenLoad(desk);
  for (const message of messages) {
    if ('review' in message) expect((await record(desk, message.review)).outcome).toMatch(/created|repeated/);
    else await undo(desk, asEventId(message.undo));
  }
  return desk;
}

describe('the memory of a card', () => {
  it('is the same if its reviews and undos arrive in another order or twice', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ([one, other]) => {
        const [a, b] = [await deliver(one), await deliver(other)];
        expect(await memories(b)).toEqual(await memories(a));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('is equal to the last digit when it is folded again from the log', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ([messages]) => {
        const desk = await deliver(messages);
        const kept = await memories(desk);
        await desk.store.write((tx) => tx.deleteFrom('memories').execute());
        await rebuildMemories(desk);
        expect(await memories(desk)).toEqual(kept);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe('practice', () => {
  it('changes no memory and no due time, at any place in the log, undone or not', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ([messages]) => {
        const isPractice = (message: Message) => 'review' in message && message.review.mode === 'cram';
        const withAll = await deliver(messages);
        const without = await deliver(messages.filter((message) => !isPractice(message)));
        const folds = async (desk: TestDesk) =>
          (await memories(desk))
            .filter(({ state }) => state !== 'new')
            .map((row) => ({ ...row, last_review_id: null }));
        expect(await folds(withAll)).toEqual(await folds(without));
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe('rebuilding', () => {
  it('restores the memory of every card, with its suspensions and burials', async () => {
    const desk = await openDesk();
    const ids = Array.from({ length: 120 }, (_, i) => `card-${String(i).padStart(3, '0')}`);
    await addCards(desk, ...ids.map((id) => ({ id })));
    for (const [i, cardId] of ids.entries()) {
      desk.now += MINUTE;
      if (i % 3 === 0) await act(desk, { id: asEventId(uuid()), cardId: asCardId(cardId), act: 'suspend' });
      if (i % 3 === 1) await act(desk, { id: asEventId(uuid()), cardId: asCardId(cardId), act: 'bury' });
      await answer(desk, { cardId: asCardId(cardId), rating: RATINGS[i % 4] ?? 'good' });
    }
    const kept = await memories(desk);
    await desk.store.write((tx) => tx.deleteFrom('memories').execute());
    expect(await rebuildMemories(desk)).toBe(120);
    expect(await memories(desk)).toEqual(kept);
  });

  it('is needed once when the memory was written by a version of Tenax that stored no trials', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk);
    const kept = await memories(desk);
    expect(await memoriesAreIncomplete(desk)).toBe(false);
    await desk.store.write((tx) => tx.updateTable('memories').set({ trials: null }).execute());
    expect(await memoriesAreIncomplete(desk)).toBe(true);
    await rebuildMemories(desk);
    expect(await memoriesAreIncomplete(desk)).toBe(false);
    expect(await memories(desk)).toEqual(kept);
  });

  it('writes nothing to the log', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk);
    const log = await events(desk);
    await rebuildMemories(desk);
    expect(await events(desk)).toEqual(log);
  });
});

describe('new settings', () => {
  it('move due times, are logged with their cause, and change nothing when applied again', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    const before = await answer(desk, { rating: 'easy', reviewedAtMs: NOON - DAY });
    const stricter = deskWith(desk, { scheduler: { ...desk.scheduler, desiredRetention: 0.97 } });
    const cause = { id: 'retention-97', name: 'retention' };
    expect(await replay(stricter, cause)).toBe(1);
    const [kept] = await memories(desk);
    expect(kept?.due_at_ms).toBeLessThan(before.due?.dueAtMs ?? 0);
    expect((await events(desk)).at(-1)).toMatchObject({
      type: 'rescheduled',
      cause: 'retention',
      due_at_ms: kept?.due_at_ms,
    });
    await replay(stricter, cause);
    expect(await events(desk)).toHaveLength(2);
    expect(await memories(desk)).toEqual([kept]);
  });

  it('leave the stored study days when the learner moves to another time zone', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { rating: 'easy', reviewedAtMs: NOON - 5 * DAY });
    await answer(desk, { rating: 'good', reviewedAtMs: NOON - DAY });
    const [here] = await memories(desk);
    const there = deskWith(desk, { learner: { ...desk.learner, zone: 'Pacific/Auckland' } });
    await replay(there, { id: 'moved', name: 'zone' });
    const [moved] = await memories(there);
    expect(moved).toEqual({ ...here, due_at_ms: moved?.due_at_ms });
    expect((here?.due_at_ms ?? 0) - (moved?.due_at_ms ?? 0)).toBe(11 * HOUR);
  });
});
