// A seeded generator of a realistic review log, of a learner whose true memory is known.

import {
  type Card,
  createEmptyCard,
  type FSRS,
  FSRSAlgorithm,
  type FSRSState,
  fsrs,
  type Grade,
} from 'ts-fsrs';
import { asCardId } from '../../server/schedule/ids.ts';
import type { PastGrading } from '../../server/schedule/review-file.ts';
import { RATINGS, type Rating } from '../../server/schedule/types.ts';
import { Random } from './random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A study day starts at 04:00 UTC. */
const ROLLOVER_MS = 4 * HOUR_MS;
const FIRST_DAY_MS = Date.parse('2024-03-01T00:00:00Z') + ROLLOVER_MS;

/**
 * The FSRS-6 weights of a memory that is not average: it forgets sooner than the default weights predict, and its
 * forgetting curve is flatter at the end.
 */
export const TRUE_WEIGHTS: readonly number[] = [
  0.1, 0.6, 1.2, 5, 6.8, 0.75, 2.8, 0.02, 1.5, 0.14, 0.6, 1.3, 0.08, 0.24, 1.3, 0.4, 1.7, 0.5, 0.12, 0.09,
  0.25,
];

/** How much topics differ from the prediction of the weights: standard deviation on the logit scale. */
const TOPIC_NOISE = 0.15;
/** How much cards differ within their topic: standard deviation on the logit scale. */
const CARD_NOISE = 0.3;

/** The learner to simulate. */
export interface LearnerTraits {
  readonly seed: number;
  /** How many cards each topic has, in the order of creation. */
  readonly topics: readonly number[];
  readonly days: number;
  readonly newPerDay: number;
}

/** A grading with the probability of recall, 0–1, that decided it, or null if the grade was drawn without it. */
export interface SimulatedGrading extends PastGrading {
  readonly trueRecall: number | null;
}

/** The log of a learner, with the truth behind it. */
export interface SimulatedLearner {
  /** In the order of time. */
  readonly gradings: readonly SimulatedGrading[];
  /** The cards of each topic, including those never seen. */
  readonly topics: readonly (readonly string[])[];
  /** The end of the last study day. */
  readonly endMs: number;
  /** The true probability, 0–1, of recalling a card at a time after the end of the log; 0 for a card never seen. */
  trueRecall(cardId: string, atMs: number): number;
}

/** The share of days without reviews, apart from holidays. */
const MISSED_DAYS = 0.12;
/** The share of days on which a holiday of 4 to 10 days starts. */
const HOLIDAYS = 1 / 70;
/** The share of sessions that end while cards wait on a step. Those cards come back on the next day with a session. */
const BROKEN_OFF = 0.08;
const REVIEWS_PER_DAY = 200;
/** The hours around which sessions start: one in five in the morning, one in ten at midnight, the rest in the evening. */
const SESSION_HOURS = [7.5, 7.5, 19.5, 19.5, 19.5, 19.5, 19.5, 19.5, 19.5, 24] as const;
const EARLIEST_HOUR = 5;
const LATEST_HOUR = 26;
/** New cards are moved by at most this many places from the order of creation. */
const CARDS_THAT_MIX = 80;

/** Shares of again, hard, good, easy. */
type Shares = readonly [number, number, number, number];
const FIRST_GRADES: Shares = [0.3, 0.12, 0.46, 0.12];
const STEP_GRADES: Shares = [0.12, 0.06, 0.79, 0.03];
const RECALLED_GRADES: Shares = [0, 0.13, 0.77, 0.1];
const FORGOTTEN_GRADES: Shares = [1, 0, 0, 0];

/** A card with its schedule in the learner's program and its true memory. */
interface SimulatedCard {
  readonly id: string;
  /** How much better this card is recalled than the weights predict, on the logit scale. */
  readonly offset: number;
  scheduled: Card | null;
  memory: FSRSState | null;
  lastMs: number;
}

/**
 * Simulates a learner who studies once a day, mostly in the evening, sometimes in the morning or past midnight, and
 * misses days and whole weeks. Due cards come first, then new ones, topic by topic with neighbours mixed. Cards on a
 * step come back on the same day, unless the session is broken off. Due days are those of ts-fsrs with its default
 * weights and fuzz.
 *
 * The truth decides what the learner recalls on a later day: the recall of FSRS-6 by {@link TRUE_WEIGHTS} after the
 * time that really passed, moved on the logit scale by an offset of the topic and one of the card, both normal around
 * 0. A recalled card is graded hard, good or easy by chance. First grades and those within a day are drawn by chance.
 *
 * Nothing here uses the product's own scheduling, because tests compare it with these logs. The same traits give the
 * same log everywhere.
 */
export function simulateLearner({ seed, topics: sizes, days, newPerDay }: LearnerTraits): SimulatedLearner {
  const random = new Random(seed);
  const program = fsrs({ enable_fuzz: true });
  const truth = new Truth();
  const topics = cardsOf(sizes, random);
  const unseen = mixed(topics.flat(), random);
  const seen = new Set<SimulatedCard>();
  const gradings: SimulatedGrading[] = [];
  for (const day of studiedDays(days, random)) {
    const dayEndMs = FIRST_DAY_MS + (day + 1) * DAY_MS;
    const due = [...seen].filter((card) => dueMs(card) < dayEndMs).sort((a, b) => dueMs(a) - dueMs(b));
    const asked = [...due.slice(0, REVIEWS_PER_DAY), ...unseen.splice(0, newPerDay)];
    for (const card of asked) seen.add(card);
    const startMs = startOf(day, random);
    gradings.push(...session(asked, { startMs, dayEndMs, random, program, truth }));
  }
  const byId = new Map(topics.flat().map((card) => [card.id, card]));
  return {
    gradings,
    topics: topics.map((cards) => cards.map(({ id }) => id)),
    endMs: FIRST_DAY_MS + days * DAY_MS,
    trueRecall: (cardId, atMs) => truth.recall(byId.get(cardId), atMs),
  };
}

/** The true memory. */
class Truth {
  readonly #fsrs = new FSRSAlgorithm({ w: TRUE_WEIGHTS });

  recall(card: SimulatedCard | undefined, atMs: number): number {
    if (!card?.memory) return 0;
    const recall = this.#fsrs.forgetting_curve((atMs - card.lastMs) / DAY_MS, card.memory.stability);
    return recall / (recall + (1 - recall) * Math.exp(-card.offset));
  }

  remember(card: SimulatedCard, atMs: number, grade: Grade): void {
    const elapsedDays = card.memory ? dayOf(atMs) - dayOf(card.lastMs) : 0;
    card.memory = this.#fsrs.next_state(card.memory, elapsedDays, grade);
    card.lastMs = atMs;
  }
}

function dayOf(atMs: number): number {
  return Math.floor((atMs - ROLLOVER_MS) / DAY_MS);
}

/** Card ids are creation times in milliseconds, a minute apart, as in logs of Anki. */
function cardsOf(sizes: readonly number[], random: Random): readonly (readonly SimulatedCard[])[] {
  const cards = sizes.reduce((sum, size) => sum + size, 0);
  let createdMs = FIRST_DAY_MS - cards * MINUTE_MS;
  return sizes.map((size) => {
    const topicOffset = TOPIC_NOISE * random.normal();
    return Array.from({ length: size }, (): SimulatedCard => {
      createdMs += MINUTE_MS;
      const offset = topicOffset + CARD_NOISE * random.normal();
      return { id: String(createdMs), offset, scheduled: null, memory: null, lastMs: 0 };
    });
  });
}

function mixed(cards: readonly SimulatedCard[], random: Random): SimulatedCard[] {
  const placed = cards.map((card, index) => ({ card, place: index + random.below(CARDS_THAT_MIX) }));
  return placed.sort((a, b) => a.place - b.place).map(({ card }) => card);
}

function studiedDays(days: number, random: Random): readonly number[] {
  const studied: number[] = [];
  for (let day = 0; day < days; day++) {
    if (random.fraction() < HOLIDAYS) day += 4 + random.below(7);
    if (day < days && random.fraction() >= MISSED_DAYS) studied.push(day);
  }
  return studied;
}

/** The start of the session of a study day, in ms: at least two hours before the day ends. */
function startOf(day: number, random: Random): number {
  const around = random.pick(SESSION_HOURS);
  const hour = Math.min(LATEST_HOUR, Math.max(EARLIEST_HOUR, around + random.normal()));
  return FIRST_DAY_MS - ROLLOVER_MS + day * DAY_MS + Math.round(hour * HOUR_MS);
}

interface Session {
  readonly startMs: number;
  readonly dayEndMs: number;
  readonly random: Random;
  readonly program: FSRS;
  readonly truth: Truth;
}

/** Asks each card, and again at the end of each step, until no card is left or the session is broken off. */
function* session(
  cards: readonly SimulatedCard[],
  { startMs, dayEndMs, random, program, truth }: Session,
): Generator<SimulatedGrading> {
  const waiting = [...cards];
  const onStep: SimulatedCard[] = [];
  const isBrokenOff = random.fraction() < BROKEN_OFF;
  let nowMs = startMs;
  while (waiting.length > 0 || (onStep.length > 0 && !isBrokenOff)) {
    const [step] = onStep;
    const stepMs = step ? dueMs(step) : Number.POSITIVE_INFINITY;
    const card = stepMs <= nowMs || waiting.length === 0 ? onStep.shift() : waiting.shift();
    if (!card) break;
    if (card === step) nowMs = Math.max(nowMs, stepMs);
    const durationMs = Math.round(2_000 + 6_000 * Math.exp(0.7 * random.normal()));
    nowMs += durationMs + random.below(2_000);
    if (nowMs >= dayEndMs) break;
    const trueRecall = card.memory && dayOf(nowMs) > dayOf(card.lastMs) ? truth.recall(card, nowMs) : null;
    const rating = drawn(gradesOf(card, trueRecall, random), random);
    const grade = (RATINGS.indexOf(rating) + 1) as Grade;
    truth.remember(card, nowMs, grade);
    card.scheduled = scheduledAfter(card, nowMs, grade, program);
    yield { cardId: asCardId(card.id), rating, reviewedAtMs: nowMs, durationMs, trueRecall };
    if (card.scheduled.scheduled_days > 0) continue;
    onStep.push(card);
    onStep.sort((a, b) => dueMs(a) - dueMs(b));
  }
}

function gradesOf({ memory }: SimulatedCard, trueRecall: number | null, random: Random): Shares {
  if (!memory) return FIRST_GRADES;
  if (trueRecall === null) return STEP_GRADES;
  return random.fraction() < trueRecall ? RECALLED_GRADES : FORGOTTEN_GRADES;
}

function drawn([again, hard, good]: Shares, random: Random): Rating {
  const place = random.fraction();
  if (place < again) return 'again';
  if (place < again + hard) return 'hard';
  return place < again + hard + good ? 'good' : 'easy';
}

/** ts-fsrs counts calendar days of UTC, so times are moved back by the rollover: then each study day is one. */
function scheduledAfter({ id, scheduled }: SimulatedCard, nowMs: number, grade: Grade, program: FSRS): Card {
  const shiftedMs = nowMs - ROLLOVER_MS;
  return program.next(scheduled ?? createEmptyCard(Number(id)), shiftedMs, grade).card;
}

/** A card scheduled in days is due at the start of its study day. A card never graded is always due. */
function dueMs({ scheduled }: SimulatedCard): number {
  if (!scheduled) return 0;
  const ms = scheduled.due.getTime() + ROLLOVER_MS;
  return scheduled.scheduled_days > 0 ? dayOf(ms) * DAY_MS + ROLLOVER_MS : ms;
}

/** Writes a review log as CSV that `tenax import reviews` reads. */
export function asCsv(gradings: readonly PastGrading[]): string {
  const lines = gradings.map(({ cardId, rating, reviewedAtMs, durationMs }) => {
    const time = new Date(reviewedAtMs).toISOString();
    return `${cardId},${RATINGS.indexOf(rating) + 1},${time},${durationMs}`;
  });
  return ['card_id,review_rating,review_time,review_duration', ...lines, ''].join('\n');
}
