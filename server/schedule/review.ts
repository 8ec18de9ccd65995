// One grading of a card: memory and due time after it.
import type { CardId } from './ids.ts';
import { type Deciding, type Graded, grade } from './memory.ts';
import { studyDayOf, studyDayStart } from './study-day.ts';
import type {
  Calendar,
  Due,
  Grading,
  Memory,
  Outcome,
  Rating,
  SchedulerSettings,
  StudyDay,
} from './types.ts';

/** What a grading does to a card: the memory after it and the due time decided. */
export function review(
  memory: Memory,
  grading: Grading,
  settings: SchedulerSettings,
  calendar: Calendar,
  deciding: Deciding = {},
): Outcome {
  const graded = grade(memory, grading, settings, { easyDays: calendar.easyDays, ...deciding });
  return { memory: graded.memory, due: dueAfter(graded, calendar) };
}

/** What each rating would decide for a card that is answered now, as {@link review} will. */
export function previews(
  memory: Memory,
  cardId: CardId,
  nowMs: number,
  studyDay: StudyDay,
  settings: SchedulerSettings,
  calendar: Calendar,
  deciding: Deciding = {},
): Record<Rating, Due> {
  const dueIf = (rating: Rating) =>
    review(memory, { cardId, rating, reviewedAtMs: nowMs, studyDay }, settings, calendar, deciding).due;
  return { again: dueIf('again'), hard: dueIf('hard'), good: dueIf('good'), easy: dueIf('easy') };
}

/** A step of minutes ends at its own instant; everything else falls due with its study day. */
export function dueAfter({ memory, delayMs, intervalDays }: Graded, calendar: Calendar): Due {
  if (delayMs === null) {
    const dueDay = memory.lastStudyDay + intervalDays;
    return { dueAtMs: studyDayStart(dueDay, calendar), dueDay, intervalDays };
  }
  const dueAtMs = memory.lastReviewedAtMs + delayMs;
  const dueDay = Math.max(memory.lastStudyDay, studyDayOf(dueAtMs, calendar));
  return { dueAtMs, dueDay, intervalDays: dueDay - memory.lastStudyDay };
}
