import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studyDayAt } from '../../server/log/desk.ts';
import { act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asPlanId, asTopicId } from '../../server/schedule/ids.ts';
import { DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { dueCounts } from '../../server/session/due.ts';
import { cardsWithin, paceOf } from '../../server/session/pace.ts';
import { type QueueQuestion, queue } from '../../server/session/queue.ts';
import {
  addCards,
  answer,
  DAY,
  HOUR,
  MINUTE,
  memories,
  NOON,
  newReview,
  openDesk,
  putOff,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const ask = (desk: TestDesk, question: Partial<QueueQuestion> = {}) =>
  queue(desk, { limit: 200, ...question });
const ids = async (desk: TestDesk, question: Partial<QueueQuestion> = {}) =>
  (await ask(desk, question)).cards.map(({ cardId }) => cardId);
const cards = (count: number, prefix = 'card') =>
  Array.from({ length: count }, (_, i) => ({ id: `${prefix}-${i}`, position: i }));

/** Puts a card into review with the answer "easy" `daysAgo` days ago. */
const learnt = (desk: TestDesk, cardId: string, daysAgo: number, durationMs?: number) =>
  answer(desk, {
    cardId: asCardId(cardId),
    rating: 'easy',
    reviewedAtMs: NOON - daysAgo * DAY,
    ...(durationMs !== undefined && { durationMs }),
  });

describe('a session limited in minutes', () => {
  it('uses the default time per card until twenty cards were timed', async () => {
    const desk = await openDesk();
    await addCards(desk, ...cards(30));
    for (let i = 0; i < 19; i++) await learnt(desk, `card-${i}`, 90, 60_000);
    expect(await paceOf(desk)).toEqual({ msPerCard: 10_000, timedCards: 19 });
  });

  it('uses the median time that a card takes in a day, with its steps but without practice', async () => {
    const desk = await openDesk();
    await addCards(desk, ...cards(21));
    for (let i = 0; i < 21; i++) {
      const cardId = asCardId(`card-${i}`);
      const at = NOON - 2 * DAY + i * MINUTE;
      await answer(desk, { cardId, reviewedAtMs: at, durationMs: 1_000 * (i + 1) });
      await answer(desk, { cardId, reviewedAtMs: at + 10 * MINUTE, durationMs: 2_000 });
      await answer(desk, { cardId, reviewedAtMs: at + HOUR, durationMs: 900_000, mode: 'cram' });
    }
    expect(await paceOf(desk)).toEqual({ msPerCard: 13_000, timedCards: 21 });
  });

  it('ignores the times of reviews that were undone', async () => {
    const desk = await openDesk();
    await addCards(desk, ...cards(20));
    for (let i = 0; i < 20; i++) {
      const wrong = await learnt(desk, `card-${i}`, 1, 60_000);
      await undo(desk, wrong.lastReviewId ?? asEventId(''));
      await learnt(desk, `card-${i}`, 1, 5_000);
    }
    expect(await paceOf(desk)).toEqual({ msPerCard: 5_000, timedCards: 20 });
  });

  it('holds the first cards of the day, more in more minutes, and at least one', async () => {
    const desk = await openDesk();
    await addCards(desk, ...cards(30));
    const all = await ask(desk);
    expect(all.total).toBe(20);
    const sizes = new Map<number, number>();
    for (const minutes of [0.01, 0.5, 1, 2, 60]) {
      const { total, cards: some } = await ask(desk, { minutes });
      expect(some).toEqual(all.cards.slice(0, total));
      sizes.set(minutes, total);
    }
    expect([...sizes.values()]).toEqual([1, 3, 6, 12, 20]);
  });

  it('never shrinks with more minutes, and fits into them', () => {
    const minutes = fc.double({ min: 0.01, max: 1_440, noNaN: true });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 500, max: 600_000 }), (a, b, msPerCard) => {
        const pace = { msPerCard, timedCards: 100 };
        const [less, more] = [cardsWithin(Math.min(a, b), pace), cardsWithin(Math.max(a, b), pace)];
        expect(less).toBeLessThanOrEqual(more);
        expect(less === 1 || less * msPerCard <= Math.min(a, b) * MINUTE).toBe(true);
      }),
    );
  });
});

describe('studying ahead', () => {
  it('asks the next due card first, and no card that is new, on a step, answered today or suspended', async () => {
    const desk = await openDesk();
    await addCards(desk, ...['far', 'near', 'new', 'step', 'today', 'away'].map((id) => ({ id })));
    await learnt(desk, 'near', 2);
    await putOff(desk, await learnt(desk, 'far', 2), 10);
    await learnt(desk, 'away', 2);
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('away'), act: 'suspend' });
    await answer(desk, { cardId: asCardId('step'), rating: 'again' });
    await answer(desk, { cardId: asCardId('today'), rating: 'easy' });
    expect(await ask(desk, { mode: 'ahead' })).toMatchObject({ mode: 'ahead', total: 2 });
    expect(await ids(desk, { mode: 'ahead' })).toEqual(['near', 'far']);
    expect(await ids(desk, { mode: 'ahead', topicId: asTopicId('eks/none') })).toEqual([]);
  });

  it('continues where the limit of the day ends', async () => {
    const desk = await openDesk({ sessionSettings: { ...DEFAULT_SESSION, reviewsPerDay: 1 } });
    await addCards(desk, { id: 'a' }, { id: 'b' }, { id: 'c' });
    for (const [cardId, days] of [
      ['a', 90],
      ['b', 80],
      ['c', 1],
    ] as const)
      await learnt(desk, cardId, days);
    expect(await ids(desk)).toEqual(['b']);
    expect(await ids(desk, { mode: 'ahead' })).toEqual(['a', 'c']);
  });

  it('keeps siblings apart if the plan does', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'n.c1' }, { id: 'n.c2' }, { id: 'm.c1' }, { id: 'm.c2' });
    for (const cardId of ['n.c1', 'n.c2', 'm.c1']) await learnt(desk, cardId, cardId === 'n.c2' ? 4 : 2);
    await learnt(desk, 'm.c2', 0);
    expect(await ids(desk, { mode: 'ahead' })).toEqual(['n.c2']);
    const together = { ...desk, sessionSettingsOf: () => ({ ...DEFAULT_SESSION, burySiblings: false }) };
    expect(await ids(together, { mode: 'ahead' })).toEqual(['n.c2', 'm.c1', 'n.c1']);
  });

  it('counts as an ordinary review, which schedules from the time when it was made', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await learnt(desk, 'a', 3);
    const after = await answer(desk, { cardId: asCardId('a') });
    expect(after.due?.dueDay).toBeGreaterThan(before.due?.dueDay ?? 0);
    expect(after.memory).toMatchObject({ reps: 2 });
    expect(await ids(desk, { mode: 'ahead' })).toEqual([]);
  });
});

describe('cramming', () => {
  const topic = { mode: 'cram', topicId: asTopicId('eks/pods') } as const;

  async function crammer() {
    const desk = await openDesk();
    await addCards(
      desk,
      { id: 'firm', item_key: 'one' },
      { id: 'weak', item_key: 'two' },
      { id: 'new', item_key: 'two', position: 9 },
      { id: 'other', topic_id: asTopicId('eks/dns') },
    );
    await learnt(desk, 'firm', 1);
    await learnt(desk, 'weak', 60);
    return desk;
  }

  const practise = (desk: TestDesk, cardId: string, rating: 'again' | 'good') => {
    desk.now += MINUTE;
    return answer(desk, { cardId: asCardId(cardId), rating, mode: 'cram' });
  };

  it('asks all cards of a topic, due or not: the weakest first, the new ones last', async () => {
    const desk = await crammer();
    expect(await ask(desk, topic)).toMatchObject({ mode: 'cram', total: 3 });
    expect(await ids(desk, topic)).toEqual(['weak', 'firm', 'new']);
    expect(await ids(desk, { mode: 'cram' })).toEqual(['weak', 'firm', 'other', 'new']);
  });

  it('of weak items asks all cards of each item that is recalled below the desired retention', async () => {
    const desk = await crammer();
    expect(await ids(desk, { ...topic, weak: true })).toEqual(['weak', 'new']);
  });

  it('leaves out cards that were recalled, and asks forgotten ones again at the end', async () => {
    const desk = await crammer();
    const sinceMs = desk.now;
    await practise(desk, 'weak', 'again');
    await practise(desk, 'firm', 'good');
    expect(await ids(desk, { ...topic, sinceMs })).toEqual(['new', 'weak']);
    await practise(desk, 'weak', 'good');
    await practise(desk, 'new', 'good');
    expect(await ids(desk, topic)).toEqual([]);
    expect(await ids(desk, { ...topic, sinceMs: desk.now + 1 })).toEqual(['weak', 'firm', 'new']);
  });

  it('asks a card again when its practice is undone', async () => {
    const desk = await crammer();
    desk.now += MINUTE;
    const practice = newReview({ cardId: asCardId('firm'), mode: 'cram' });
    await record(desk, practice);
    expect(await ids(desk, topic)).toEqual(['weak', 'new']);
    await undo(desk, practice.id);
    expect(await ids(desk, topic)).toEqual(['weak', 'firm', 'new']);
  });

  it('changes no due card, no memory and no limit', async () => {
    const desk = await crammer();
    const [due, kept] = [await dueCounts(desk), await memories(desk)];
    for (const cardId of ['weak', 'firm']) await practise(desk, cardId, 'again');
    expect({ ...(await dueCounts(desk)), asOfMs: due.asOfMs }).toEqual(due);
    const unmarked = (rows: typeof kept) => rows.map((row) => ({ ...row, last_review_id: null }));
    expect(unmarked(await memories(desk))).toEqual(unmarked(kept));
  });
});

describe('the cards that limits hold back', () => {
  it('are counted by kind, with the days that they take', async () => {
    const sessionSettings = {
      ...DEFAULT_SESSION,
      newPerDay: 2,
      reviewsPerDay: 3,
      newCountsAgainstReviews: false,
    };
    const desk = await openDesk({ sessionSettings });
    await addCards(desk, ...cards(8, 'due'), ...cards(7, 'fresh'));
    for (const { id } of cards(8, 'due')) await learnt(desk, id, 90);
    expect(await dueCounts(desk)).toMatchObject({
      total: 5,
      backlog: 10,
      heldBack: { review: { cards: 5, days: 2 }, new: { cards: 5, days: 3 } },
    });
    expect((await dueCounts(desk, { topicId: asTopicId('eks/none') })).heldBack).toEqual({
      review: { cards: 0, days: 0 },
      new: { cards: 0, days: 0 },
    });
  });

  it('take as many days as the slowest plan needs, and zero if there are none', async () => {
    const desk = await openDesk({ sessionSettings: { ...DEFAULT_SESSION, newPerDay: 1 } });
    const aws = asPlanId('aws');
    await addCards(desk, ...cards(3, 'a').map((card) => ({ ...card, plan_id: aws })), ...cards(6, 'b'));
    expect((await dueCounts(desk)).heldBack).toEqual({
      review: { cards: 0, days: 0 },
      new: { cards: 7, days: 5 },
    });
    expect((await dueCounts(desk, { planId: aws })).heldBack.new).toEqual({ cards: 2, days: 2 });
  });

  it('take longer if more cards are scheduled for the days to come', async () => {
    const desk = await openDesk({ sessionSettings: { ...DEFAULT_SESSION, reviewsPerDay: 1 } });
    await addCards(desk, { id: 'a' }, { id: 'b' }, { id: 'c' });
    for (const cardId of ['a', 'b']) await learnt(desk, cardId, 90);
    const alone = (await dueCounts(desk)).heldBack.review;
    expect(alone).toEqual({ cards: 1, days: 1 });
    const { due } = await learnt(desk, 'c', 3);
    desk.now += ((due?.dueDay ?? 0) - studyDayAt(desk, NOON) - 1) * DAY;
    expect((await dueCounts(desk)).heldBack.review.days).toBe(2);
  });
});
