import { describe, expect, it } from 'vitest';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { record } from '../../server/review/record.ts';
import { asCardId, asEventId, asLearnerId } from '../../server/schedule/ids.ts';
import { weightsId } from '../../server/schedule/settings.ts';
import { cardToAsk } from '../../server/session/queue.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  HOUR,
  MINUTE,
  memories,
  NOON,
  newReview,
  openDesk,
  putOff,
  uuid,
} from '../support/desk.ts';

describe('recording a review', () => {
  it('stores its context: study day, zone, wording, weights, predicted recall and due time', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { rating: 'easy', durationMs: 4_200, points: [true, false] });
    desk.now = NOON + 10 * DAY;
    const card = await answer(desk, { rating: 'good' });
    const [first, second] = await events(desk);
    expect(first).toMatchObject({
      type: 'reviewed',
      card_id: 'a',
      at_ms: NOON,
      received_at_ms: NOON,
      reviewed_at_ms: null,
      zone: 'Europe/Helsinki',
      rollover_minutes: 240,
      study_day: 20_780,
      rating: 4,
      duration_ms: 4_200,
      points: '[true,false]',
      mode: 'review',
      content_hash: 'hash of a',
      weights_id: weightsId(desk.scheduler.weights),
      predicted_recall: null,
    });
    expect(second?.predicted_recall).toBeGreaterThan(0.5);
    expect(second?.predicted_recall).toBeLessThan(1);
    expect(second).toMatchObject({
      study_day: 20_790,
      due_at_ms: card.due?.dueAtMs,
      due_day: card.due?.dueDay,
      interval_days: card.due?.intervalDays,
    });
    const weights = await desk.store.read.selectFrom('weights').selectAll().execute();
    expect(weights).toEqual([
      { id: weightsId(desk.scheduler.weights), body: JSON.stringify(desk.scheduler.weights) },
    ]);
  });

  it('gives the due time that the button showed', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    for (const rating of ['good', 'good', 'again', 'good', 'hard', 'easy'] as const) {
      const said = (await cardToAsk(desk, asCardId('a')))?.previews[rating];
      expect((await answer(desk, { rating })).due).toEqual(said);
      desk.now = Math.max(desk.now, said?.dueAtMs ?? 0) + HOUR;
    }
  });

  it('counts the same review once when it is sent again', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const review = newReview({
      reviewedAtMs: NOON - 1,
      durationMs: 1,
      expectedLastReviewId: null,
      points: [true],
    });
    const first = await record(desk, review);
    desk.now += HOUR;
    const again = await record(desk, review);
    expect(first.outcome).toBe('created');
    expect(again).toEqual({ ...first, outcome: 'repeated' });
    expect(await events(desk)).toHaveLength(1);
  });

  it('returns the current state of the card when a review is sent again', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const first = newReview({ expectedLastReviewId: null });
    await record(desk, first);
    desk.now += HOUR;
    const second = await answer(desk);
    expect(await record(desk, first)).toEqual({ outcome: 'repeated', card: second, leech: false });
  });

  it.each([
    ['rating', { rating: 'hard' }],
    ['card', { cardId: asCardId('b') }],
    ['time', { reviewedAtMs: NOON - 5 }],
    ['duration', { durationMs: 5 }],
    ['mode', { mode: 'cram' }],
    ['points', { points: [false] }],
    ['expectation', { expectedLastReviewId: asEventId('another') }],
  ] as const)('rejects the same id with another %s', async (_field, other) => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    const review = newReview();
    await record(desk, review);
    expect(await record(desk, { ...review, ...other })).toEqual({ outcome: 'conflict' });
    expect(await events(desk)).toHaveLength(1);
  });

  it('rejects a review of a card that was answered elsewhere meanwhile, and returns the card as it is', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const now = await answer(desk, { expectedLastReviewId: null });
    const late = await record(desk, newReview({ expectedLastReviewId: null }));
    expect(late).toEqual({ outcome: 'card-changed', card: now });
    expect(await events(desk)).toHaveLength(1);
    await answer(desk, { expectedLastReviewId: now.lastReviewId, reviewedAtMs: NOON + 1 });
  });

  it('rejects a review of an unknown card', async () => {
    const desk = await openDesk();
    expect(await record(desk, newReview())).toEqual({ outcome: 'unknown-card' });
    expect(await events(desk)).toEqual([]);
  });

  it('accepts reviews of cards that are set aside', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a', live: 0 });
    expect((await answer(desk)).memory.state).toBe('learning');
  });

  it('places a review at the time that the client sent, up to five minutes ahead', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    await answer(desk, { cardId: asCardId('a'), reviewedAtMs: NOON + 5 * MINUTE });
    await answer(desk, { cardId: asCardId('b'), reviewedAtMs: NOON + 5 * MINUTE + 1 });
    const log = await events(desk);
    expect(log.find((event) => event.card_id === 'a')).toMatchObject({ at_ms: NOON + 5 * MINUTE });
    expect(log.find((event) => event.card_id === 'b')).toMatchObject({
      at_ms: NOON,
      reviewed_at_ms: NOON + 5 * MINUTE + 1,
    });
  });

  it('places the next review after one with a time ahead of the clock', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { reviewedAtMs: NOON + 4 * MINUTE });
    desk.now = NOON + MINUTE;
    await answer(desk, { rating: 'again' });
    const kept = await memories(desk);
    await rebuildMemories(desk);
    expect(await memories(desk)).toEqual(kept);
    expect(kept[0]?.reps).toBe(2);
  });

  it('counts a late review at its place in time, and logs the new due time', async () => {
    const [inOrder, late] = [await openDesk(), await openDesk()];
    const [a, b, c] = [
      newReview({ reviewedAtMs: NOON - 9 * DAY, rating: 'easy' }),
      newReview({ reviewedAtMs: NOON - 5 * DAY, rating: 'again' }),
      newReview({ reviewedAtMs: NOON - DAY, rating: 'good' }),
    ];
    for (const [desk, reviews] of [
      [inOrder, [a, b, c]],
      [late, [a, c, b]],
    ] as const) {
      await addCards(desk, { id: 'a' });
      for (const review of reviews) await record(desk, review);
    }
    expect(await memories(late)).toEqual(await memories(inOrder));
    const log = await events(late);
    expect(log.at(-1)).toMatchObject({ type: 'rescheduled', id: `resched:${b.id}`, cause: 'late-review' });
    expect(log.map((event) => event.type)).toEqual(['reviewed', 'reviewed', 'reviewed', 'rescheduled']);
    const [, lateRow] = log;
    const [, orderedRow] = await events(inOrder);
    expect(lateRow).toEqual({ ...orderedRow, arrival: 3 });
  });

  it('logs no new due time if a late review does not change it', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { reviewedAtMs: NOON - MINUTE, rating: 'again' });
    await answer(desk, { reviewedAtMs: NOON - 2 * MINUTE, rating: 'again' });
    expect((await events(desk)).map((event) => event.type)).toEqual(['reviewed', 'reviewed']);
  });

  it('changes neither memory nor due time in practice', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await answer(desk);
    desk.now += HOUR;
    const after = await answer(desk, { mode: 'cram', rating: 'again' });
    expect(after).toEqual({ ...before, lastReviewId: after.lastReviewId });
    expect(after.lastReviewId).not.toBe(before.lastReviewId);
    const kept = await memories(desk);
    await rebuildMemories(desk);
    expect(await memories(desk)).toEqual(kept);
  });

  it('leaves a due time that was put off when practice arrives late', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await putOff(desk, await answer(desk, { rating: 'easy' }), 3);
    expect(await answer(desk, { mode: 'cram', reviewedAtMs: NOON - HOUR })).toEqual(before);
  });

  it('introduces no card in practice', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    expect(await answer(desk, { mode: 'cram' })).toMatchObject({ memory: { state: 'new' }, due: null });
    expect(await answer(desk, { rating: 'good' })).toMatchObject({ memory: { state: 'learning', reps: 1 } });
  });

  it('stores each of 64 reviews once when they are all sent twice at the same time', async () => {
    const desk = await openDesk();
    const ids = Array.from({ length: 16 }, (_, i) => `card-${i}`);
    await addCards(desk, ...ids.map((id) => ({ id })));
    const reviews = Array.from({ length: 64 }, (_, i) =>
      newReview({ id: asEventId(uuid()), cardId: asCardId(`card-${i % 16}`) }),
    );
    const outcomes = await Promise.all([...reviews, ...reviews].map((review) => record(desk, review)));
    expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(64);
    expect(outcomes.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(64);
    const kept = await memories(desk);
    expect(kept.map((row) => row.reps)).toEqual(ids.map(() => 4));
    await rebuildMemories(desk);
    expect(await memories(desk)).toEqual(kept);
  });

  it('keeps the reviews of learners apart', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const review = newReview();
    await record(desk, review);
    const other = { ...desk, learner: { ...desk.learner, id: asLearnerId('other') } };
    expect((await record(other, { ...review, rating: 'again' })).outcome).toBe('created');
    expect((await memories(desk)).map((row) => row.learner_id).sort()).toEqual(['default', 'other']);
  });
});
