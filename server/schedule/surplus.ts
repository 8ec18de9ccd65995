import { weightOn } from './balance.ts';
import type { StudyDay } from './types.ts';

/** A card that new settings make due today, which was due later before. */
export interface Surplus {
  readonly cardId: string;
  /** By the new settings, today or earlier. */
  readonly dueDay: StudyDay;
  /** It shall not come later than that. */
  readonly latestDay: StudyDay;
}

/** Further ahead than this nothing is spread. */
const MOST_DAYS = 60;

/**
 * The study day of each card of a surplus, from today on: the one with the least work in proportion to its weight, the
 * earliest of several. The most overdue choose first.
 *
 * @param load the cards that fall due on each day besides these.
 * @param easyDays a weight for each weekday, Monday first.
 */
export function spreadSurplus(
  surplus: readonly Surplus[],
  load: ReadonlyMap<StudyDay, number>,
  today: StudyDay,
  easyDays?: readonly number[],
): ReadonlyMap<string, StudyDay> {
  const work = new Map(load);
  const workOn = (day: StudyDay) => work.get(day) ?? 0;
  const fullnessOf = (day: StudyDay) => {
    const weight = weightOn(day, easyDays);
    return weight > 0 ? workOn(day) / weight : Number.POSITIVE_INFINITY;
  };
  const inOrder = [...surplus].sort((a, b) => a.dueDay - b.dueDay || (a.cardId < b.cardId ? -1 : 1));
  const days = new Map<string, StudyDay>();
  for (const { cardId, latestDay } of inOrder) {
    const last = Math.min(latestDay, today + MOST_DAYS);
    let best = today;
    for (let day = today + 1; day <= last; day++) if (fullnessOf(day) < fullnessOf(best)) best = day;
    work.set(best, workOn(best) + 1);
    days.set(cardId, best);
  }
  return days;
}
