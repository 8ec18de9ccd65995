import { describe, expect, it } from 'vitest';
import {
  type Coverage,
  coverageTables,
  coveredShare,
  INTERVALS,
  type IntervalName,
  measureCoverage,
  pooled,
} from '../support/coverage.ts';
import { REAL_LOG } from '../support/logs.ts';
import { nineInTen } from '../support/nine-in-ten.ts';
import { asCsv, simulateLearner } from '../support/simulated-learner.ts';

const BINOMIAL = INTERVALS.filter((name) => name !== 'ours');

describe('the interval of a retention, on the unseen half of a real log', () => {
  it('holds the pass rate of the next reviews in 85–97% of topics, and beats a binomial one', async ({
    skip,
  }) => {
    const measured = await measureCoverage(REAL_LOG.csv(skip));
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

describe('the interval of a retention, on the unseen halves of generated logs', () => {
  it('holds the pass rate of the next reviews in nine topics of ten, and beats a binomial one', async () => {
    const sizes = await coverageOfLearners([1, 2, 3, 4, 5]);
    for (const { topics, intervals } of sizes) {
      expect(topics).toBeGreaterThan(80);
      const { low, high } = nineInTen(topics);
      expect(intervals.ours.covered).toBeGreaterThanOrEqual(low);
      expect(intervals.ours.covered).toBeLessThanOrEqual(high);
    }
    for (const name of BINOMIAL) expect(meanScore(sizes, 'ours')).toBeLessThan(meanScore(sizes, name));
  });
});

/** The coverage over the topics of all learners, each with the weights that they would have in use. */
async function coverageOfLearners(seeds: readonly number[]): Promise<readonly Coverage[]> {
  const measured: (readonly Coverage[])[] = [];
  for (const seed of seeds) {
    const traits = { seed, topics: Array<number>(40).fill(30), days: 150, newPerDay: 10 };
    const withWeights = await measureCoverage(asCsv(simulateLearner(traits).gradings));
    measured.push(...withWeights.flatMap(({ inUse, sizes }) => (inUse ? [sizes] : [])));
  }
  expect(measured).toHaveLength(seeds.length);
  return pooled(measured);
}

function meanScore(sizes: readonly Coverage[], name: IntervalName): number {
  return sizes.reduce((sum, { intervals }) => sum + intervals[name].score, 0) / sizes.length;
}
