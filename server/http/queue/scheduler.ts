import { shownLoadByDay } from '../../log/day-load.ts';
import { type ReviewDesk, studyDayAt } from '../../log/desk.ts';
import { schedulerId } from '../../schedule/settings.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import type { SchedulerSettings } from '../../schedule/types.ts';
import type { CardToAsk } from '../../session/queue.ts';
import type { Queue, SchedulerValues } from '../schemas.ts';

/**
 * Everything that decides the results of grades today, together with the cards' memories. So a client can compute them
 * without the server.
 *
 * @param settings those of the requested scope.
 */
export async function presentScheduler(
  desk: ReviewDesk,
  settings: SchedulerSettings,
  cards: readonly CardToAsk[],
): Promise<Queue['scheduler']> {
  const { zone, rolloverMinutes, easyDays } = desk.learner;
  const studyDay = studyDayAt(desk, desk.clock());
  const load = (await shownLoadByDay(desk))(studyDay);
  const others = new Set(cards.map(({ scheduler }) => scheduler).filter((each) => each !== settings));
  return {
    ...presentSettings(settings),
    others: [...others].map(presentSettings),
    studyDay: formatStudyDay(studyDay),
    zone,
    rollover: rolloverMinutes,
    easyDays: [...easyDays],
    work: load && { cards: [...load.cards], toPlace: load.toPlace },
  };
}

function presentSettings(settings: SchedulerSettings): SchedulerValues {
  const { weights, desiredRetention, learningStepsMs, relearningStepsMs } = settings;
  return {
    id: schedulerId(settings),
    weights: [...weights],
    retention: desiredRetention,
    steps: { learningMs: [...learningStepsMs], relearningMs: [...relearningStepsMs] },
    maximumIntervalDays: settings.maximumIntervalDays,
    loadBalance: settings.loadBalance !== false,
  };
}
