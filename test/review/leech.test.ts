import { describe, expect, it } from 'vitest';
import { act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { addCards, DAY, newReview, openDesk, type TestDesk, uuid } from '../support/desk.ts';

const THRESHOLD = 2;

async function openWithCard(): Promise<TestDesk> {
  const desk = await openDesk({ leechThresholdOf: () => THRESHOLD });
  await addCards(desk, { id: 'a' });
  return desk;
}

/** Whether a review of the card makes it a leech. */
async function leechAfter(desk: TestDesk, values: Parameters<typeof newReview>[0]): Promise<boolean> {
  const recorded = await record(desk, newReview(values));
  if (recorded.outcome !== 'created' && recorded.outcome !== 'repeated') throw new Error(recorded.outcome);
  return recorded.leech;
}

/** Learns the card and forgets it on the next day, `times` times. */
async function forget(desk: TestDesk, times: number): Promise<void> {
  for (let lapse = 0; lapse < times; lapse++) {
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    await leechAfter(desk, { rating: 'again' });
    desk.now += DAY;
  }
}

describe('a lapse that makes a card a leech', () => {
  it('is reported once, in the result of the lapse itself', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    expect(await leechAfter(desk, { rating: 'easy' })).toBe(false);
    desk.now += DAY;
    expect(await leechAfter(desk, { rating: 'again' })).toBe(true);
    expect(await leechAfter(desk, { rating: 'again' })).toBe(false);
  });

  it('is reported again when the same answer is sent again, even after later acts', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    const lapse = { id: uuid(), rating: 'again' } as const;
    expect(await leechAfter(desk, lapse)).toBe(true);
    await leechAfter(desk, { rating: 'easy' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('a'), act: 'reset' });
    await leechAfter(desk, { rating: 'good' });
    expect(await leechAfter(desk, lapse)).toBe(true);
  });

  it('is no longer reported once it is undone', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    const lapse = { id: uuid(), rating: 'again' } as const;
    expect(await leechAfter(desk, lapse)).toBe(true);
    await undo(desk, asEventId(lapse.id));
    expect(await leechAfter(desk, lapse)).toBe(false);
  });

  it('is not reported if its undo came first', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    const lapse = { id: uuid(), rating: 'again' } as const;
    await undo(desk, asEventId(lapse.id));
    expect(await leechAfter(desk, lapse)).toBe(false);
  });

  it('is reported when it arrives late, by the lapses before it', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await leechAfter(desk, { rating: 'easy' });
    const lapsedAtMs = desk.now + DAY;
    desk.now += 2 * DAY;
    await leechAfter(desk, { rating: 'good' });
    expect(await leechAfter(desk, { rating: 'again', reviewedAtMs: lapsedAtMs })).toBe(true);
  });

  it('is not reported in practice', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    expect(await leechAfter(desk, { rating: 'again', mode: 'cram' })).toBe(false);
  });

  it('is not reported for lapses before a reset', async () => {
    const desk = await openWithCard();
    await forget(desk, THRESHOLD - 1);
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('a'), act: 'reset' });
    await leechAfter(desk, { rating: 'easy' });
    desk.now += DAY;
    const lapse = { id: uuid(), rating: 'again' } as const;
    expect(await leechAfter(desk, lapse)).toBe(false);
    expect(await leechAfter(desk, lapse)).toBe(false);
  });
});
