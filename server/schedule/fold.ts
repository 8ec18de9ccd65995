// A card's log to its memory, due time and trials.
import type { DayLoad } from './balance.ts';
import { comparesIntervals, type Graded, grade, memoryAfter, NEW } from './memory.ts';
import { dueAfter } from './review.ts';
import { NO_TRIALS, trialsAfter } from './trials.ts';
import type {
  Calendar,
  CardEvent,
  CardHistory,
  Due,
  Grading,
  Memory,
  SchedulerSettings,
  StudyDay,
  Trials,
} from './types.ts';

/** The load as it stood when a study day started; null where it was not stored. */
export type LoadOn = (day: StudyDay) => DayLoad | null;

/** A `reviewed` event of the log. */
export type Reviewed = Extract<CardEvent, { readonly type: 'reviewed' }>;

/**
 * A card as its log has it. The events may come in any order and any number of times: they are put in the order
 * of the log, and what was undone is dropped wherever its undo stands.
 */
export function foldCard(events: readonly CardEvent[], settings: SchedulerSettings): CardHistory {
  return fold(events, settings).history;
}

/**
 * Folds a card's log, and returns the due time that a `rescheduled` event has to record, or null if the recorded one
 * still holds. Needed after a late review, an undo, and new weights, settings or calendar: each can make the recorded
 * decision stale. Once recorded, it is that of the history.
 */
export function refoldCard(
  events: readonly CardEvent[],
  settings: SchedulerSettings,
  calendar: Calendar,
  loadOn: LoadOn = () => null,
): { readonly history: CardHistory; readonly due: Due | null } {
  const { history, last } = fold(events, settings, { calendar, loadOn });
  const decided = last && dueAfter(last, calendar);
  return { history, due: decided && history.due && isSameDue(decided, history.due) ? null : decided };
}

/** What due times depend on, if they are needed. */
interface Deciders {
  readonly calendar: Calendar;
  readonly loadOn: LoadOn;
}

/** The history, and the last grading of it. */
function fold(
  events: readonly CardEvent[],
  settings: SchedulerSettings,
  deciders?: Deciders,
): { readonly history: CardHistory; readonly last: Graded | null } {
  const log = standing(events);
  const counting = sinceReset(log);
  const graded = gradeAll(counting, settings, deciders);
  const history = {
    memory: graded?.memory ?? NEW,
    trials: graded?.trials ?? NO_TRIALS,
    due: recordedDue(counting),
    lastReviewId: counting.findLast((event) => event.type === 'reviewed')?.id ?? null,
    suspended: isSuspended(log),
    buriedDay: buriedDay(log),
  };
  return { history, last: graded };
}

/** The gradings that a card's memory folds, in the order of the log: live, not crammed, since the last reset. */
export function liveReviews(events: readonly CardEvent[]): readonly Reviewed[] {
  return sinceReset(standing(events)).filter(isGrading);
}

/** The memory that each grading left, by the event's id, those before a reset included. */
export function memoriesAfter(
  events: readonly CardEvent[],
  settings: SchedulerSettings,
): ReadonlyMap<string, Graded['memory']> {
  const memories = new Map<string, Graded['memory']>();
  let before: Memory = NEW;
  for (const event of standing(events)) {
    if (event.type === 'reset') before = NEW;
    if (!isGrading(event)) continue;
    const { id, cardId, rating, atMs, studyDay } = event;
    const { memory } = grade(before, { cardId, rating, reviewedAtMs: atMs, studyDay }, settings);
    memories.set(id, memory);
    before = memory;
  }
  return memories;
}

/**
 * The due time of the card's last live grading, decided again with these settings and this calendar; null if
 * no live grading is left.
 */
export function decideDue(
  events: readonly CardEvent[],
  settings: SchedulerSettings,
  calendar: Calendar,
  loadOn: LoadOn = () => null,
): Due | null {
  const last = gradeAll(liveReviews(events), settings, { calendar, loadOn });
  return last && dueAfter(last, calendar);
}

/** The due time that a `rescheduled` event has to record, as in {@link refoldCard}. */
export function dueToRecord(
  events: readonly CardEvent[],
  settings: SchedulerSettings,
  calendar: Calendar,
  loadOn?: LoadOn,
): Due | null {
  return refoldCard(events, settings, calendar, loadOn).due;
}

/** The order of the log, (atMs, id), each event once. Most logs are already in order. */
function inOrder(events: readonly CardEvent[]): readonly CardEvent[] {
  if (events.every((event, index) => index === 0 || byPlace(events[index - 1] ?? event, event) < 0)) {
    return events;
  }
  const sorted = [...events].sort(byPlace);
  return [...new Map(sorted.map((event) => [event.id, event])).values()];
}

function byPlace(a: CardEvent, b: CardEvent): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** The log without what was undone: that counts for nothing, whatever it was. */
function standing(events: readonly CardEvent[]): readonly CardEvent[] {
  const log = inOrder(events);
  if (!log.some(({ type }) => type === 'undone')) return log;
  const undone = new Set(log.flatMap((event) => (event.type === 'undone' ? [event.targetId] : [])));
  return log.filter(({ id }) => !undone.has(id));
}

/** A reset starts over. */
function sinceReset(log: readonly CardEvent[]): readonly CardEvent[] {
  return log.slice(log.findLastIndex((event) => event.type === 'reset') + 1);
}

/** Practice changes neither memory nor due time. */
function isGrading(event: CardEvent): event is Reviewed {
  return event.type === 'reviewed' && event.mode !== 'cram';
}

/**
 * What the last grading leaves, with the trials of them all. Each interval is compared with the one decided before, as
 * long as the card stays in review: only those of that last stretch are decided, since memory depends on none.
 */
function gradeAll(
  counting: readonly CardEvent[],
  settings: SchedulerSettings,
  deciders: Deciders | undefined,
): (Graded & { readonly trials: Trials }) | null {
  let memory: Memory = NEW;
  let trials = NO_TRIALS;
  let beforeStretch: Memory = NEW;
  let stretch: Grading[] = [];
  for (const event of counting) {
    if (!isGrading(event)) continue;
    const { cardId, rating, atMs, studyDay } = event;
    const grading = { cardId, rating, reviewedAtMs: atMs, studyDay };
    if (!comparesIntervals(memory, rating)) {
      beforeStretch = memory;
      stretch = [];
    }
    stretch.push(grading);
    trials = trialsAfter(trials, memory, grading, settings.weights);
    memory = memoryAfter(memory, grading, settings);
  }
  let last: Graded | null = null;
  for (const grading of stretch) {
    const deciding = deciders && {
      previousDays: last?.intervalDays,
      load: deciders.loadOn(grading.studyDay),
      easyDays: deciders.calendar.easyDays,
    };
    last = grade(last?.memory ?? beforeStretch, grading, settings, deciding);
  }
  return last && { ...last, trials };
}

/** The decision of the last live grading, or of a later `rescheduled` event. */
function recordedDue(counting: readonly CardEvent[]): Due | null {
  if (!counting.some(isGrading)) return null;
  const last = counting.findLast((event) => isGrading(event) || event.type === 'rescheduled');
  return last && 'due' in last ? last.due : null;
}

function isSuspended(log: readonly CardEvent[]): boolean {
  return log.findLast(({ type }) => type === 'suspended' || type === 'unsuspended')?.type === 'suspended';
}

function buriedDay(log: readonly CardEvent[]): StudyDay | null {
  const last = log.findLast(({ type }) => type === 'buried' || type === 'unburied');
  return last?.type === 'buried' ? last.studyDay : null;
}

function isSameDue(a: Due, b: Due): boolean {
  return a.dueAtMs === b.dueAtMs && a.dueDay === b.dueDay && a.intervalDays === b.intervalDays;
}
