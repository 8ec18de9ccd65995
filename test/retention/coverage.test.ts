import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coverageTable, type IntervalName, measureCoverage } from '../../bench/coverage.ts';

const LOG = fileURLToPath(new URL('../../../shared/data/reviews-a.csv', import.meta.url));

describe('the interval of a retention, on the half of a real log that it has not seen', () => {
  it('holds the pass rate of the next reviews in 85–97% of topics, and says more than a binomial one', ({
    skip,
  }) => {
    skip(!existsSync(LOG), `${LOG} is absent`);
    const measured = measureCoverage(readFileSync(LOG, 'utf8'));
    console.info(coverageTable(measured));
    const topics = measured.reduce((sum, size) => sum + size.topics, 0);
    const covered = (name: IntervalName) =>
      measured.reduce((sum, { intervals }) => sum + intervals[name].covered, 0) / topics;
    expect(topics).toBeGreaterThan(100);
    expect(covered('ours')).toBeGreaterThanOrEqual(0.85);
    expect(covered('ours')).toBeLessThanOrEqual(0.97);
    for (const { intervals } of measured) {
      expect(intervals.ours.score).toBeLessThan(intervals.binomial.score);
      expect(intervals.ours.score).toBeLessThan(intervals['binomial, of n to come'].score);
    }
  });
});
