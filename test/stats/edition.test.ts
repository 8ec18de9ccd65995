import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import type { StudyDay } from '../../server/schedule/types.ts';
import { countedReviews, type LogRow } from '../../server/stats/counted.ts';
import { addRollup, EDITION, emptyRollup, type Rollup, tally } from '../../server/stats/figures.ts';

/**
 * The digest of the fixed log's figures in each edition. A new edition adds a line; existing lines never change, because
 * learners have roll-ups of those editions.
 */
const SUMS: Readonly<Record<number, string>> = {
  1: 'd4ec32ac8769b159b36dd803f8757058a16acf8433cb15b13da347ba8de2e9fa',
};

const WHAT_TO_DO =
  'The roll-up of the fixed log is not that of this edition. If the figures are meant to change, raise EDITION in ' +
  'server/stats/figures.ts, so that existing roll-ups are rebuilt, and add a line for it to SUMS here. ' +
  'Otherwise the change is a bug.';

const FIRST_DAY = 18_262; // 2020-01-01: in the past, so no zone's rules for it will change.
const DAY_MS = 86_400_000;
const EVENTS_A_CARD = 200;

/** The nth of some values, starting over at the end. */
const nth = <T>(values: readonly [T, ...T[]], n: number): T => values[n % values.length] ?? values[0];

/** A log with everything that the figures use: steps, long waits, practice, undos, resets, new due times, zones. */
function fixedLog(card: number): readonly LogRow[] {
  let day = FIRST_DAY + card;
  return Array.from({ length: EVENTS_A_CARD }, (_, index): LogRow => {
    const n = index * 7 + card * 3;
    day += nth([0, 0, 1, 2, 0, 5, 30, 0, 1, 13, 3], n);
    const isUndo = index % 19 === 18;
    const isOther = index % 67 === 66 ? 'reset' : index % 13 === 12 ? 'rescheduled' : null;
    const type = isUndo ? 'undone' : (isOther ?? 'reviewed');
    return {
      id: asEventId(`${card}-${index}`),
      type,
      card_id: asCardId(`card-${card}`),
      at_ms: day * DAY_MS + 5 * 3_600_000 + index * 240_000,
      zone: nth(['Europe/Helsinki', 'America/New_York', 'Asia/Kathmandu'], card),
      study_day: day,
      rating: type === 'reviewed' ? nth([3, 3, 1, 2, 4, 3, 3, 1], n) : null,
      duration_ms: n % 5 === 4 ? null : (n * 977) % 400_000,
      mode: type === 'reviewed' ? (index % 11 === 10 ? 'cram' : 'review') : null,
      predicted_recall: n % 23 === 22 ? null : ((n * 37) % 101) / 100,
      interval_days: nth([0, 1, 3, 20, 21, 60], n),
      target_id: isUndo ? asEventId(`${card}-${index - 5}`) : null,
    };
  });
}

function rollups(): ReadonlyMap<StudyDay, Rollup> {
  const days = new Map<StudyDay, Rollup>();
  for (const card of [0, 1, 2, 3, 4]) {
    for (const review of countedReviews(fixedLog(card))) {
      const day = days.get(review.studyDay) ?? emptyRollup();
      days.set(review.studyDay, day);
      tally(day, review, 1);
    }
  }
  return days;
}

it('The figures of a fixed log change only with their edition.', () => {
  const sorted = (values: object) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const days = [...rollups()]
    .sort(([a], [b]) => a - b)
    .map(([day, { figures, cells }]) => [day, sorted(figures), sorted(cells)]);
  const sum = createHash('sha256').update(JSON.stringify(days)).digest('hex');
  expect(sum, WHAT_TO_DO).toBe(SUMS[EDITION]);
});

it('The fixed log has a value for every figure.', () => {
  const all = emptyRollup();
  for (const day of rollups().values()) addRollup(all, day);
  for (const [name, sums] of Object.entries(all.figures)) expect(Math.max(...sums), name).toBeGreaterThan(0);
  expect(Object.keys(all.cells).length).toBeGreaterThan(1);
});
