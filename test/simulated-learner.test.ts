import { describe, expect, it } from 'vitest';
import { asCardId } from '../server/schedule/ids.ts';
import { readReviewFile } from '../server/schedule/review-file.ts';
import { generatedLearner, LOGS } from './support/logs.ts';
import { gradingsIn } from './support/review-log.ts';
import { asCsv, simulateLearner } from './support/simulated-learner.ts';

const TRAITS = { seed: 7, topics: [10, 10], days: 40, newPerDay: 2 };

describe('the generated log', () => {
  const gradings = gradingsIn(asCsv(generatedLearner().gradings));
  const days = [...new Set(gradings.map(({ studyDay }) => studyDay))];
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
  const hours = new Set(gradings.map(({ reviewedAtMs }) => new Date(reviewedAtMs).getUTCHours()));

  it('is the same for the same seed, and differs for another seed', () => {
    const log = asCsv(simulateLearner(TRAITS).gradings);
    expect(asCsv(simulateLearner(TRAITS).gradings)).toBe(log);
    expect(asCsv(simulateLearner({ ...TRAITS, seed: 8 }).gradings)).not.toBe(log);
  });

  it('can be read by Tenax without faults', () => {
    const [[, log] = []] = LOGS;
    const { gradings: read, faults } = readReviewFile(asCsv(generatedLearner().gradings), Date.now());
    expect(faults).toBeNull();
    expect(read).toHaveLength(log?.reviews ?? 0);
  });

  it('has missed days and missed weeks', () => {
    expect(gaps.filter((gap) => gap === 2).length).toBeGreaterThan(5);
    expect(Math.max(...gaps)).toBeGreaterThan(5);
  });

  it('has reviews in the morning, in the evening and past midnight', () => {
    for (const hour of [0, 7, 19]) expect(hours).toContain(hour);
  });

  it('has every grade, and steps on the same day', () => {
    const share = (rating: string) => gradings.filter((it) => it.rating === rating).length / gradings.length;
    for (const rating of ['again', 'hard', 'easy']) expect(share(rating)).toBeGreaterThan(0.05);
    const { gradings: withTruth } = generatedLearner();
    const steps = withTruth.filter(({ trueRecall }) => trueRecall === null).length;
    expect(steps / withTruth.length).toBeGreaterThan(0.2);
  });

  it('has cards that lapse and cards that never do', () => {
    const lapses = new Map<string, number>();
    for (const { cardId, rating, trueRecall } of generatedLearner().gradings) {
      const lapsed = trueRecall !== null && rating === 'again';
      lapses.set(cardId, (lapses.get(cardId) ?? 0) + (lapsed ? 1 : 0));
    }
    expect(Math.max(...lapses.values())).toBeGreaterThan(7);
    expect([...lapses.values()].filter((count) => count === 0).length).toBeGreaterThan(50);
  });

  it('agrees with its truth: cards are recalled as often as their true recall predicts', () => {
    const tests = generatedLearner().gradings.flatMap(({ rating, trueRecall }) =>
      trueRecall === null ? [] : [{ recall: trueRecall, passed: rating === 'again' ? 0 : 1 }],
    );
    tests.sort((a, b) => a.recall - b.recall);
    for (let fifth = 0; fifth < 5; fifth++) {
      const some = tests.slice((fifth * tests.length) / 5, ((fifth + 1) * tests.length) / 5);
      const surprise = some.reduce((sum, { recall, passed }) => sum + passed - recall, 0);
      const variance = some.reduce((sum, { recall }) => sum + recall * (1 - recall), 0);
      expect(Math.abs(surprise)).toBeLessThan(3 * Math.sqrt(variance));
    }
  });
});

describe('the true recall of a simulated learner', () => {
  const { endMs, topics, trueRecall, gradings } = simulateLearner(TRAITS);

  it('falls with time, and is zero for a card that was never seen', () => {
    const [first] = gradings;
    const soon = trueRecall(first?.cardId ?? '', endMs);
    const later = trueRecall(first?.cardId ?? '', endMs + 20 * 86_400_000);
    expect(soon).toBeLessThanOrEqual(1);
    expect(later).toBeLessThan(soon);
    expect(later).toBeGreaterThan(0);
    const seen = new Set(gradings.map(({ cardId }) => cardId));
    for (const card of topics.flat()) expect(trueRecall(card, endMs) > 0).toBe(seen.has(asCardId(card)));
  });
});
