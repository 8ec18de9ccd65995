import { describe, expect, it } from 'vitest';
import { ACTS, type Act, act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { queue } from '../../server/session/queue.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  HOUR,
  MINUTE,
  memories,
  newReview,
  openDesk,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const asked = async (desk: TestDesk) => (await queue(desk, { limit: 10 })).cards.map((card) => card.cardId);

async function doAct(desk: TestDesk, name: Act, cardId = 'a') {
  const acted = await act(desk, { id: asEventId(uuid()), cardId: asCardId(cardId), act: name });
  if (acted.outcome !== 'done') throw new Error(`not done but ${acted.outcome}`);
  return acted.card;
}

describe("a learner's acts on a card", () => {
  it('keep a suspended card out of the queue until it is unsuspended', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    expect((await doAct(desk, 'suspend')).suspended).toBe(true);
    expect(await asked(desk)).toEqual(['b']);
    desk.now += 30 * DAY;
    expect(await asked(desk)).toEqual(['b']);
    expect((await doAct(desk, 'unsuspend')).suspended).toBe(false);
    expect(await asked(desk)).toEqual(['a', 'b']);
  });

  it('hide a buried card until the study day ends', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    expect((await doAct(desk, 'bury')).buriedDay).toBe(20_780);
    expect(await asked(desk)).toEqual(['b']);
    // 03:59 in Helsinki, then 04:00.
    desk.now = Date.UTC(2026, 10, 24, 1, 59);
    expect(await asked(desk)).toEqual(['b']);
    desk.now += MINUTE;
    expect(await asked(desk)).toEqual(['a', 'b']);
  });

  it('bring a buried card back when it is unburied', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await doAct(desk, 'bury');
    expect((await doAct(desk, 'unbury')).buriedDay).toBeNull();
    expect(await asked(desk)).toEqual(['a']);
  });

  it('start a card over when it is reset, and keep its history', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { rating: 'easy' });
    desk.now += DAY;
    expect(await doAct(desk, 'reset')).toMatchObject({
      memory: { state: 'new' },
      due: null,
      lastReviewId: null,
    });
    expect(await asked(desk)).toEqual(['a']);
    desk.now += HOUR;
    expect((await answer(desk)).memory).toMatchObject({ reps: 1 });
    expect(await events(desk)).toHaveLength(3);
  });

  it('ignore a late review from before a reset', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await doAct(desk, 'reset');
    const card = await answer(desk, { reviewedAtMs: desk.now - DAY });
    expect(card.memory).toEqual({ state: 'new' });
  });

  it('reset a card whose last review is slightly ahead of the clock', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { reviewedAtMs: desk.now + 4 * MINUTE });
    expect((await doAct(desk, 'reset')).memory).toEqual({ state: 'new' });
  });

  it('keep a card suspended while it is reviewed', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await doAct(desk, 'suspend');
    desk.now += HOUR;
    expect(await answer(desk)).toMatchObject({ suspended: true, memory: { reps: 1 } });
  });

  it.each(ACTS)('are done once, even if they are sent again: %s', async (name) => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    const act1 = { id: asEventId(uuid()), cardId: asCardId('a'), act: name };
    const first = await act(desk, act1);
    desk.now += DAY;
    expect(first.outcome).toBe('done');
    expect(await act(desk, act1)).toEqual({ ...first, outcome: 'repeated' });
    expect(await act(desk, { ...act1, cardId: asCardId('b') })).toEqual({ outcome: 'conflict' });
    expect(await act(desk, { ...act1, act: name === 'reset' ? 'bury' : 'reset' })).toEqual({
      outcome: 'conflict',
    });
    expect(await record(desk, newReview({ id: asEventId(act1.id) }))).toEqual({ outcome: 'conflict' });
    expect(await events(desk)).toHaveLength(1);
  });

  it('report an unknown card', async () => {
    const desk = await openDesk();
    expect(await act(desk, { id: asEventId(uuid()), cardId: asCardId('a'), act: 'bury' })).toEqual({
      outcome: 'unknown-card',
    });
    expect(await memories(desk)).toEqual([]);
  });
});
