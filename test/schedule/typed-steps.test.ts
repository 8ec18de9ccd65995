import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSteps, writeSteps } from '../../server/schedule/typed-steps.ts';

describe('steps', () => {
  it('are read as they are typed', () => {
    expect(readSteps('1m 10m')).toEqual([60_000, 600_000]);
    expect(readSteps(' 30s  2h 1d ')).toEqual([30_000, 7_200_000, 86_400_000]);
    expect(readSteps('')).toEqual([]);
  });

  it('are the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2_592_000 }), { maxLength: 10 }), (seconds) => {
        const steps = seconds.map((s) => s * 1_000);
        expect(readSteps(writeSteps(steps))).toEqual(steps);
      }),
    );
  });

  it.each(['10', '1m,10m', '0m', '-1m', '31d', '1w', '1.5m', 'soon'])('are refused as %j', (text) => {
    expect(() => readSteps(text)).toThrow(/^must be delays such as "1m 10m", from 1s to 30d, not /);
  });
});
