import type { StudyDay } from './types.ts';

/** A card that new settings make due today, which was due later before. */
export interface Surplus {
  readonly cardId: string;
  /** By the new settings, today or earlier. */
  readonly dueDay: StudyDay;
  /** By the settings before: it shall not come later than that. */
  readonly dueDayBefore: StudyDay;
}

/** Further ahead than this nothing is spread. */
const MOST_DAYS = 60;

/**
 * The study day of each card of a surplus, from today on: the one with the least work until the day on which the card
 * was due before, the earliest of several. The most overdue choose first.
 *
 * @param load the cards that fall due on each day besides these.
 */
export function spreadSurplus(
  surplus: readonly Surplus[],
  load: ReadonlyMap<StudyDay, number>,
  today: StudyDay,
): ReadonlyMap<string, StudyDay> {
  const work = new Map(load);
  const workOn = (day: StudyDay) => work.get(day) ?? 0;
  const inOrder = [...surplus].sort((a, b) => a.dueDay - b.dueDay || (a.cardId < b.cardId ? -1 : 1));
  const days = new Map<string, StudyDay>();
  for (const { cardId, dueDayBefore } of inOrder) {
    const last = Math.min(dueDayBefore, today + MOST_DAYS);
    let best = today;
    for (let day = today + 1; day <= last; day++) if (workOn(day) < workOn(best)) best = day;
    work.set(best, workOn(best) + 1);
    days.set(cardId, best);
  }
  return days;
}
