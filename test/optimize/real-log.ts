import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gatherHistory, type ReviewHistory } from '../../server/optimize/history.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import { RATINGS } from '../../server/schedule/types.ts';

export const REAL_LOG = fileURLToPath(new URL('../../../shared/data/reviews-a.csv', import.meta.url));
export const HAS_REAL_LOG = existsSync(REAL_LOG);
export const REAL_LOG_ABSENT = `${REAL_LOG} is absent`;

const CALENDAR = { zone: 'UTC', rolloverMinutes: 240 };

/** The real log of 12,580 reviews, with study days in UTC that start at 04:00. */
export function realHistory(): ReviewHistory {
  const cards = new Map<string, Parameters<ReturnType<typeof gatherHistory>['add']>[0][number][]>();
  for (const line of readFileSync(REAL_LOG, 'utf8').trim().split('\n').slice(1)) {
    const [cardId = '', grade, time = ''] = line.split(',');
    const atMs = Date.parse(time);
    const of = cards.get(cardId) ?? [];
    cards.set(cardId, of);
    of.push({
      id: `${cardId} ${time}`,
      cardId,
      type: 'reviewed',
      mode: 'review',
      rating: RATINGS[Number(grade) - 1] ?? 'again',
      atMs,
      studyDay: studyDayOf(atMs, CALENDAR),
      due: { dueAtMs: 0, dueDay: 0, intervalDays: 0 },
    });
  }
  const history = gatherHistory();
  for (const reviews of cards.values()) history.add(reviews.sort((a, b) => a.atMs - b.atMs));
  return history.done();
}
