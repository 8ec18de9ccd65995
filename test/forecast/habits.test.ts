import { describe, expect, it } from 'vitest';
import { DEFAULT_HABITS, habitsOf } from '../../server/forecast/habits.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { addCards, answer, DAY, NOON, openDesk } from '../support/desk.ts';

describe('habits', () => {
  it('are the defaults below a hundred answers', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { rating: 'hard', durationMs: 3_000 });
    expect(await habitsOf(desk)).toEqual({
      ...DEFAULT_HABITS,
      learningAnswers: 1,
      passedAnswers: 0,
      timedAnswers: 1,
    });
  });

  it('are the learner’s own from a hundred answers on, with a median that ignores long pauses', async () => {
    const desk = await openDesk();
    const ids = Array.from({ length: 100 }, (_, index) => asCardId(`card-${index}`));
    await addCards(desk, ...ids.map((id) => ({ id })));
    for (const [index, cardId] of ids.entries()) {
      const rating = index < 60 ? 'easy' : 'again';
      const durationMs = index < 40 ? 3_600_000 : 5_000;
      await answer(desk, { cardId, rating, durationMs, reviewedAtMs: NOON - DAY + index * 1_000 });
    }
    expect(await habitsOf(desk)).toMatchObject({
      learning: { again: 0.4, hard: 0, good: 0, easy: 0.6 },
      passed: DEFAULT_HABITS.passed,
      msPerAnswer: 5_000,
      learningAnswers: 100,
    });
  });

  it('do not count undone answers', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const { lastReviewId } = await answer(desk, { durationMs: 3_000 });
    await undo(desk, lastReviewId ?? asEventId(''));
    expect(await habitsOf(desk)).toMatchObject({ learningAnswers: 0, timedAnswers: 0 });
  });
});
