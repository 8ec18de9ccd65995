import { describe, expect, it } from 'vitest';
import { historyInLog } from '../../server/optimize/log.ts';
import { act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { addCards, answer, DAY, NOON, newReview, openDesk, uuid } from '../support/desk.ts';

describe('the history that training reads in the log', () => {
  it('is empty if nothing was reviewed', async () => {
    const history = await historyInLog(await openDesk());
    expect([...history.starts]).toEqual([0]);
    expect(history.ratings).toHaveLength(0);
  });

  it('has the reviews of each card in order, whenever they arrived', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    desk.now = NOON + 3 * DAY;
    await answer(desk, { cardId: asCardId('b'), rating: 'easy', reviewedAtMs: NOON + DAY });
    await answer(desk, { cardId: asCardId('a'), rating: 'hard', reviewedAtMs: NOON + 2 * DAY });
    await answer(desk, { cardId: asCardId('a'), rating: 'again', reviewedAtMs: NOON });
    const { starts, ratings, studyDays, atMs } = await historyInLog(desk);
    expect([...starts]).toEqual([0, 2, 3]);
    expect([...ratings]).toEqual([1, 2, 4]);
    expect([...studyDays].map((day) => day - (studyDays[0] ?? 0))).toEqual([0, 2, 1]);
    expect([...atMs]).toEqual([NOON, NOON + 2 * DAY, NOON + DAY]);
  });

  it('leaves out reviews that were undone, practice, or before a reset', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    await answer(desk, { cardId: asCardId('a'), rating: 'again' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('a'), act: 'reset' });
    desk.now += DAY;
    await answer(desk, { cardId: asCardId('a'), rating: 'easy' });
    desk.now += DAY;
    await record(desk, newReview({ cardId: asCardId('a'), mode: 'cram' }));
    const mistaken = newReview({ cardId: asCardId('b'), rating: 'hard' });
    await record(desk, mistaken);
    await undo(desk, mistaken.id);
    await undo(desk, asEventId(uuid()));
    const { starts, ratings } = await historyInLog(desk);
    expect([...starts]).toEqual([0, 1]);
    expect([...ratings]).toEqual([4]);
  });

  it('is complete however many reviews there are', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    for (let i = 0; i < 700; i++) {
      desk.now += 1_000;
      await answer(desk, { cardId: asCardId(i % 2 === 0 ? 'a' : 'b') });
    }
    const { starts, atMs } = await historyInLog(desk);
    expect([...starts]).toEqual([0, 350, 700]);
    expect(new Set(atMs).size).toBe(700);
  });
});
