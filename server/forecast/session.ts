import { buildSession } from '../schedule/queue/session.ts';
import { waitingIn } from '../schedule/queue/waiting.ts';
import type { Candidate, StudyDay } from '../schedule/types.ts';
import type { Travelling } from './simulate.ts';
import type { Scenario, Start, StartCard } from './types.ts';

export interface DayOf {
  readonly start: Start;
  readonly scenario: Pick<Scenario, 'session'>;
  readonly studyDay: StudyDay;
  /** When the session starts, and when the study day is over. */
  readonly nowMs: number;
  readonly endMs: number;
}

export interface DaySession {
  /** All that is asked on the day: its queue, and the cards on a step that ends before the day does. */
  readonly cards: ReadonlySet<Travelling>;
  readonly introduced: number;
  readonly reviews: number;
  /** Reviews that are due and that the limit holds back. */
  readonly backlog: number;
}

/**
 * A study day's session as `buildSession` gives it for all cards of the plan, although it is handed only those that
 * can get into it: what waits on the day, and of the new cards as many as the limit lets through.
 *
 * @param waiting the seen cards that are due by the day.
 * @param fresh the new cards in the order in which the queue introduces them.
 */
export function sessionOf(
  waiting: readonly Travelling[],
  fresh: readonly Travelling[],
  day: DayOf,
): DaySession {
  const { start, scenario, studyDay, nowMs, endMs } = day;
  const isFirst = studyDay === start.studyDay;
  const spent = isFirst ? start : NOTHING_SPENT;
  const present = isFirst ? waiting.filter(({ buried }) => !buried) : waiting;
  const met = new Set([...spent.answeredNotesToday, ...present.map(({ noteId }) => noteId)]);
  const { newPerDay, burySiblings } = scenario.session;
  const newLeft = newPerDay - spent.introducedToday;
  const apart = burySiblings ? met : null;
  const newcomers = isFirst ? firstNewcomers(fresh, apart, newLeft) : nextNewcomers(fresh, apart, newLeft);
  const byId = new Map([...present, ...newcomers].map((card) => [card.cardId, card]));
  const candidates = [...byId.values()].map((card) => candidateOf(card, isFirst));
  const today = {
    settings: scenario.session,
    topicRetention: start.topicRetention,
    studyDay,
    studyDayEndMs: endMs,
  };
  const { queue, counts, backlog } = buildSession({
    ...today,
    waiting: [waitingIn(candidates, spent.answeredNotesToday, today)],
    introducedToday: spent.introducedToday,
    reviewedToday: spent.reviewedToday,
    nowMs,
  });
  const stepsToday = present.filter((card) => isOnStep(card) && (card.due?.dueAtMs ?? nowMs) < endMs);
  const asked = queue.flatMap(({ cardId }) => byId.get(cardId) ?? []);
  return {
    cards: new Set([...stepsToday, ...asked]),
    introduced: counts.new,
    reviews: counts.review,
    backlog: backlog.review,
  };
}

const NOTHING_SPENT: Pick<Start, 'answeredNotesToday' | 'introducedToday' | 'reviewedToday'> = {
  answeredNotesToday: new Set(),
  introducedToday: 0,
  reviewedToday: 0,
};

/** The first day's: urgent cards come whatever the limit, and before the others. */
function firstNewcomers(
  fresh: readonly Travelling[],
  met: ReadonlySet<string> | null,
  wanted: number,
): readonly Travelling[] {
  const present = fresh.filter(({ buried }) => !buried);
  const urgent = present.filter((card) => card.urgent);
  const others = present.filter((card) => !card.urgent);
  return [
    ...urgent,
    ...nextNewcomers(others, met && new Set([...met, ...urgent.map(({ noteId }) => noteId)]), wanted),
  ];
}

/**
 * The first cards.
 *
 * @param met notes that are met on the day: of siblings only one is asked. null where siblings may meet.
 */
function nextNewcomers(
  fresh: readonly Travelling[],
  met: ReadonlySet<string> | null,
  wanted: number,
): readonly Travelling[] {
  if (!met) return fresh.slice(0, Math.max(0, wanted));
  const notes = new Set(met);
  const taken: Travelling[] = [];
  for (const card of fresh) {
    if (taken.length >= wanted) break;
    if (notes.has(card.noteId)) continue;
    notes.add(card.noteId);
    taken.push(card);
  }
  return taken;
}

/** Whether a card waits through a learning or relearning step. */
export function isOnStep({ memory }: Pick<StartCard, 'memory'>): boolean {
  return memory.state === 'learning' || memory.state === 'relearning';
}

function candidateOf(card: Travelling, isFirst: boolean): Candidate {
  const { cardId, noteId, topicId, gapRank, position, memory, due } = card;
  const seen = memory.state === 'new' ? null : memory;
  return {
    cardId,
    noteId,
    topicId,
    state: memory.state,
    gapRank,
    position,
    urgent: isFirst && card.urgent,
    dueAtMs: due?.dueAtMs ?? null,
    dueDay: due?.dueDay ?? null,
    lastReviewedAtMs: seen?.lastReviewedAtMs ?? null,
    stability: seen?.stability ?? null,
  };
}
