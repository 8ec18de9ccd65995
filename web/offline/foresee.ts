// Schedules a card in the browser, with the server's code, while the server is away.

import type { Queue, QueueCard, ReviewBody, SchedulerValues } from '../../server/http/schemas.ts';
import { countedLoad } from '../../server/schedule/balance.ts';
import { NEW } from '../../server/schedule/memory.ts';
import { previews, review } from '../../server/schedule/review.ts';
import { formatStudyDay, parseStudyDay, studyDayOf } from '../../server/schedule/study-day.ts';
import type { Due, Memory, SchedulerSettings } from '../../server/schedule/types.ts';
import type { Waiting } from './entry.ts';

type Scheduler = Queue['scheduler'];

/**
 * A card after grades that the server doesn't have yet, as the server will schedule it: both use the same code. Null if
 * the card does not come back on that study day, or if its settings are not known.
 *
 * Its previews are computed for the time when it comes back. For a study day later than that of the queue, there are
 * none: only the server knows the load, and with it the intervals.
 *
 * @param card as the server sent it before the grades.
 * @param reviews the grades, oldest first; at least one.
 */
export function foresee(
  card: QueueCard,
  reviews: readonly ReviewBody[],
  scheduler: Scheduler,
  nowMs: number,
): Waiting | null {
  const values = [scheduler, ...scheduler.others].find(({ id }) => id === card.schedulerId);
  if (!values) return null;
  const settings = settingsOf(values);
  const calendar = {
    zone: scheduler.zone,
    rolloverMinutes: scheduler.rollover,
    easyDays: scheduler.easyDays,
  };
  const today = parseStudyDay(scheduler.studyDay);
  const load = scheduler.work && countedLoad(today, scheduler.work.cards, scheduler.work.toPlace);

  let memory = memoryOf(card);
  let due: Due | null = null;
  const deciding = (studyDay: number) => ({
    previousDays: due?.intervalDays ?? (card.memory ? card.intervalDays : undefined),
    load: studyDay === today ? load : null,
  });
  for (const { cardId, rating, reviewedAt } of reviews) {
    const reviewedAtMs = Date.parse(reviewedAt ?? '');
    const studyDay = studyDayOf(reviewedAtMs, calendar);
    const grading = { cardId, rating, reviewedAtMs, studyDay };
    ({ memory, due } = review(memory, grading, settings, calendar, deciding(studyDay)));
  }
  if (!due || due.intervalDays > 0) return null;

  const atMs = due.dueAtMs;
  const asOfMs = Math.max(nowMs, atMs);
  const after = { ...card, state: memory.state, memory: memoryToSend(memory), intervalDays: 0 };
  if (studyDayOf(asOfMs, calendar) !== today)
    return { entry: { card: after, asOfMs, unforeseen: true }, atMs };
  const decided = previews(memory, card.cardId, asOfMs, today, settings, calendar, deciding(today));
  return { entry: { card: { ...after, previews: previewsToSend(decided) }, asOfMs }, atMs };
}

function settingsOf({ weights, retention, steps, ...rest }: SchedulerValues): SchedulerSettings {
  return {
    weights,
    desiredRetention: retention,
    learningStepsMs: steps.learningMs,
    relearningStepsMs: steps.relearningMs,
    maximumIntervalDays: rest.maximumIntervalDays,
    loadBalance: rest.loadBalance,
  };
}

function memoryOf({ state, memory }: QueueCard): Memory {
  if (state === 'new' || !memory) return NEW;
  const { firstStudyDay, lastStudyDay, lastReviewedAt, ...figures } = memory;
  return {
    ...figures,
    state,
    firstStudyDay: parseStudyDay(firstStudyDay),
    lastStudyDay: parseStudyDay(lastStudyDay),
    lastReviewedAtMs: Date.parse(lastReviewedAt),
  };
}

function memoryToSend(memory: Memory): QueueCard['memory'] {
  if (memory.state === 'new') return null;
  const { state: _, firstStudyDay, lastStudyDay, lastReviewedAtMs, ...figures } = memory;
  return {
    ...figures,
    firstStudyDay: formatStudyDay(firstStudyDay),
    lastStudyDay: formatStudyDay(lastStudyDay),
    lastReviewedAt: new Date(lastReviewedAtMs).toISOString(),
  };
}

function previewsToSend(decided: ReturnType<typeof previews>): QueueCard['previews'] {
  const preview = ({ dueAtMs, intervalDays }: Due) => ({
    dueAt: new Date(dueAtMs).toISOString(),
    intervalDays,
  });
  return {
    again: preview(decided.again),
    hard: preview(decided.hard),
    good: preview(decided.good),
    easy: preview(decided.easy),
  };
}
