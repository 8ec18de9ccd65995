import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCardId } from '../../server/schedule/ids.ts';
import { spreadSurplus } from '../../server/schedule/surplus.ts';

const TODAY = 20_780;

const surplus = fc
  .array(fc.record({ late: fc.nat(9), ahead: fc.integer({ min: 1, max: 90 }) }), { maxLength: 40 })
  .map((cards) =>
    cards.map(({ late, ahead }, i) => ({
      cardId: asCardId(`card-${i}`),
      dueDay: TODAY - late,
      latestDay: TODAY + ahead,
    })),
  );

describe('a surplus', () => {
  it('is spread between today and the day on which it was due before', () => {
    fc.assert(
      fc.property(surplus, (cards) => {
        const days = spreadSurplus(cards, new Map(), TODAY);
        for (const { cardId, latestDay } of cards) {
          expect(days.get(cardId)).toBeGreaterThanOrEqual(TODAY);
          expect(days.get(cardId)).toBeLessThanOrEqual(latestDay);
        }
      }),
    );
  });

  it('goes to the days with the lowest load, the most overdue first', () => {
    const load = new Map([
      [TODAY, 2],
      [TODAY + 1, 1],
      [TODAY + 2, 0],
    ]);
    const cards = [0, 1, 2, 3].map((late) => ({
      cardId: asCardId(`late-${late}`),
      dueDay: TODAY - late,
      latestDay: TODAY + 2,
    }));
    expect(Object.fromEntries(spreadSurplus(cards, load, TODAY))).toEqual({
      'late-3': TODAY + 2,
      'late-2': TODAY + 1,
      'late-1': TODAY + 2,
      'late-0': TODAY,
    });
  });

  it('leaves easy days to the others', () => {
    const weekday = (TODAY + 3) % 7;
    const easyDays = [1, 1, 1, 1, 1, 1, 1].map((weight, day) => (day === (weekday + 1) % 7 ? 0 : weight));
    const cards = Array.from({ length: 6 }, (_, i) => ({
      cardId: asCardId(`card-${i}`),
      dueDay: TODAY,
      latestDay: TODAY + 3,
    }));
    const days = [...spreadSurplus(cards, new Map(), TODAY, easyDays).values()].map((day) => day - TODAY);
    expect(days.sort()).toEqual([0, 0, 2, 2, 3, 3]);
  });
});
