import { describe, expect, it } from 'vitest';
import { withEvidence } from '../../server/retention/evidence.ts';
import { importReviews } from '../../server/review/import.ts';
import { retentionEstimate } from '../../server/schedule/estimate.ts';
import { asLearnerId, asTopicId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER, NO_EASY_DAYS } from '../../server/schedule/settings.ts';
import { addCards, DAY, openDesk, type TestDesk } from '../support/desk.ts';
import { nineInTen } from '../support/nine-in-ten.ts';
import { Random } from '../support/random.ts';
import { UTC_CALENDAR } from '../support/review-log.ts';
import { type SimulatedLearner, simulateLearner, TRUE_WEIGHTS } from '../support/simulated-learner.ts';

const TOPIC_SIZES = [10, 20, 40];
const TOPICS = Array.from({ length: 24 }, (_, index) => TOPIC_SIZES[index % TOPIC_SIZES.length] ?? 0);

/** A topic's retention as Tenax states it, and the result of a quiz on all its cards. */
interface Quizzed {
  readonly cards: number;
  readonly low: number;
  readonly high: number;
  readonly estimate: number;
  readonly shown: number;
  /** The expected result of such a quiz, 0–100. */
  readonly truth: number;
}

/** A simulated learner's log in Tenax, with these weights in use. */
async function openLearner(seed: number, weights: readonly number[]) {
  const simulated = simulateLearner({ seed, topics: TOPICS, days: 75, newPerDay: 8 });
  const learner = { id: asLearnerId('default'), ...UTC_CALENDAR, easyDays: NO_EASY_DAYS };
  const desk = await openDesk({ learner, scheduler: { ...DEFAULT_SCHEDULER, weights } });
  desk.now = simulated.endMs;
  const cards = simulated.topics.flatMap((ids, topic) => ids.map((id) => ({ id, topic_id: topicId(topic) })));
  await addCards(desk, ...cards);
  await importReviews(desk, simulated.gradings);
  return { desk, simulated };
}

const topicId = (topic: number) => asTopicId(`eks/topic-${topic}`);

/** Asks each card of each topic begun once, at the time of the desk's clock; the true recall decides the answer. */
async function quiz(
  desk: TestDesk,
  simulated: SimulatedLearner,
  random: Random,
): Promise<readonly Quizzed[]> {
  const topics = await withEvidence(
    desk,
    simulated.topics.map((cards, topic) => ({ id: topicId(topic), cards })),
  );
  return topics.flatMap(([{ cards }, evidence]) => {
    const { retentionPercent, lowPercent, highPercent } = retentionEstimate(evidence);
    if (evidence.seen === 0) return [];
    const recalls = cards.map((card) => simulated.trueRecall(card, desk.now));
    const passed = recalls.filter((recall) => random.fraction() < recall).length;
    return [
      {
        cards: cards.length,
        low: lowPercent ?? Number.NaN,
        high: highPercent ?? Number.NaN,
        estimate: retentionPercent ?? Number.NaN,
        shown: Math.round((passed / cards.length) * 1000) / 10,
        truth: (100 * recalls.reduce((sum, recall) => sum + recall, 0)) / cards.length,
      },
    ];
  });
}

/** Quizzes of all learners on the morning after the log ends, and ten days later. */
async function quizzes(seeds: readonly number[], weights: readonly number[]) {
  const soon: Quizzed[] = [];
  const later: Quizzed[] = [];
  for (const seed of seeds) {
    const { desk, simulated } = await openLearner(seed, weights);
    const random = new Random(1_000 + seed);
    soon.push(...(await quiz(desk, simulated, random)));
    desk.now += 10 * DAY;
    later.push(...(await quiz(desk, simulated, random)));
  }
  return { soon, later };
}

const within = ({ shown, low, high }: Quizzed) => shown >= low && shown <= high;
const withinHalf = ({ shown, low, high, estimate }: Quizzed) =>
  shown >= (estimate + low) / 2 && shown <= (estimate + high) / 2;

/** The mean of some numbers, and three standard errors of the mean. */
function meanOf(numbers: readonly number[]): { readonly mean: number; readonly spread: number } {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return { mean, spread: (3 * Math.sqrt(squares / (numbers.length - 1))) / Math.sqrt(numbers.length) };
}

describe('the interval of a retention, against a known truth', () => {
  it('is centred on the truth if the weights fit, and holds nine quiz results of ten, which half of it would not', async () => {
    const { soon, later } = await quizzes([1, 2, 3, 4, 5, 6], TRUE_WEIGHTS);
    for (const quizzed of [soon, later]) {
      expect(quizzed.length).toBeGreaterThan(120);
      const { low, high } = nineInTen(quizzed.length);
      expect(quizzed.filter(within).length).toBeGreaterThanOrEqual(low);
      expect(quizzed.filter(within).length).toBeLessThanOrEqual(high);
      expect(quizzed.filter(withinHalf).length).toBeLessThan(low);
      const { mean, spread } = meanOf(quizzed.map(({ estimate, truth }) => estimate - truth));
      expect(Math.abs(mean)).toBeLessThan(spread);
    }
    for (const size of TOPIC_SIZES) {
      const ofSize = [...soon, ...later].filter(({ cards }) => cards === size);
      expect(ofSize.filter(within).length).toBeGreaterThanOrEqual(nineInTen(ofSize.length).low);
    }
  });

  it('holds at least nine quiz results of ten if the weights do not fit', async () => {
    const { soon, later } = await quizzes([1, 2, 3, 4], DEFAULT_SCHEDULER.weights);
    for (const quizzed of [soon, later]) {
      expect(quizzed.length).toBeGreaterThan(80);
      expect(quizzed.filter(within).length).toBeGreaterThanOrEqual(nineInTen(quizzed.length).low);
    }
  });
});
