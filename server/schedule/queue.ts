import { recallAfter } from './recall.ts';
import { spread } from './spread.ts';
import type { Candidate, CardState, SessionLimits, StudyDay } from './types.ts';

export interface SessionInput {
  /** Cards that may be asked: neither suspended, nor buried today, nor set aside. */
  readonly candidates: readonly Candidate[];
  /** Notes of which a card was answered on this study day. */
  readonly answeredNotesToday: ReadonlySet<string>;
  /** New cards answered first on this study day, without urgent ones: what is used up of the limit. */
  readonly introducedToday: number;
  /** Cards in state `review` answered on this study day: what is used up of the limit. */
  readonly reviewedToday: number;
  readonly limits: SessionLimits;
  readonly nowMs: number;
  readonly studyDay: StudyDay;
  /** Start of the next study day. */
  readonly studyDayEndMs: number;
  readonly weights: readonly number[];
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

/**
 * What is left of a study day's session: learning cards that are due, then reviews by falling recall with new
 * cards spread between them, then the learning cards that are nearly due. Of siblings only one is asked a day.
 */
export function buildSession(input: SessionInput): Session {
  const learning = learningToday(input);
  const { alone, siblings } = separate([...reviewsToday(input), ...newCards(input)], learning, input);
  const { chosen, heldBack } = limit(alone, input);
  const session = [...learning, ...chosen];
  return {
    queue: inOrder(learning, chosen, input).map(entryOf),
    counts: count(session),
    backlog: heldBack.length,
    byTopic: countTopics(session),
    nextDueAtMs: nextDue(input, [...heldBack, ...siblings]),
  };
}

function learningToday({ candidates, studyDayEndMs }: SessionInput): readonly Candidate[] {
  return candidates
    .filter((card) => isLearning(card) && dueAt(card) < studyDayEndMs)
    .sort((a, b) => dueAt(a) - dueAt(b) || byId(a, b));
}

/** By falling recall: a learner who is late first saves what can still be saved. */
function reviewsToday({ candidates, nowMs, studyDay, weights }: SessionInput): readonly Candidate[] {
  return candidates
    .filter((card) => card.state === 'review' && isDueBy(studyDay, card))
    .map((card) => ({ card, recall: recallOf(card, nowMs, weights) }))
    .sort((a, b) => b.recall - a.recall || dueAt(a.card) - dueAt(b.card) || byId(a.card, b.card))
    .map(({ card }) => card);
}

function recallOf({ lastReviewedAtMs, stability }: Candidate, nowMs: number, weights: readonly number[]) {
  if (lastReviewedAtMs === null || stability === null) return 0;
  return recallAfter(nowMs - lastReviewedAtMs, stability, weights);
}

/** Cards of a gap just found, then of older gaps, then the others, each along the roadmap. */
function newCards({ candidates }: SessionInput): readonly Candidate[] {
  return candidates
    .filter((card) => card.state === 'new')
    .sort(
      (a, b) =>
        Number(b.urgent) - Number(a.urgent) || a.gapRank - b.gapRank || a.position - b.position || byId(a, b),
    );
}

/** Siblings don't meet on a study day: a note's card in learning, else its first, keeps the others away. */
function separate(
  cards: readonly Candidate[],
  learning: readonly Candidate[],
  { answeredNotesToday }: SessionInput,
): { readonly alone: readonly Candidate[]; readonly siblings: readonly Candidate[] } {
  const met = new Set([...answeredNotesToday, ...learning.map(({ noteId }) => noteId)]);
  const alone: Candidate[] = [];
  const siblings: Candidate[] = [];
  for (const card of cards) {
    (met.has(card.noteId) ? siblings : alone).push(card);
    met.add(card.noteId);
  }
  return { alone, siblings };
}

/** What the day's limits let through. Urgent cards come whatever the limit. */
function limit(
  cards: readonly Candidate[],
  { limits, introducedToday, reviewedToday }: SessionInput,
): { readonly chosen: readonly Candidate[]; readonly heldBack: readonly Candidate[] } {
  let reviewsLeft = limits.reviewsPerDay - reviewedToday;
  let newLeft = limits.newPerDay - introducedToday;
  const chosen: Candidate[] = [];
  const heldBack: Candidate[] = [];
  for (const card of cards) {
    const passes = card.state === 'review' ? reviewsLeft-- > 0 : card.urgent || newLeft-- > 0;
    (passes ? chosen : heldBack).push(card);
  }
  return { chosen, heldBack };
}

function inOrder(
  learning: readonly Candidate[],
  chosen: readonly Candidate[],
  { nowMs, limits }: SessionInput,
): readonly Candidate[] {
  const isNearlyDue = (card: Candidate) => dueAt(card) > nowMs && dueAt(card) <= nowMs + limits.learnAheadMs;
  return [
    ...learning.filter((card) => dueAt(card) <= nowMs),
    ...spread(
      chosen.filter(({ state }) => state === 'review'),
      chosen.filter(({ state }) => state === 'new'),
    ),
    ...learning.filter(isNearlyDue),
  ];
}

/** Cards left over today wait for the next study day, unless a limit of none holds them back for good. */
function nextDue(
  { candidates, limits, nowMs, studyDay, studyDayEndMs }: SessionInput,
  leftOver: readonly Candidate[],
): number | null {
  const waits = ({ state }: Candidate) => (state === 'new' ? limits.newPerDay : limits.reviewsPerDay) > 0;
  let next = leftOver.some(waits) ? studyDayEndMs : Number.POSITIVE_INFINITY;
  for (const card of candidates) {
    if (isLearning(card) && dueAt(card) > nowMs) next = Math.min(next, dueAt(card));
    // After a change of zone a recorded instant may lie before the day that it stands for.
    if (card.state === 'review' && !isDueBy(studyDay, card)) {
      next = Math.min(next, Math.max(dueAt(card), studyDayEndMs));
    }
  }
  return Number.isFinite(next) ? next : null;
}

function count(cards: readonly Candidate[]): SessionCounts {
  const counts = { new: 0, learning: 0, review: 0 };
  for (const { state } of cards) counts[state === 'relearning' ? 'learning' : state]++;
  return counts;
}

function countTopics(cards: readonly Candidate[]): ReadonlyMap<string, SessionCounts> {
  const topics = new Map<string, Candidate[]>();
  for (const card of cards) {
    const known = topics.get(card.topicId);
    if (known) known.push(card);
    else topics.set(card.topicId, [card]);
  }
  return new Map([...topics].map(([topicId, ofTopic]) => [topicId, count(ofTopic)]));
}

function entryOf({ cardId, topicId, state }: Candidate): SessionEntry {
  return { cardId, topicId, state };
}

function isLearning({ state }: Candidate): boolean {
  return state === 'learning' || state === 'relearning';
}

/** A seen card without a due time is due. */
function dueAt({ dueAtMs }: Candidate): number {
  return dueAtMs ?? Number.NEGATIVE_INFINITY;
}

function isDueBy(day: StudyDay, { dueDay }: Candidate): boolean {
  return dueDay === null || dueDay <= day;
}

function byId(a: Candidate, b: Candidate): number {
  return a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId);
}
