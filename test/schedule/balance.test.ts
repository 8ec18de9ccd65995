import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayLoad, placed } from '../../server/schedule/balance.ts';
import { drawn, type FuzzRange } from '../../server/schedule/fuzz.ts';
import { fractionOf } from '../../server/schedule/hash.ts';
import { asCardId, type CardId } from '../../server/schedule/ids.ts';
import { NEW } from '../../server/schedule/memory.ts';
import { review } from '../../server/schedule/review.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { DAY_MS, parseStudyDay } from '../../server/schedule/study-day.ts';
import type { Due, Memory } from '../../server/schedule/types.ts';
import { load, easyDays as week } from './arbitraries.ts';

const MONDAY = parseStudyDay('2026-11-23');
const NO_SUNDAYS = [1, 1, 1, 1, 1, 1, 0];

const range = fc
  .record({ from: fc.integer({ min: 1, max: 300 }), width: fc.nat(40) })
  .map(({ from, width }): FuzzRange => ({ from, to: from + width }));
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const loadOf = (cards: Readonly<Record<number, number>>, toPlace: number): DayLoad => ({
  cardsOn: (day) => cards[day - MONDAY] ?? 0,
  lastDay: MONDAY + 400,
  toPlace,
});

/** Cards on each allowed day when as many are placed as the load says, each in its own part of the water. */
function poured({ from, to }: FuzzRange, load: DayLoad, easyDays?: readonly number[]) {
  const cards = new Map<number, number>();
  for (let days = from; days <= to; days++) cards.set(days, load.cardsOn(MONDAY + days));
  for (let card = 0; card < load.toPlace; card++) {
    const days = placed({ from, to }, MONDAY, (card + 0.5) / load.toPlace, { load, easyDays });
    cards.set(days, (cards.get(days) ?? 0) + 1);
  }
  return cards;
}

describe('a balanced interval', () => {
  it('is one of those allowed', () => {
    fc.assert(
      fc.property(range, fraction, load, week, (range, fraction, load, easyDays) => {
        const days = placed(range, MONDAY, fraction, { load, easyDays });
        expect(Number.isInteger(days)).toBe(true);
        expect(days).toBeGreaterThanOrEqual(range.from);
        expect(days).toBeLessThanOrEqual(range.to);
      }),
    );
  });

  it('ends on the day with the lowest load if it is the only one to be placed', () => {
    fc.assert(
      fc.property(range, fraction, load, (range, fraction, load) => {
        const days = placed(range, MONDAY, fraction, { load: { ...load, toPlace: 1 } });
        for (let other = range.from; other <= range.to; other++) {
          expect(load.cardsOn(MONDAY + days)).toBeLessThanOrEqual(load.cardsOn(MONDAY + other));
        }
      }),
    );
  });

  it('levels the days once all cards of a day are placed, as far as they suffice', () => {
    fc.assert(
      fc.property(range, load, (range, load) => {
        const before = (days: number) => load.cardsOn(MONDAY + days);
        const after = poured(range, load);
        const least = Math.min(...after.values());
        for (const [days, cards] of after) {
          // A card is whole: the water of a day is at most one card off.
          if (cards > before(days)) expect(cards - least).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('never ends on a day with a higher load while the cards do not suffice to level another', () => {
    const load = loadOf({ 8: 30, 9: 3, 10: 30, 11: 5, 12: 30 }, 10);
    const after = poured({ from: 8, to: 12 }, load);
    expect(Object.fromEntries(after)).toEqual({ 8: 30, 9: 9, 10: 30, 11: 9, 12: 30 });
  });

  it('is that of fuzz alone if all days are alike', () => {
    const alike = loadOf(Object.fromEntries(Array.from({ length: 400 }, (_, day) => [day, 7])), 8);
    fc.assert(
      fc.property(range, fc.nat(999), (range, thousandths) => {
        const fraction = (thousandths + 0.5) / 1000;
        for (const placing of [{}, { load: null }, { load: alike }, { easyDays: [1, 1, 1, 1, 1, 1, 1] }]) {
          expect(placed(range, MONDAY, fraction, placing)).toBe(drawn(range, fraction));
        }
      }),
    );
  });

  it('grows with the fraction, so that several intervals keep their order', () => {
    fc.assert(
      fc.property(range, fraction, fraction, load, week, (range, one, other, load, easyDays) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(placed(range, MONDAY, less, { load, easyDays })).toBeLessThanOrEqual(
          placed(range, MONDAY, more, { load, easyDays }),
        );
      }),
    );
  });

  it('is decided by fuzz alone beyond the days that are counted', () => {
    const load = { ...loadOf({}, 50), lastDay: MONDAY + 11 };
    expect(placed({ from: 8, to: 12 }, MONDAY, 0.5, { load })).toBe(10);
  });
});

describe('an easy day', () => {
  it('of weight 0 is taken only if there is no other', () => {
    fc.assert(
      fc.property(range, fraction, fc.option(load), (range, fraction, load) => {
        const days = placed(range, MONDAY, fraction, { load, easyDays: NO_SUNDAYS });
        if (range.to > range.from) expect((MONDAY + days - MONDAY) % 7).not.toBe(6);
        else expect(days).toBe(range.from);
      }),
    );
    const evening = placed({ from: 6, to: 6 }, MONDAY, 0.5, { load: loadOf({}, 9), easyDays: NO_SUNDAYS });
    expect(evening).toBe(6);
  });

  it('of weight ½ fills to half the level of the others', () => {
    const quietSundays = [1, 1, 1, 1, 1, 1, 0.5];
    const after = poured({ from: 4, to: 8 }, loadOf({ 4: 10, 7: 3 }, 77), quietSundays);
    expect(Object.fromEntries(after)).toEqual({ 4: 20, 5: 20, 6: 10, 7: 20, 8: 20 });
  });

  it('counts by its weight if no load is known', () => {
    const counts = new Map<number, number>();
    for (let card = 0; card < 450; card++) {
      const days = placed({ from: 4, to: 8 }, MONDAY, (card + 0.5) / 450, {
        easyDays: [1, 1, 1, 1, 1, 1, 0.5],
      });
      counts.set(days, (counts.get(days) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ 4: 100, 5: 100, 6: 50, 7: 100, 8: 100 });
  });
});

describe('a balanced year', () => {
  /** Reviews on each study day of a learner who starts eight cards a day and answers all that is due. */
  function daysOf(loadBalance: boolean, easyDays?: readonly number[]) {
    const settings = { ...DEFAULT_SCHEDULER, learningStepsMs: [], relearningStepsMs: [], loadBalance };
    const calendar = { zone: 'UTC', rolloverMinutes: 0, ...(easyDays && { easyDays }) };
    const waiting = new Map<number, { id: CardId; memory: Memory; due: Due | null }[]>();
    const counts: number[] = [];
    for (let day = MONDAY; day < MONDAY + 280; day++) {
      const fresh = Array.from({ length: 8 }, (_, i) => ({
        id: asCardId(`${day} ${i}`),
        memory: NEW,
        due: null,
      }));
      const due = waiting.get(day) ?? [];
      counts.push(due.length);
      const cardsOn = new Map([...waiting].map(([on, cards]) => [on, cards.length]));
      const load = {
        cardsOn: (on: number) => cardsOn.get(on) ?? 0,
        lastDay: day + 400,
        toPlace: due.length + fresh.length,
      };
      for (const { id: cardId, memory, due: before } of [...due, ...fresh]) {
        const luck = fractionOf(`${cardId} ${memory.state === 'new' ? 0 : memory.reps} luck`);
        const rating = luck < 0.1 ? 'again' : luck < 0.2 ? 'hard' : luck < 0.9 ? 'good' : 'easy';
        const grading = { cardId, rating, reviewedAtMs: day * DAY_MS, studyDay: day } as const;
        const deciding = { load, previousDays: before?.intervalDays };
        const after = review(memory, grading, settings, calendar, deciding);
        const others = waiting.get(after.due.dueDay) ?? [];
        waiting.set(after.due.dueDay, [...others, { id: cardId, ...after }]);
      }
    }
    return counts.slice(140);
  }

  it('has days more alike than chance makes them, and no fewer reviews', () => {
    const unlike = (counts: readonly number[]) =>
      counts.slice(1).reduce((sum, count, i) => sum + Math.abs(count - (counts[i] ?? 0)), 0);
    const all = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count);
    const [balanced, byChance] = [daysOf(true), daysOf(false)];
    expect(unlike(balanced)).toBeLessThan(0.75 * unlike(byChance));
    expect(all(balanced)).toBeGreaterThan(0.97 * all(byChance));
  });

  it('keeps most reviews off easy days', () => {
    const weekdays = [0, 0, 0, 0, 0, 0, 0];
    for (const [i, count] of daysOf(true, NO_SUNDAYS).entries()) {
      weekdays[i % 7] = (weekdays[i % 7] ?? 0) + count;
    }
    const [sundays = 0, ...others] = weekdays.reverse();
    // Of what falls due in a day or two, fuzz allows no other day.
    expect(sundays).toBeLessThan(0.4 * Math.min(...others));
  });
});
