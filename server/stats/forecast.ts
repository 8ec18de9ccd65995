import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { CardScope } from '../session/card-scope.ts';
import { cardsOf } from '../session/card-scope.ts';

export interface DueForecast {
  readonly studyDay: StudyDay;
  /** Cards that fell due before today and wait still. */
  readonly overdue: number;
  /** Cards that fall due on each study day, from today on; those that are overdue are not among them. */
  readonly days: readonly { readonly studyDay: StudyDay; readonly due: number }[];
  /** Cards that fall due after these days. */
  readonly later: number;
  /** Cards not seen yet: when they are introduced is for the limits to say. */
  readonly unseen: number;
}

/** When the cards fall due as they are scheduled now, without limits and without what answering them will add. */
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
