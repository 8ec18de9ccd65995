import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../server/optimize/items.ts';
import { predict, scoreOf } from '../../server/optimize/score.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { DAY_MS } from '../../server/schedule/study-day.ts';
import { calibrationOf } from '../../server/stats/calibration.ts';
import { countedReviews, type LogRow } from '../../server/stats/counted.ts';
import { emptyRollup, tally } from '../../server/stats/figures.ts';
import { LOGS } from '../support/logs.ts';
import { gradingsIn, historyOf } from '../support/review-log.ts';

let counter = 0;

/** A row of the log: a good review at noon UTC on a study day, with the interval decided by it. */
function row(studyDay: number, intervalDays: number, values: Partial<LogRow> = {}): LogRow {
  return {
    id: asEventId(`r${++counter}`),
    type: 'reviewed',
    card_id: asCardId('a'),
    at_ms: studyDay * DAY_MS + DAY_MS / 2,
    zone: 'UTC',
    study_day: studyDay,
    rating: 3,
    duration_ms: 4_000,
    mode: 'review',
    predicted_recall: 0.9,
    interval_days: intervalDays,
    target_id: null,
    ...values,
  };
}

const counted = (...log: LogRow[]) => countedReviews(log);

describe('a review', () => {
  it('is of a learning, young or mature card, by the interval before it', () => {
    const kinds = counted(row(0, 0), row(0, 1), row(1, 20), row(21, 21), row(42, 0), row(42, 5), row(47, 40));
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...['learning', 'learning', 'young', 'young', 'mature', 'learning', 'young'],
    ]);
  });

  it('tests memory if it is the first of its day and the card had waited for a day or more', () => {
    const tests = counted(row(0, 0), row(0, 1), row(1, 0), row(1, 3), row(1, 3), row(4, 0), row(5, 2));
    //                    new        step       test       step       early      test       a step overnight
    expect(tests.map(({ isTest }) => isTest)).toEqual([false, false, true, false, false, true, false]);
    expect(tests.map(({ isFirst }) => isFirst)).toEqual([true, false, true, false, false, true, true]);
  });

  it('counts for calibration if the review before was on an earlier study day', () => {
    const predicted = counted(row(0, 0, { predicted_recall: null }), row(0, 1), row(1, 0), row(2, 1));
    expect(predicted.map((review) => review.predicted)).toEqual([null, null, 0.9, 0.9]);
  });

  it('does not count once undone, nor does it set the interval of the next', () => {
    const undone = row(0, 30);
    const next = row(10, 20);
    const undo = row(11, 0, { id: asEventId('undo'), type: 'undone', target_id: undone.id });
    expect(counted(undone, next, undo)).toMatchObject([{ id: next.id, kind: 'learning', wasNew: true }]);
  });

  it('is practice if crammed, and leaves the next review unchanged', () => {
    const [, crammed, next] = counted(row(0, 30), row(30, 0, { mode: 'cram' }), row(30, 50));
    expect(crammed).toMatchObject({ isCram: true, isFirst: false, isTest: false, predicted: null });
    expect(next).toMatchObject({ kind: 'mature', isFirst: true, isTest: true });
  });

  it('is of a new card again after a reset, and uses the interval of a rescheduling', () => {
    const reset = row(5, 0, { type: 'reset' });
    expect(counted(row(0, 30), reset, row(6, 1))[1]).toMatchObject({ kind: 'learning', wasNew: true });
    const moved = row(5, 12, { type: 'rescheduled' });
    expect(counted(row(0, 30), moved, row(12, 1))[1]).toMatchObject({ kind: 'young', isTest: true });
  });

  it("has the hour of the learner's clock", () => {
    const at = (time: string, zone: string) => counted(row(0, 0, { at_ms: Date.parse(time), zone }))[0]?.hour;
    expect(at('2026-11-23T22:30:00Z', 'Europe/Helsinki')).toBe(0);
    expect(at('2026-11-23T22:30:00Z', 'Asia/Kathmandu')).toBe(4);
    expect(at('2026-07-01T22:30:00Z', 'America/New_York')).toBe(18);
    expect(at('1969-12-31T23:30:00Z', 'UTC')).toBe(23);
  });

  it('counts at most five minutes', () => {
    const times = counted(row(0, 1, { duration_ms: 3_600_000 }), row(1, 1, { duration_ms: null }));
    expect(times.map(({ durationMs }) => durationMs)).toEqual([300_000, null]);
  });
});

describe.each(LOGS)('calibration on %s', (_, log) => {
  it('scores predictions as the optimiser does', ({ skip }) => {
    const items = itemsOf(historyOf(gradingsIn(log.csv(skip))));
    const predictions = predict(items, DEFAULT_SCHEDULER.weights);
    const predicted = new Map(items.map(({ sequence }) => [sequence, new Map<number, number>()]));
    for (const [at, { sequence, index }] of items.entries()) {
      predicted.get(sequence)?.set(index, predictions[at] ?? 0);
    }
    const sum = emptyRollup();
    for (const [{ ratings, elapsedDays }, recalls] of predicted) {
      let day = 0;
      const log = Array.from(ratings, (rating, index) => {
        day += elapsedDays[index] ?? 0;
        return row(day, 1, { rating, predicted_recall: recalls.get(index) ?? null });
      });
      for (const review of countedReviews(log)) tally(sum, review, 1);
    }
    const { logLoss, rmseBins } = scoreOf(items, predictions);
    const found = calibrationOf(sum);
    expect(found.reviews).toBe(log.items);
    expect(found.logLoss).toBeCloseTo(logLoss, 6);
    expect(found.rmseBins).toBeCloseTo(rmseBins, 6);
  });
});
