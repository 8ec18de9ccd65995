// Answers that take a second of simulating: found one after the other, and remembered while they hold.
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { calibrationErrorToday } from '../retention/calibration.ts';
import type { StudyDay } from '../schedule/types.ts';
import { upToDate } from '../stats/rollup.ts';
import { type Cache, createCache } from '../store/cache.ts';
import { inTurn } from '../store/in-turn.ts';
import { perLearner, Remembered } from '../store/remembered.ts';

interface Ground {
  readonly version: number;
  readonly studyDay: StudyDay;
}

/** Of each kind of question. */
const ANSWERS_REMEMBERED = 25;

/** One after the other, so that however many are asked, other requests wait for one piece of work at most. */
const answering = inTurn();

/**
 * Answers questions of one kind, and remembers the answers until something is written or the study day ends.
 *
 * ```ts
 * const loads = rememberedAnswers<LoadForecast>();
 * await loads(desk, { days, planId }, () => forecast(desk, days, planId));
 * ```
 */
export function rememberedAnswers<Answer>() {
  // Those of another version hold no more, and go together.
  const answersOf = perLearner(() => new Remembered<Ground, Cache<Remembered<object, Promise<Answer>>>>());
  return async (desk: ReviewDesk, question: unknown, ask: () => Promise<Answer>): Promise<Answer> => {
    await settle(desk);
    const ground = { version: desk.store.version(), studyDay: studyDayAt(desk, desk.clock()) };
    return answersOf(desk)
      .value(ground, () => createCache({ entries: ANSWERS_REMEMBERED }))
      .get(JSON.stringify(question), () => new Remembered())
      .value({}, () => answering(desk, ask));
  };
}

/** What a question would have written at its first use of the day: such a write would outdate the answer at once. */
async function settle(desk: ReviewDesk): Promise<void> {
  await upToDate(desk);
  await calibrationErrorToday(desk);
  await desk.topicRetention();
}
