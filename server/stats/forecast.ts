import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { CardScope } from '../session/card-scope.ts';
import { cardsOf } from '../session/card-scope.ts';

export interface DueForecast {
  readonly studyDay: StudyDay;
  /** Cards that fell due before today and still wait. */
  readonly overdue: number;
  /** Cards that fall due on each study day, from today on, without overdue ones. */
  readonly days: readonly { readonly studyDay: StudyDay; readonly due: number }[];
  /** Cards that fall due after these days. */
  readonly later: number;
  /** Cards not seen yet; the limits decide when they are introduced. */
  readonly unseen: number;
}

/** When the cards fall due as scheduled now, without limits and without the reviews that answering them adds. */
export async function dueForecast(desk: ReviewDesk, scope: CardScope, days: number): Promise<DueForecast> {
  const today = studyDayAt(desk, desk.clock());
  const byDay = Array<number>(days).fill(0);
  let [overdue, later, unseen] = [0, 0, 0];
  for (const { due_day: dueDay, suspended } of await cardsOf(desk, scope)) {
    if (suspended === 1) continue;
    if (dueDay === null) unseen += 1;
    else if (dueDay < today) overdue += 1;
    else if (dueDay - today >= days) later += 1;
    else byDay[dueDay - today] = (byDay[dueDay - today] ?? 0) + 1;
  }
  return {
    studyDay: today,
    overdue,
    days: byDay.map((due, index) => ({ studyDay: today + index, due })),
    later,
    unseen,
  };
}
