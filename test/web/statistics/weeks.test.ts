import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStudyDay } from '../../../server/schedule/study-day.ts';
import { weeksOf } from '../../../web/statistics/weeks.ts';

describe('days grouped into weeks', () => {
  it('keep their sum, with each week under its first day', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 400 }), (counts) => {
        const days = counts.map((due, index) => ({ studyDay: formatStudyDay(20_000 + index), due }));
        const weeks = weeksOf(days);
        expect(weeks).toHaveLength(Math.ceil(days.length / 7));
        expect(weeks.map(({ studyDay }) => studyDay)).toEqual(
          days.filter((_day, index) => index % 7 === 0).map(({ studyDay }) => studyDay),
        );
        const sum = (all: readonly { due: number }[]) => all.reduce((n, { due }) => n + due, 0);
        expect(sum(weeks)).toBe(sum(days));
      }),
    );
  });
});
