import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, retentionEstimate } from '../../server/schedule/estimate.ts';

/** Forty units, half of them seen, each at the same recall. */
function evidence(changed: Partial<Evidence> = {}, recall = 0.9): Evidence {
  const seen = changed.seen ?? 20;
  return {
    sumRecall: seen * recall,
    sumVariance: seen * recall * (1 - recall),
    offsetVariance: 0.02,
    calibrationError: 0.05,
    seen,
    units: 40,
    reviews: 60,
    ...changed,
  };
}

/** All units seen at one recall. */
const whole = (percent: number) => evidence({ seen: 1000, units: 1000 }, percent / 100);

describe('a retention estimate', () => {
  it('is the share of all units that would be recalled, with recall and coverage beside it', () => {
    expect(retentionEstimate(evidence())).toMatchObject({
      retentionPercent: 45,
      recallPercent: 90,
      coveragePercent: 50,
    });
  });

  it('states an interval of 1.645 standard errors: of chance, of the offset and of the weights', () => {
    const chance = 20 * 0.9 * 0.1;
    const half = (1.645 * Math.sqrt(chance + chance ** 2 * 0.02 + (0.05 * 20) ** 2)) / 40;
    const { lowPercent, highPercent } = retentionEstimate(evidence());
    expect(lowPercent).toBeCloseTo(45 - half * 100, 1);
    expect(highPercent).toBeCloseTo(45 + half * 100, 1);
  });

  it('is null without units', () => {
    const none = evidence({ seen: 0, units: 0, reviews: 0 });
    expect(retentionEstimate(none)).toEqual({
      retentionPercent: null,
      lowPercent: null,
      highPercent: null,
      recallPercent: null,
      coveragePercent: null,
      band: 'unmeasured',
    });
  });

  it('is zero, with a recall of null, if nothing was seen', () => {
    expect(retentionEstimate(evidence({ seen: 0, reviews: 0 }))).toEqual({
      retentionPercent: 0,
      lowPercent: 0,
      highPercent: 0,
      recallPercent: null,
      coveragePercent: 0,
      band: 'unmeasured',
    });
  });

  it('stays between 0 and 100, in order, with one decimal', () => {
    const counts = fc.record({ seen: fc.nat(500), unseen: fc.nat(500), reviews: fc.nat(2000) });
    const recalls = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(counts, recalls, ({ seen, unseen, reviews }, recall) => {
        fc.pre(seen + unseen > 0);
        const found = retentionEstimate(evidence({ seen, units: seen + unseen, reviews }, recall));
        const { lowPercent, retentionPercent, highPercent } = found;
        const inOrder = [0, lowPercent, retentionPercent, highPercent, 100].map(Number);
        expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
        for (const percent of inOrder) expect(percent).toBe(Number(percent.toFixed(1)));
      }),
    );
  });
});

describe('an interval', () => {
  const width = (changed: Partial<Evidence>) => {
    const { lowPercent, highPercent } = retentionEstimate(evidence(changed));
    return Number(highPercent) - Number(lowPercent);
  };

  it('narrows with better known weights, with a better known offset, and with more cards', () => {
    expect(width({ calibrationError: 0.02 })).toBeLessThan(width({}));
    expect(width({ offsetVariance: 0 })).toBeLessThan(width({}));
    expect(width({ seen: 200, units: 400 })).toBeLessThan(width({}));
  });

  it('never gets narrower than the error of the weights, however many cards there are', () => {
    const many = { seen: 1_000_000, units: 1_000_000, offsetVariance: 0 };
    expect(width(many)).toBeCloseTo(2 * 1.645 * 5, 0);
  });
});

describe('a band', () => {
  it.each([
    [100, 'strong'],
    [90, 'strong'],
    [89.96, 'strong'],
    [89.94, 'good'],
    [70, 'good'],
    [69.9, 'fair'],
    [50, 'fair'],
    [49.9, 'needs-review'],
    [0, 'needs-review'],
  ])('of %s%% is %s, that of the rounded figure', (percent, band) => {
    expect(retentionEstimate(whole(percent)).band).toBe(band);
  });

  it('is unmeasured below ten reviews, whatever the figure', () => {
    expect(retentionEstimate({ ...whole(95), reviews: 9 }).band).toBe('unmeasured');
    expect(retentionEstimate({ ...whole(95), reviews: 10 }).band).toBe('strong');
  });

  const OWN = [
    { name: 'Shaky', from: 40, to: 69 },
    { name: 'Solid', from: 70, to: 89 },
    { name: 'Teachable', from: 90, to: 100 },
  ];

  it.each([
    [100, 'Teachable'],
    [90, 'Teachable'],
    [89.5, 'Solid'],
    [40, 'Shaky'],
    [39.9, 'needs-review'],
  ])('of %s%% is %s if the plan states its own bands down to 40', (percent, band) => {
    expect(retentionEstimate(whole(percent), OWN).band).toBe(band);
  });

  it('is the higher one if two bands of the plan overlap', () => {
    const touching = [
      { name: 'Low', from: 0, to: 70 },
      { name: 'High', from: 70, to: 100 },
    ];
    expect(retentionEstimate(whole(70), touching).band).toBe('High');
  });

  it("is unmeasured below ten reviews, also with the plan's own bands", () => {
    expect(retentionEstimate({ ...whole(95), reviews: 9 }, OWN).band).toBe('unmeasured');
  });
});
