import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStudyDay, parseStudyDay } from '../../../server/schedule/study-day.ts';
import {
  type Axis,
  apart,
  dayTicks,
  domainOf,
  plotOf,
  textWidth,
  thinned,
  xTicks,
} from '../../../web/charts/plot.ts';

const NUMBERS: Axis = { format: (value) => String(value) };
const DAYS: Axis = { of: 'days', format: formatStudyDay };

describe('an axis', () => {
  it('starts at zero and ends at a round number at or above the data', () => {
    expect(domainOf(NUMBERS, [3, 87])).toEqual([0, 100]);
    expect(domainOf(NUMBERS, [])).toEqual([0, 1]);
    expect(domainOf(NUMBERS, [0])).toEqual([0, 1]);
    expect(domainOf({ ...NUMBERS, domain: [0.5, 1] }, [7])).toEqual([0.5, 1]);
  });

  it('has room for all data', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
          { minLength: 1 },
        ),
        (values) => {
          const [from, to] = domainOf(NUMBERS, values);
          expect(from).toBeLessThanOrEqual(Math.min(...values));
          expect(to).toBeGreaterThanOrEqual(Math.max(...values));
        },
      ),
    );
  });

  it('has only whole ticks for counts', () => {
    const { yTicks } = plotOf(360, 240, NUMBERS, { ...NUMBERS, whole: true }, [1]);
    expect(yTicks.map(({ label }) => label)).toEqual(['0', '1']);
  });

  it('has its ticks on study days, even where clocks change', () => {
    const from = parseStudyDay('2026-03-25');
    const ticks = dayTicks(from, from + 8, 9);
    expect(ticks.map(formatStudyDay)).toEqual([
      ...['2026-03-25', '2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'],
      ...['2026-03-31', '2026-04-01', '2026-04-02'],
    ]);
    expect(dayTicks(from, from, 5)).toEqual([from]);
  });

  it('has its ticks at the starts of months over many days', () => {
    const from = parseStudyDay('2025-11-23');
    const ticks = dayTicks(from, parseStudyDay('2026-11-23'), 6).map(formatStudyDay);
    expect(ticks.every((tick) => tick.endsWith('-01'))).toBe(true);
    expect(ticks).toContain('2026-01-01');
  });
});

describe('the labels of an axis', () => {
  it('never overlap, however narrow the picture is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 1400 }), fc.integer({ min: 1, max: 4000 }), (width, days) => {
        const first = parseStudyDay('2020-02-29');
        const scale = scaleLinear([first, first + days], [0, width]);
        const ticks = xTicks(scale, DAYS);
        for (const [index, tick] of ticks.entries()) {
          const next = ticks[index + 1];
          if (next) expect(next.at - tick.at).toBeGreaterThanOrEqual(textWidth(tick.label));
        }
      }),
    );
  });

  it('keep the first of those that overlap', () => {
    const ticks = [0, 10, 20, 100].map((at) => ({ at, label: 'abc' }));
    expect(apart(ticks).map(({ at }) => at)).toEqual([0, 100]);
  });

  it('are left out evenly under bars', () => {
    const ticks = [0, 20, 40, 60, 80, 100, 120].map((at) => ({ at, label: 'abc' }));
    expect(thinned(ticks).map(({ at }) => at)).toEqual([0, 40, 80, 120]);
    expect(thinned(ticks.slice(0, 1))).toHaveLength(1);
  });

  it('have room beside the data, however long they are', () => {
    const plot = plotOf(360, 240, NUMBERS, { format: (value) => `${value} minutes` }, [120]);
    const widest = Math.max(...plot.yTicks.map(({ label }) => textWidth(label)));
    expect(plot.left).toBeGreaterThanOrEqual(widest);
    expect(plot.y(0)).toBe(plot.bottom);
  });
});
