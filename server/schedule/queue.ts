import { spread } from './spread.ts';
import type { Candidate, CardState, SessionSettings, StudyDay } from './types.ts';

export interface SessionInput {
  /** Cards that may be asked: neither suspended, nor buried today, nor set aside. */
  readonly candidates: readonly Candidate[];
  /** Notes of which a card was answered on this study day. */
  readonly answeredNotesToday: ReadonlySet<string>;
  /** New cards answered first on this study day, without urgent ones: what is used up of the limit. */
  readonly introducedToday: number;
  /** Cards in state `review` answered on this study day: what is used up of the limit. */
  readonly reviewedToday: number;
  readonly settings: SessionSettings;
  readonly nowMs: number;
  readonly studyDay: StudyDay;
  /** Start of the next study day. */
  readonly studyDayEndMs: number;
}

export interface SessionEntry {
  readonly cardId: string;
  readonly topicId: string;
  readonly state: CardState;
}

/** `learning` counts every step that ends before the study day does, also those not to be asked yet. */
export interface SessionCounts {
  readonly new: number;
  readonly learning: number;
  readonly review: number;
}

export interface Session {
  /** What to ask now, in order. */
  readonly queue: readonly SessionEntry[];
  readonly counts: SessionCounts;
  /** Cards that would be asked today were there no limits. */
  readonly backlog: number;
  /** The counts of each topic that has any; they sum to `counts`. */
  readonly byTopic: ReadonlyMap<string, SessionCounts>;
  /** The next moment, after now, at which there is more to ask; null where none is known. */
  readonly nextDueAtMs: number | null;
}

/** Cards of a study day by kind. */
interface Kinds {
  readonly reviews: readonly Candidate[];
  readonly fresh: readonly Candidate[];
}

interface Gathered extends Kinds {
  readonly learning: readonly Candidate[];
  /** When the first of the cards that wait falls due; infinity where none waits. */
  readonly nextDueAtMs: number;
}

type Order = (a: Candidate, b: Candidate) => number;

/**
 * What is left of a study day's session: learning cards that are due, then reviews by falling recall with new
 * cards spread between them, then the learning cards that are nearly due. Of siblings only one is asked a day.
 */
export function buildSession(input: SessionInput): Session {
  const today = gather(input);
  const alone = burySiblings(today, input);
  const chosen = limit(alone, input);
  const { learning } = today;
  const { reviews, fresh } = chosen;
  return {
    queue: intersperse(learning, chosen, input).map(entryOf),
    counts: { new: fresh.length, learning: learning.length, review: reviews.length },
    backlog: alone.reviews.length + alone.fresh.length - reviews.length - fresh.length,
    byTopic: countTopics([...learning, ...reviews, ...fresh]),
    nextDueAtMs: nextDue(today, chosen, input),
  };
}

/** Learning cards stand in the order of their steps, the others in none. */
function gather({ candidates, nowMs, studyDay, studyDayEndMs }: SessionInput): Gathered {
  const learning: Candidate[] = [];
  const reviews: Candidate[] = [];
  const fresh: Candidate[] = [];
  let nextDueAtMs = Number.POSITIVE_INFINITY;
  for (const card of candidates) {
    if (card.state === 'new') fresh.push(card);
    else if (card.state !== 'review') {
      if (dueAt(card) < studyDayEndMs) learning.push(card);
      if (dueAt(card) > nowMs) nextDueAtMs = Math.min(nextDueAtMs, dueAt(card));
    } else if (card.dueDay === null || card.dueDay <= studyDay) reviews.push(card);
    // After a change of zone a recorded instant may lie before the day that it stands for.
    else nextDueAtMs = Math.min(nextDueAtMs, Math.max(dueAt(card), studyDayEndMs));
  }
  return { learning: learning.sort(byStep), reviews, fresh, nextDueAtMs };
}

/** Siblings don't meet on a study day: a note's card in learning, else its first, keeps the others away. */
function burySiblings(
  { learning, reviews, fresh }: Gathered,
  { answeredNotesToday, nowMs }: SessionInput,
): Kinds {
  const reviewOf = firstOfNotes(reviews, byFallingRecall(nowMs));
  const freshOf = firstOfNotes(fresh, alongRoadmap);
  for (const met of [...answeredNotesToday, ...learning.map(({ noteId }) => noteId)]) {
    reviewOf.delete(met);
    freshOf.delete(met);
  }
  for (const noteId of freshOf.keys()) {
    if (reviewOf.has(noteId)) freshOf.delete(noteId);
  }
  return { reviews: [...reviewOf.values()], fresh: [...freshOf.values()] };
}

function firstOfNotes(cards: readonly Candidate[], order: Order): Map<string, Candidate> {
  const firsts = new Map<string, Candidate>();
  for (const card of cards) {
    const first = firsts.get(card.noteId);
    if (!first || order(card, first) < 0) firsts.set(card.noteId, card);
  }
  return firsts;
}

/**
 * What the day's limits let through, each kind in its order. New cards take, as in Anki, what reviews leave of their
 * limit; urgent ones come first, whatever the limit.
 */
function limit({ reviews, fresh }: Kinds, input: SessionInput): Kinds {
  const { settings, introducedToday, reviewedToday, nowMs } = input;
  const urgent = fresh.filter((card) => card.urgent).length;
  const chosen = firstOf(reviews, settings.reviewsPerDay - reviewedToday, byFallingRecall(nowMs));
  const leftByReviews = settings.newCountsAgainstReviews
    ? settings.reviewsPerDay - reviewedToday - introducedToday - chosen.length
    : Number.POSITIVE_INFINITY;
  const newLeft = Math.max(0, Math.min(settings.newPerDay - introducedToday, leftByReviews));
  return { reviews: chosen, fresh: firstOf(fresh, urgent + newLeft, alongRoadmap) };
}

/** The first so many in order. Those that a limit holds back are many, and take no sorting: half and half again. */
function firstOf(cards: readonly Candidate[], count: number, order: Order): readonly Candidate[] {
  if (count <= 0) return [];
  const middle = cards[cards.length >> 1];
  if (!middle || cards.length <= count) return [...cards].sort(order);
  const before: Candidate[] = [];
  const after: Candidate[] = [];
  for (const card of cards) {
    if (card !== middle) (order(card, middle) < 0 ? before : after).push(card);
  }
  if (before.length >= count) return firstOf(before, count, order);
  return [...before.sort(order), middle, ...firstOf(after, count - before.length - 1, order)];
}

function intersperse(
  learning: readonly Candidate[],
  { reviews, fresh }: Kinds,
  { nowMs, settings }: SessionInput,
): readonly Candidate[] {
  const isNearlyDue = (card: Candidate) =>
    dueAt(card) > nowMs && dueAt(card) <= nowMs + settings.learnAheadMs;
  return [
    ...learning.filter((card) => dueAt(card) <= nowMs),
    ...spread(reviews, fresh),
    ...learning.filter(isNearlyDue),
  ];
}

/** Cards left over today wait for the next study day, unless a limit of none holds them back for good. */
function nextDue(
  { reviews, fresh, nextDueAtMs }: Gathered,
  chosen: Kinds,
  { settings, studyDayEndMs }: SessionInput,
): number | null {
  const areLeft =
    (reviews.length > chosen.reviews.length && settings.reviewsPerDay > 0) ||
    (fresh.length > chosen.fresh.length &&
      settings.newPerDay > 0 &&
      (settings.reviewsPerDay > 0 || !settings.newCountsAgainstReviews));
  const next = areLeft ? Math.min(nextDueAtMs, studyDayEndMs) : nextDueAtMs;
  return Number.isFinite(next) ? next : null;
}

function countTopics(cards: readonly Candidate[]): ReadonlyMap<string, SessionCounts> {
  const topics = new Map<string, { -readonly [kind in keyof SessionCounts]: number }>();
  for (const { topicId, state } of cards) {
    const counts = topics.get(topicId) ?? { new: 0, learning: 0, review: 0 };
    counts[state === 'relearning' ? 'learning' : state]++;
    topics.set(topicId, counts);
  }
  return topics;
}

function entryOf({ cardId, topicId, state }: Candidate): SessionEntry {
  return { cardId, topicId, state };
}

function byStep(a: Candidate, b: Candidate): number {
  return dueAt(a) - dueAt(b) || byId(a, b);
}

/**
 * A learner who is late first saves what can still be saved. Recall is a falling function of the time since the
 * last review ÷ the stability alone, whatever the weights: to order cards, it needn't be computed.
 */
function byFallingRecall(nowMs: number): Order {
  const waited = ({ lastReviewedAtMs, stability }: Candidate) =>
    lastReviewedAtMs === null || stability === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, nowMs - lastReviewedAtMs) / stability;
  return (a, b) => waited(a) - waited(b) || dueAt(a) - dueAt(b) || byId(a, b);
}

/** Cards of a gap just found, then of older gaps, then the others, each along the roadmap. */
function alongRoadmap(a: Candidate, b: Candidate): number {
  return (
    Number(b.urgent) - Number(a.urgent) || a.gapRank - b.gapRank || a.position - b.position || byId(a, b)
  );
}

/** A seen card without a due time is due. */
function dueAt({ dueAtMs }: Candidate): number {
  return dueAtMs ?? Number.NEGATIVE_INFINITY;
}

function byId(a: Candidate, b: Candidate): number {
  return a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId);
}
