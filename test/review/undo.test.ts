import { describe, expect, it } from 'vitest';
import { act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { NO_TRIALS } from '../../server/schedule/trials.ts';
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

describe('undoing a review', () => {
  it('leaves the card as if it had never been answered', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await answer(desk);
    desk.now += HOUR;
    const { lastReviewId } = await answer(desk, { rating: 'again' });
    desk.now += HOUR;
    expect(await undo(desk, lastReviewId ?? asEventId(''))).toEqual({ outcome: 'undone', card: before });
    expect((await events(desk)).map((event) => event.type)).toEqual(['reviewed', 'reviewed', 'undone']);
  });

  it('makes a card new again if it was its only review', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const review = newReview();
    await record(desk, review);
    expect(await undo(desk, review.id)).toEqual({
      outcome: 'undone',
      card: {
        cardId: 'a',
        memory: { state: 'new' },
        trials: NO_TRIALS,
        due: null,
        lastReviewId: null,
        suspended: false,
        buriedDay: null,
      },
    });
  });

  it('changes nothing when it is sent again', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const review = newReview();
    await record(desk, review);
    const once = await undo(desk, review.id);
    desk.now += DAY;
    expect(await undo(desk, review.id)).toEqual(once);
    expect(await events(desk)).toHaveLength(2);
  });

  it('undoes a review in the middle of a history, and moves the due time', async () => {
    const [whole, shorter] = [await openDesk(), await openDesk()];
    const reviews = (['easy', 'again', 'good', 'good'] as const).map((rating, i) =>
      newReview({ rating, reviewedAtMs: whole.now - (20 - 5 * i) * DAY }),
    );
    const [first, middle, third, last] = reviews;
    if (!first || !middle || !third || !last) throw new Error('four reviews');
    await addCards(whole, { id: 'a' });
    await addCards(shorter, { id: 'a' });
    for (const review of reviews) await record(whole, review);
    for (const review of [first, third, last]) await record(shorter, review);
    const undone = await undo(whole, middle.id);
    expect(await memories(whole)).toEqual(await memories(shorter));
    const log = await events(whole);
    expect(log.at(-1)).toMatchObject({
      type: 'rescheduled',
      cause: 'undo',
      due_at_ms: undone.outcome === 'undone' ? undone.card.due?.dueAtMs : 'none',
    });
  });

  it('is stored when it arrives before its review, which then counts for nothing', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await answer(desk);
    desk.now += HOUR;
    const review = newReview({ rating: 'again' });
    expect(await undo(desk, review.id)).toEqual({ outcome: 'kept' });
    expect(await undo(desk, review.id)).toEqual({ outcome: 'kept' });
    desk.now += HOUR;
    expect(await record(desk, review)).toEqual({ outcome: 'created', card: before, leech: false });
    expect(await record(desk, review)).toEqual({ outcome: 'repeated', card: before, leech: false });
    expect(await undo(desk, review.id)).toEqual({ outcome: 'undone', card: before });
    const undone = (await events(desk)).filter((event) => event.type === 'undone');
    expect(undone.map((event) => [event.card_id, event.target_id])).toEqual([
      [null, review.id],
      ['a', review.id],
    ]);
    desk.now += HOUR;
    expect((await answer(desk)).memory).toMatchObject({ reps: 2 });
  });

  it('undoes practice too, and the last review is then the one before', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await answer(desk);
    desk.now += HOUR;
    const practice = newReview({ mode: 'cram' });
    await record(desk, practice);
    expect(await undo(desk, practice.id)).toEqual({ outcome: 'undone', card: before });
  });

  it('undoes practice and leaves a due time that was put off', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const before = await putOff(desk, await answer(desk, { rating: 'easy' }), 3);
    const practice = newReview({ mode: 'cram', reviewedAtMs: NOON + MINUTE });
    await record(desk, practice);
    expect(await undo(desk, practice.id)).toEqual({ outcome: 'undone', card: before });
  });

  it('undoes nothing but reviews', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const id = uuid();
    await act(desk, { id: asEventId(id), cardId: asCardId('a'), act: 'suspend' });
    expect(await undo(desk, asEventId(id))).toEqual({ outcome: 'not-a-review' });
    expect((await memories(desk))[0]?.suspended).toBe(1);
  });
});
