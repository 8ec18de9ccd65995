import { type Card, createEmptyCard, fsrs } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { type Memory, RATINGS } from '../../server/schedule/types.ts';
import { LOGS } from '../support/logs.ts';
import { gradingsIn } from '../support/review-log.ts';

const FOUR_HOURS_MS = 4 * 3_600_000;

describe.each(LOGS)('memory over %s', (_, log) => {
  it('is that of ts-fsrs, study days taken for calendar days', ({ skip }) => {
    // Moved back by the rollover, a study day is a calendar day in UTC, which is what ts-fsrs counts.
    const oracle = fsrs({ enable_fuzz: false });
    const theirs = new Map<string, Card>();
    const ours = new Map<string, Memory>();
    let laterReviews = 0;
    for (const grading of gradingsIn(log.csv(skip))) {
      const { cardId, rating, reviewedAtMs, studyDay } = grading;
      const before = ours.get(cardId) ?? NEW;
      if (before.state !== 'new' && studyDay > before.lastStudyDay) laterReviews++;
      const { memory } = grade(before, grading, DEFAULT_SCHEDULER);
      const shifted = reviewedAtMs - FOUR_HOURS_MS;
      const rated = RATINGS.indexOf(rating) + 1;
      const { card } = oracle.next(theirs.get(cardId) ?? createEmptyCard(shifted), shifted, rated);
      ours.set(cardId, memory);
      theirs.set(cardId, card);
      const { stability, difficulty, reps, lapses } = card;
      expect(memory).toMatchObject({ stability, difficulty, reps, lapses });
    }
    expect({ cards: ours.size, laterReviews }).toEqual({ cards: log.cards, laterReviews: log.laterReviews });
  });
});
