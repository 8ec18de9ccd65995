import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCard, foldReviews, refoldCard } from '../../server/schedule/fold.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { liveReviews, standing } from '../../server/schedule/live-reviews.ts';
import { NEW } from '../../server/schedule/memory.ts';
import { review } from '../../server/schedule/review.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { DAY_MS, studyDayOf } from '../../server/schedule/study-day.ts';
import { NO_TRIALS } from '../../server/schedule/trials.ts';
import type { Calendar, CardEvent, Due, Memory, Rating } from '../../server/schedule/types.ts';
import { calendar, easyDays, load, rating, reviews, START_MS, settings } from './arbitraries.ts';

const HELSINKI: Calendar = { zone: 'Europe/Helsinki', rolloverMinutes: 240 };
const SETTINGS = DEFAULT_SCHEDULER;
const NOON = START_MS;
const CARD = asCardId('card');

type Event<T extends CardEvent['type']> = Extract<CardEvent, { readonly type: T }>;

const base = (id: string, day: number) => ({ id: asEventId(id), cardId: CARD, atMs: NOON + day * DAY_MS });

/** A review with the due time that was decided when it came on top of `before`. */
function reviewed(
  id: string,
  day: number,
  rating: Rating,
  before: readonly CardEvent[] = [],
): Event<'reviewed'> {
  const { atMs, cardId } = base(id, day);
  const studyDay = studyDayOf(atMs, HELSINKI);
  const { memory } = foldCard(before, SETTINGS);
  const { due } = review(memory, { cardId, rating, reviewedAtMs: atMs, studyDay }, SETTINGS, HELSINKI);
  return { ...base(id, day), type: 'reviewed', rating, studyDay, mode: 'review', due };
}

/** Reviews in the order in which they came, each decided on top of those before. */
function inSequence(...reviews: readonly (readonly [id: string, day: number, rating: Rating])[]) {
  const log: CardEvent[] = [];
  for (const [id, day, rating] of reviews) log.push(reviewed(id, day, rating, log));
  return log;
}

const undone = (targetId: string, day: number): CardEvent => ({
  ...base(`undo-${targetId}`, day),
  type: 'undone',
  targetId: asEventId(targetId),
});
const act = (type: 'suspended' | 'unsuspended' | 'unburied' | 'reset', day: number): CardEvent => ({
  ...base(`${type}-${day}`, day),
  type,
});
const buried = (day: number): CardEvent => ({
  ...base(`buried-${day}`, day),
  type: 'buried',
  studyDay: studyDayOf(NOON + day * DAY_MS, HELSINKI),
});
const rescheduled = (day: number, due: Due): CardEvent => ({
  ...base(`rescheduled-${day}`, day),
  type: 'rescheduled',
  due,
  cause: 'late review',
});

const fold = (events: readonly CardEvent[]) => foldCard(events, SETTINGS);
const dueToRecord = (...of: Parameters<typeof refoldCard>) => refoldCard(...of).due;
const toRecord = (events: readonly CardEvent[]) => dueToRecord(events, SETTINGS, HELSINKI);

/** The due time of the last live review, decided afresh. */
function decideDue(events: readonly CardEvent[]): Due | null {
  const { history, due } = refoldCard(events, SETTINGS, HELSINKI);
  return due ?? history.due;
}

const THREE = inSequence(['a', 0, 'good'], ['b', 1, 'good'], ['c', 4, 'good']);
const TWO = THREE.slice(0, 2);

describe('the fold of a log', () => {
  it('of nothing is a new card that is not due', () => {
    expect(fold([])).toEqual({
      memory: NEW,
      trials: NO_TRIALS,
      due: null,
      lastReviewId: null,
      suspended: false,
      buriedDay: null,
    });
  });

  it('has the due time that its latest review decided', () => {
    expect(fold(THREE).due).toEqual(reviewed('c', 4, 'good', TWO).due);
    expect(fold(THREE).lastReviewId).toBe('c');
  });

  it('drops an undone review, and has its memory and due time as before', () => {
    expect(fold([...THREE, undone('c', 5)])).toEqual(fold(TWO));
  });

  it('drops an undone review even if the undo came first', () => {
    expect(fold([undone('c', -1), ...THREE])).toEqual(fold(TWO));
  });

  it('is new again when its only review is undone', () => {
    expect(fold([reviewed('a', 0, 'good'), undone('a', 0.1)])).toEqual(fold([]));
  });

  it('drops whatever was undone, as if it had never happened', () => {
    for (const event of [
      ...(['suspended', 'unsuspended', 'reset'] as const).map((type) => act(type, 4.5)),
      buried(4.5),
    ]) {
      const before = [...THREE, act('suspended', 4.2)];
      expect(fold([...before, event, undone(event.id, 5)])).toEqual(fold(before));
    }
  });

  it('gives the memory that each review left, also of those before a reset, but of none undone', () => {
    const log = [
      ...THREE,
      act('reset', 5),
      reviewed('d', 6, 'easy'),
      reviewed('e', 7, 'good'),
      undone('e', 7.1),
    ];
    const folded = foldReviews(standing(log), SETTINGS);
    const after = new Map<string, Memory>(folded.map(({ review, memory }) => [review.id, memory]));
    expect([...after.keys()]).toEqual(['a', 'b', 'c', 'd']);
    expect(after.get('c')).toEqual(fold(THREE).memory);
    expect(after.get('d')).toEqual(fold(log).memory);
  });

  it('puts a late review in its place', () => {
    const late = reviewed('b', 1, 'good');
    const folded = fold([reviewed('a', 0, 'good'), reviewed('c', 4, 'good'), late]);
    expect(folded.memory).toEqual(fold(THREE).memory);
    expect(folded.lastReviewId).toBe('c');
  });

  it('orders reviews of one instant by their ids', () => {
    const [first, second] = [reviewed('a', 0, 'again'), reviewed('b', 0, 'easy')];
    expect(liveReviews([second, first]).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(fold([second, first]).lastReviewId).toBe('b');
  });

  it('does not count practice, except as the latest review', () => {
    const crammed: CardEvent = { ...reviewed('z', 5, 'again'), mode: 'cram' };
    expect(fold([...THREE, crammed])).toEqual({ ...fold(THREE), lastReviewId: 'z' });
  });

  it('starts over at a reset', () => {
    expect(fold([...THREE, act('reset', 5)])).toMatchObject({ memory: NEW, due: null, lastReviewId: null });
  });

  it('does not count late reviews from before a reset', () => {
    expect(fold([...TWO, act('reset', 5), reviewed('c', 4, 'good', TWO)])).toMatchObject({
      memory: NEW,
      due: null,
    });
  });

  it('counts the reviews after a reset as those of a new card', () => {
    const again = reviewed('d', 6, 'good');
    expect(fold([...THREE, act('reset', 5), again])).toEqual(fold([again]));
  });

  it('has a rescheduled due time until the next review', () => {
    const due = { dueAtMs: NOON + 99 * DAY_MS, dueDay: 99, intervalDays: 95 };
    const log = [...THREE, rescheduled(5, due)];
    expect(fold(log).due).toEqual(due);
    const next = reviewed('d', 6, 'good', log);
    expect(fold([...log, next]).due).toEqual(next.due);
  });

  it('has no due time from a rescheduling alone', () => {
    const due = { dueAtMs: NOON, dueDay: 1, intervalDays: 1 };
    expect(fold([...THREE, rescheduled(5, due), act('reset', 6)]).due).toBeNull();
    expect(fold([reviewed('a', 0, 'good'), rescheduled(1, due), undone('a', 2)]).due).toBeNull();
  });

  it('is suspended until it is unsuspended, and a reset does not change that', () => {
    expect(fold([...THREE, act('suspended', 5)]).suspended).toBe(true);
    expect(fold([...THREE, act('suspended', 5), act('reset', 6)]).suspended).toBe(true);
    expect(fold([act('unsuspended', 7), act('suspended', 5), ...THREE]).suspended).toBe(false);
  });

  it('is buried for a study day until it is unburied', () => {
    const day = studyDayOf(NOON + 5 * DAY_MS, HELSINKI);
    expect(fold([...THREE, buried(5)]).buriedDay).toBe(day);
    expect(fold([...THREE, buried(5), act('unburied', 6)]).buriedDay).toBeNull();
  });
});

describe('the due time to record', () => {
  it('is null after a review in order', () => {
    expect(toRecord([])).toBeNull();
    expect(toRecord(THREE)).toBeNull();
  });

  it('is null after the latest review is undone, since the one before has recorded it', () => {
    expect(toRecord([...THREE, undone('c', 5)])).toBeNull();
    expect(toRecord([reviewed('a', 0, 'good'), undone('a', 5)])).toBeNull();
  });

  it('is new after a late review', () => {
    const log = [
      reviewed('a', 0, 'good'),
      reviewed('c', 4, 'good'),
      reviewed('b', 1, 'good', THREE.slice(0, 1)),
    ];
    const due = toRecord(log);
    expect(due).toEqual(fold(THREE).due);
    expect(due && toRecord([...log, rescheduled(9, due)])).toBeNull();
  });

  it('is new after a review that is not the latest is undone', () => {
    const log = [...THREE, undone('a', 5)];
    const alone = inSequence(['b', 1, 'good'], ['c', 4, 'good']);
    expect(toRecord(log)).toEqual(fold(alone).due);
  });

  it('is new after the undo of a review that caused a rescheduling', () => {
    const log = [
      reviewed('a', 0, 'good'),
      reviewed('c', 4, 'good'),
      reviewed('b', 1, 'good', THREE.slice(0, 1)),
    ];
    const settled = [...log, rescheduled(9, toRecord(log) ?? { dueAtMs: 0, dueDay: 0, intervalDays: 0 })];
    expect(toRecord([...settled, undone('c', 10)])).toEqual(fold(TWO).due);
  });

  it('follows new settings', () => {
    const stricter = { ...SETTINGS, desiredRetention: 0.97 };
    const due = dueToRecord(THREE, stricter, HELSINKI);
    expect(due?.intervalDays).toBeLessThan(fold(THREE).due?.intervalDays ?? 0);
    expect(due && dueToRecord([...THREE, rescheduled(5, due)], stricter, HELSINKI)).toBeNull();
  });

  it('moves its instant, but not its day, with the rollover', () => {
    const recorded = fold(THREE).due;
    expect(dueToRecord(THREE, SETTINGS, { ...HELSINKI, rolloverMinutes: 300 })).toEqual({
      ...recorded,
      dueAtMs: (recorded?.dueAtMs ?? 0) + 3_600_000,
    });
  });
});

/** Any log of a card: acts at few instants, so that many share one, with undos of reviews that exist or don't. */
const anyEvents = fc
  .array(
    fc.record({
      type: fc.constantFrom(
        ...(['reviewed', 'reviewed', 'reviewed', 'reviewed', 'undone', 'rescheduled'] as const),
        ...(['suspended', 'unsuspended', 'buried', 'unburied', 'reset'] as const),
      ),
      day: fc.integer({ min: 0, max: 60 }),
      rating,
      mode: fc.constantFrom('review' as const, 'review' as const, 'cram' as const),
      target: fc.integer({ min: 0, max: 20 }),
    }),
    { maxLength: 20 },
  )
  .map((drafts) =>
    drafts.map(({ type, day, rating, mode, target }, index) => {
      const id = `event-${index}`;
      const due = { dueAtMs: NOON + target * DAY_MS, dueDay: target, intervalDays: 1 };
      switch (type) {
        case 'reviewed':
          return { ...reviewed(id, day, rating), mode };
        case 'undone':
          return { ...base(id, day), type, targetId: asEventId(`event-${target}`) };
        case 'rescheduled':
          return { ...base(id, day), type, due, cause: 'settings' };
        case 'buried':
          return { ...buried(day), id: asEventId(id) };
        default:
          return { ...base(id, day), type };
      }
    }),
  );

describe('the fold as a law', () => {
  it('gives the same for any order and any repetition of the events', () => {
    const shuffled = anyEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(fold(others)).toEqual(fold(events));
        expect(decideDue(others)).toEqual(decideDue(events));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same as the reviews one by one, and as its own JSON, to the last digit', () => {
    fc.assert(
      fc.property(settings, calendar, easyDays, load, reviews, (settings, zoned, easyDays, load, reviews) => {
        const calendar = { ...zoned, easyDays };
        // On some days nobody looked at the load.
        const loadOn = (day: number) => (day % 3 === 0 ? null : load);
        let memory: Memory = NEW;
        let due: Due | null = null;
        let atMs = START_MS;
        const log: CardEvent[] = [];
        for (const [index, { rating, gapMs }] of reviews.entries()) {
          atMs += gapMs;
          const studyDay = studyDayOf(atMs, calendar);
          const stored: Memory = JSON.parse(JSON.stringify(memory));
          const grading = { cardId: CARD, rating, reviewedAtMs: atMs, studyDay };
          const deciding = { previousDays: due?.intervalDays, load: loadOn(studyDay) };
          ({ memory, due } = review(stored, grading, settings, calendar, deciding));
          const id = asEventId(String(index).padStart(3, '0'));
          log.push({ id, cardId: CARD, atMs, type: 'reviewed', rating, studyDay, mode: 'review', due });
        }
        const folded = foldCard(JSON.parse(JSON.stringify(log)), settings);
        expect(folded).toMatchObject({ memory, due });
        expect(JSON.parse(JSON.stringify(folded))).toEqual(folded);
        expect(dueToRecord(log, settings, calendar, loadOn)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('has nothing left to record once the due time is recorded', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const due = toRecord(events);
        const settled = due ? [...events, rescheduled(61, due)] : events;
        expect(toRecord(settled)).toBeNull();
        expect(fold(settled).due).toEqual(decideDue(events));
      }),
      { numRuns: 2000 },
    );
  });
});
