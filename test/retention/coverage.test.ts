import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coverageTables, coveredShare, measureCoverage } from '../../bench/coverage.ts';

const LOG = fileURLToPath(new URL('../../../shared/data/reviews-a.csv', import.meta.url));

describe('the interval of a retention, on the half of a real log that it has not seen', () => {
  it('holds the pass rate of the next reviews in 85–97% of topics, and says more than a binomial one', async ({
    skip,
  }) => {
    skip(!existsSync(LOG), `${LOG} is absent`);
    const measured = await measureCoverage(readFileSync(LOG, 'utf8'));
    console.info(coverageTables(measured));
    expect(measured.filter(({ inUse }) => inUse)).toHaveLength(1);
    for (const { sizes } of measured) {
      expect(sizes.reduce((sum, { topics }) => sum + topics, 0)).toBeGreaterThan(100);
      expect(coveredShare(sizes, 'ours')).toBeGreaterThanOrEqual(0.85);
      expect(coveredShare(sizes, 'ours')).toBeLessThanOrEqual(0.97);
      for (const { ours, ...binomial } of sizes.map(({ intervals }) => intervals)) {
        for (const { score } of Object.values(binomial)) expect(ours.score).toBeLessThan(score);
      }
    }
  });
});
