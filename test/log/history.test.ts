import { expect, it } from 'vitest';
import { history } from '../../server/log/history.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { addCards, answer, HOUR, NOON, openDesk } from '../support/desk.ts';

it('the history lists reviews of one card or of all, newest first, and marks those undone', async () => {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' });
  const first = await answer(desk, {
    cardId: asCardId('a'),
    rating: 'hard',
    durationMs: 900,
    points: [true],
  });
  desk.now += HOUR;
  const second = await answer(desk, { cardId: asCardId('b'), mode: 'cram' });
  desk.now += HOUR;
  const third = await answer(desk, { cardId: asCardId('a'), rating: 'again' });
  await undo(desk, third.lastReviewId ?? asEventId(''));

  const all = await history(desk, { limit: 10 });
  expect(all.map(({ id, undone }) => [id, undone])).toEqual([
    [third.lastReviewId, true],
    [second.lastReviewId, false],
    [first.lastReviewId, false],
  ]);
  expect(all[2]).toEqual({
    id: first.lastReviewId,
    cardId: 'a',
    rating: 'hard',
    atMs: NOON,
    receivedAtMs: NOON,
    studyDay: 20_780,
    mode: 'review',
    durationMs: 900,
    points: [true],
    predictedRecall: null,
    due: first.due,
    undone: false,
  });
  expect(all[1]).toMatchObject({ mode: 'cram', due: null });
  expect(await history(desk, { limit: 2 })).toEqual(all.slice(0, 2));
  expect((await history(desk, { cardId: asCardId('b'), limit: 10 })).map(({ id }) => id)).toEqual([
    second.lastReviewId,
  ]);
  expect(await history(desk, { cardId: asCardId('none'), limit: 10 })).toEqual([]);
});
