// Simulated answers to one card on one day.
import type { DayLoad } from '../schedule/balance.ts';
import { fractionOf } from '../schedule/hash.ts';
import { movedRecall } from '../schedule/offset.ts';
import { recall } from '../schedule/recall.ts';
import { review } from '../schedule/review.ts';
import type { Rating, StudyDay } from '../schedule/types.ts';
import { UNMOVED } from './measure.ts';
import { isOnStep } from './session.ts';
import type { Scenario, StartCard, Travelling } from './types.ts';

/** The most answers to one card on a day: then it waits for the next day, whatever its step says. */
const MOST_ANSWERS_A_DAY = 20;

interface DaySpan {
  readonly studyDay: StudyDay;
  readonly nowMs: number;
  readonly endMs: number;
  /** As the day starts. */
  readonly load: DayLoad;
}

/** Answers a card in the day's session and through the steps that end on the day; gives the number of answers. */
export function answerToday(
  card: Travelling,
  { studyDay, nowMs, endMs, load }: DaySpan,
  scenario: Scenario,
  seed: number,
): number {
  const scheduler = scenario.schedulerOf(card.topicId);
  let atMs = isOnStep(card) ? Math.max(nowMs, card.due?.dueAtMs ?? nowMs) : nowMs;
  for (let answers = 1; ; answers++) {
    const rating = drawnRating(card, atMs, scenario, seed);
    const grading = { cardId: card.cardId, rating, reviewedAtMs: atMs, studyDay };
    const deciding = { load, previousDays: card.due?.intervalDays };
    const { memory, due } = review(card.memory, grading, scheduler, scenario.calendar, deciding);
    card.memory = memory;
    card.due = due;
    if (!isOnStep(card) || due.dueAtMs >= endMs || answers === MOST_ANSWERS_A_DAY) return answers;
    atMs = due.dueAtMs;
  }
}

/**
 * The rating that a simulated learner gives. The draw depends on the seed, the card and the number of its
 * review alone: compared scenarios share their luck, and differ only by what they do.
 *
 * A card in review is recalled with the probability that its memory and its topic's offset give it at the instant,
 * and then rated by the habits; a new card or one on a step is rated by the habits.
 */
export function drawnRating(
  { cardId, topicId, memory }: Pick<StartCard, 'cardId' | 'topicId' | 'memory'>,
  atMs: number,
  { schedulerOf, habits, offsets }: Pick<Scenario, 'schedulerOf' | 'habits' | 'offsets'>,
  seed: number,
): Rating {
  const reps = memory.state === 'new' ? 0 : memory.reps;
  const drawn = fractionOf(`${seed} ${cardId} ${reps}`);
  if (memory.state !== 'review') return pick(drawn, habits.learning);
  const offset = offsets.get(topicId) ?? UNMOVED;
  const probability = movedRecall(recall(memory, atMs, schedulerOf(topicId).weights), offset);
  // A draw below the probability, divided by it, is again uniform from 0 to 1.
  return drawn < probability ? pick(drawn / probability, { again: 0, ...habits.passed }) : 'again';
}

function pick(drawn: number, { again, hard, good }: Readonly<Record<Rating, number>>): Rating {
  if (drawn < again) return 'again';
  if (drawn < again + hard) return 'hard';
  return drawn < again + hard + good ? 'good' : 'easy';
}
