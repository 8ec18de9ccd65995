import fc from 'fast-check';
import type { DayLoad } from '../../server/schedule/balance.ts';
import { asCardId, type CardId } from '../../server/schedule/ids.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import type { Calendar, Memory, SchedulerSettings, StudyDay } from '../../server/schedule/types.ts';
import { RATINGS } from '../../server/schedule/types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

export const START_MS = Date.UTC(2026, 10, 23, 9);

export const rating = fc.constantFrom(...RATINGS);

/** Time between two reviews: minutes as on steps, days as in review, now and then years. */
export const gapMs = fc.oneof(
  fc.integer({ min: 0, max: 30 * MINUTE_MS }),
  fc.integer({ min: 0, max: 40 * DAY_MS }),
  fc.integer({ min: 0, max: 3000 * DAY_MS }),
);

/** Ratings with the time since the one before. */
export const reviews = fc.array(fc.record({ rating, gapMs }), { maxLength: 14 });

export const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Apia', 'Asia/Kolkata'),
  rolloverMinutes: fc.integer({ min: 0, max: 1439 }),
});

/** A weight for each weekday. */
export const easyDays = fc.array(fc.constantFrom(0, 0.25, 0.5, 1, 1, 1), { minLength: 7, maxLength: 7 });

/** The load of the days to come, counted from any day on. */
export const load: fc.Arbitrary<DayLoad> = fc
  .record({
    cards: fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }),
    toPlace: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ cards, toPlace }) => ({
    cardsOn: (day) => cards[day % cards.length] ?? 0,
    lastDay: Number.POSITIVE_INFINITY,
    toPlace,
  }));

const stepsMs = fc.array(fc.integer({ min: 1, max: 3 * 1440 }), { maxLength: 3 }).map(inMilliseconds);

/** Settings as learners choose them, with weights a little off the defaults. */
export const settings: fc.Arbitrary<SchedulerSettings> = fc.record({
  weights: fc
    .array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), { minLength: 21, maxLength: 21 })
    .map((factors) => DEFAULT_SCHEDULER.weights.map((weight, index) => weight * (factors[index] ?? 1))),
  desiredRetention: fc.double({ min: 0.7, max: 0.97, noNaN: true }),
  learningStepsMs: stepsMs,
  relearningStepsMs: stepsMs,
  maximumIntervalDays: fc.constantFrom(1, 7, 365, 36_500),
});

function inMilliseconds(minutes: readonly number[]): readonly number[] {
  return minutes.map((each) => each * MINUTE_MS);
}

/** A card somewhere in its life, with settings, calendar and the time of the next review. */
interface Moment {
  readonly settings: SchedulerSettings;
  readonly calendar: Calendar;
  readonly cardId: CardId;
  readonly memory: Memory;
  readonly nowMs: number;
  readonly studyDay: StudyDay;
}

export const moment: fc.Arbitrary<Moment> = fc
  .record({
    settings,
    calendar,
    reviews,
    gapMs,
    cardId: fc.string({ minLength: 1, maxLength: 12 }).map(asCardId),
  })
  .map(({ settings, calendar, reviews, gapMs, cardId }) => {
    let memory: Memory = NEW;
    let nowMs = START_MS;
    for (const { rating, gapMs } of reviews) {
      nowMs += gapMs;
      const studyDay = studyDayOf(nowMs, calendar);
      memory = grade(memory, { cardId, rating, reviewedAtMs: nowMs, studyDay }, settings).memory;
    }
    nowMs += gapMs;
    return { settings, calendar, cardId, memory, nowMs, studyDay: studyDayOf(nowMs, calendar) };
  });
