import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Card, createEmptyCard, fsrs } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import { type Memory, RATINGS } from '../../server/schedule/types.ts';

const LOG = fileURLToPath(new URL('../../../shared/data/reviews-a.csv', import.meta.url));
const FOUR_HOURS_MS = 4 * 3_600_000;
const CALENDAR = { zone: 'UTC', rolloverMinutes: 240 };

/** The log's columns: card_id, review_rating (1–4), review_time (ISO 8601, UTC), review_duration (ms). */
function readLog() {
  const [, ...lines] = readFileSync(LOG, 'utf8').trim().split('\n');
  return lines
    .map((line) => line.split(','))
    .map(([cardId = '', grade, time = '']) => ({ cardId, grade: Number(grade), atMs: Date.parse(time) }));
}

describe('a real log of 12,580 reviews', () => {
  it('is remembered as ts-fsrs would, had it study days', ({ skip }) => {
    skip(!existsSync(LOG), `${LOG} is absent`);
    // Moved back by the rollover, a study day is a calendar day in UTC, which is what ts-fsrs counts.
    const oracle = fsrs({ enable_fuzz: false });
    const theirs = new Map<string, Card>();
    const ours = new Map<string, Memory>();
    let longTerm = 0;
    for (const { cardId, grade: rated, atMs } of readLog()) {
      const rating = RATINGS[rated - 1] ?? 'again';
      const before = ours.get(cardId) ?? NEW;
      const studyDay = studyDayOf(atMs, CALENDAR);
      if (before.state !== 'new' && studyDay > before.lastStudyDay) longTerm++;
      const { memory } = grade(before, { cardId, rating, reviewedAtMs: atMs, studyDay }, DEFAULT_SCHEDULER);
      const shifted = atMs - FOUR_HOURS_MS;
      const { card } = oracle.next(theirs.get(cardId) ?? createEmptyCard(shifted), shifted, rated);
      ours.set(cardId, memory);
      theirs.set(cardId, card);
      const { stability, difficulty, reps, lapses } = card;
      expect(memory).toMatchObject({ stability, difficulty, reps, lapses });
    }
    expect({ cards: ours.size, longTerm }).toEqual({ cards: 1205, longTerm: 6276 });
  });
});
