import { DEFAULT_HABITS } from '../../server/forecast/habits.ts';
import { simulate } from '../../server/forecast/simulate.ts';
import type { Scenario, Simulation, Start, StartCard } from '../../server/forecast/types.ts';
import { asCardId, asNoteId, asTopicId } from '../../server/schedule/ids.ts';
import { NEW } from '../../server/schedule/memory.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { DAY_MS, studyDayOf, studyDayStart } from '../../server/schedule/study-day.ts';

export const CALENDAR = { zone: 'Europe/Helsinki', rolloverMinutes: 240 };
export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const TODAY = studyDayOf(NOW, CALENDAR);

export const SCENARIO: Scenario = {
  schedulerOf: () => DEFAULT_SCHEDULER,
  session: DEFAULT_SESSION,
  sessionOf: () => DEFAULT_SESSION,
  calendar: CALENDAR,
  habits: DEFAULT_HABITS,
  offsets: new Map(),
  days: 30,
  measured: new Set(),
};

/** Values of a card, with its ids as plain strings. */
interface Changed extends Partial<Omit<StartCard, 'cardId' | 'noteId' | 'topicId'>> {
  readonly noteId?: string;
  readonly topicId?: string;
}

/** A new card, by default of a note of its own. */
export function newCard(cardId: string, { noteId, topicId, ...changed }: Changed = {}): StartCard {
  return {
    cardId: asCardId(cardId),
    noteId: asNoteId(noteId ?? cardId),
    topicId: asTopicId(topicId ?? 'eks/pods'),
    gapRank: 1,
    position: 0,
    urgent: false,
    memory: NEW,
    due: null,
    suspended: false,
    buried: false,
    ...changed,
  };
}

export function newCards(count: number): readonly StartCard[] {
  return Array.from({ length: count }, (_, index) => newCard(`card-${index}`, { position: index }));
}

export function startOf(cards: readonly StartCard[], changed: Partial<Start> = {}): Start {
  return {
    nowMs: NOW,
    studyDay: TODAY,
    cards,
    answeredNotesToday: new Set(),
    introducedToday: 0,
    reviewedToday: 0,
    spentIn: new Map(),
    topicRetention: new Map(),
    ...changed,
  };
}

/** A simulation run at one go. */
export function run(start: Start, scenario: Partial<Scenario> = {}, seed = 1): Simulation {
  const { session = DEFAULT_SESSION } = scenario;
  const days = simulate(start, { ...SCENARIO, sessionOf: () => session, ...scenario }, seed);
  for (;;) {
    const step = days.next();
    if (step.done) return step.value;
  }
}

/** A card that fell due `late` days ago, an interval as long as its stability after its last review. */
export function reviewCard(
  cardId: string,
  { stability, late }: { readonly stability: number; readonly late: number },
  changed: Changed = {},
): StartCard {
  const intervalDays = Math.max(1, Math.round(stability));
  const dueDay = TODAY - late;
  return newCard(cardId, {
    memory: {
      state: 'review',
      step: 0,
      stability,
      difficulty: 5,
      reps: 3,
      lapses: 0,
      firstStudyDay: dueDay - intervalDays - 5,
      lastStudyDay: dueDay - intervalDays,
      lastReviewedAtMs: NOW - (late + intervalDays) * DAY_MS,
      intervalDays,
    },
    due: { dueAtMs: studyDayStart(dueDay, CALENDAR), dueDay, intervalDays },
    ...changed,
  });
}
