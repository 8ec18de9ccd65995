import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLeech, isLeechAlarm } from '../../server/schedule/leech.ts';

const alarmsUpTo = (lapses: number, threshold: number) =>
  Array.from({ length: lapses + 1 }, (_, count) => count).filter((count) => isLeechAlarm(count, threshold));

describe('a leech', () => {
  it('is a card that was forgotten at least as often as the threshold', () => {
    expect([7, 8, 9].map((lapses) => isLeech(lapses, 8))).toEqual([false, true, true]);
  });

  it('is reported at the threshold and every half of it after that, as in Anki', () => {
    expect(alarmsUpTo(20, 8)).toEqual([8, 12, 16, 20]);
    expect(alarmsUpTo(13, 5)).toEqual([5, 8, 11]);
    expect(alarmsUpTo(4, 1)).toEqual([1, 2, 3, 4]);
  });

  it('is reported only while it is one, and never twice within half a threshold', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 99 }), (lapses, threshold) => {
        const alarms = alarmsUpTo(lapses, threshold);
        for (const [index, alarm] of alarms.entries()) {
          expect(isLeech(alarm, threshold)).toBe(true);
          if (index > 0) expect(alarm - (alarms[index - 1] ?? 0)).toBe(Math.ceil(threshold / 2));
        }
        expect(alarms.length > 0).toBe(isLeech(lapses, threshold));
      }),
    );
  });
});
