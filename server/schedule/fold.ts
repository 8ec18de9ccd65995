// A card's log to its memory, due time and trials.
import type { DayLoad } from './balance.ts';
import { isGrading, type Reviewed, sinceReset, standing } from './live-reviews.ts';
import { comparesIntervals, type Graded, grade, memoryAfter, NEW, type Seen } from './memory.ts';
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

/**
 * A card as its log has it. The events may come in any order and any number of times: they are put in the order
 * of the log, and what was undone is dropped wherever its undo stands.
 */
export function foldCard(events: readonly CardEvent[], settings: SchedulerSettings): CardHistory {
  return fold(events, settings).history;
}

/**
 * Folds a card's log, and returns the due time that a `rescheduled` event has to record: null where what is recorded
 * holds. To be called after a late review, an undo, and new weights, settings or calendar: each can leave the recorded
 * decision behind. Once recorded, it is that of the history.
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

/** A grading with the memory and the trials that it left. */
export interface FoldedReview {
  readonly review: Reviewed;
  readonly memory: Seen;
  readonly trials: Trials;
}

/**
 * The gradings of a card one by one, with what each left.
 *
 * @param log that stands: its live reviews, or all of it, where a reset starts over.
 */
export function foldReviews(log: readonly CardEvent[], settings: SchedulerSettings): readonly FoldedReview[] {
  const folded: FoldedReview[] = [];
  let memory: Memory = NEW;
  let trials = NO_TRIALS;
  for (const review of log) {
    if (review.type === 'reset') {
      memory = NEW;
      trials = NO_TRIALS;
    }
    if (!isGrading(review)) continue;
    const grading = gradingOf(review);
    trials = trialsAfter(trials, memory, grading, settings.weights);
    memory = grade(memory, grading, settings).memory;
    folded.push({ review, memory, trials });
  }
  return folded;
}

/** What the fold needs of a review in the log. */
export function gradingOf({ cardId, rating, atMs, studyDay }: Reviewed): Grading {
  return { cardId, rating, reviewedAtMs: atMs, studyDay };
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
    const grading = gradingOf(event);
    if (!comparesIntervals(memory, grading.rating)) {
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

/** The decision of the last live review, or of a later `rescheduled` event. */
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
