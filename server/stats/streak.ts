import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { LearnerId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import { upToDate } from './rollup.ts';
import type { Span } from './span.ts';

export const STREAK_RULE =
  'A study day counts if at least one card was answered, crammed or not. Today breaks no streak until it is over.';

/** Study days in a row that count. */
export interface Run extends Span {
  readonly days: number;
}

export interface Streak {
  readonly studyDay: StudyDay;
  /** The run that still goes on, which ends today or yesterday; null if it is broken. */
  readonly current: Run | null;
  /** The longest run so far, the latest of equal ones. */
  readonly longest: Run | null;
  readonly isTodayDone: boolean;
  /** Study days on which something was answered. */
  readonly days: number;
  /** The first of them; null if there is none. */
  readonly since: StudyDay | null;
}

const daysDone = prepare<{ learner: LearnerId; today: StudyDay }>()((db, param) =>
  db
    .selectFrom('daily_rollups')
    .select('study_day')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '<=', param('today'))
    .orderBy('study_day'),
);

/** The streak of study days up to now. */
export async function streak(desk: ReviewDesk): Promise<Streak> {
  await upToDate(desk);
  const today = studyDayAt(desk, desk.clock());
  const rows = await daysDone.all(desk.store.read, { learner: desk.learner.id, today });
  return streakOf(
    rows.map((row) => row.study_day),
    today,
  );
}

/** The streak from the days with an answer. @param days ascending */
export function streakOf(days: readonly StudyDay[], today: StudyDay): Streak {
  const runs: Run[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.to === day - 1) runs[runs.length - 1] = { from: last.from, to: day, days: last.days + 1 };
    else runs.push({ from: day, to: day, days: 1 });
  }
  const last = runs.at(-1);
  return {
    studyDay: today,
    current: last && last.to >= today - 1 ? last : null,
    longest: runs.reduce<Run | null>((best, run) => (best && best.days > run.days ? best : run), null),
    isTodayDone: last?.to === today,
    days: days.length,
    since: days[0] ?? null,
  };
}
