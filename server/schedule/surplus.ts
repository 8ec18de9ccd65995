// Spreads the cards that new settings make due at once.

import { weightOn } from './balance.ts';
import type { CardId } from './ids.ts';
import type { StudyDay } from './types.ts';

/** A card that new settings make due today and that was due later before. */
export interface Surplus {
  readonly cardId: CardId;
  /** Due day by the new settings: today or earlier. */
  readonly dueDay: StudyDay;
  /** The latest day for it. */
  readonly latestDay: StudyDay;
}

/** How far ahead the surplus is spread, in days. */
const MOST_DAYS = 60;

/**
 * The study day of each card of a surplus, from today on: the one with the lowest load in proportion to its weight, the
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
  const loads = new Map(load);
  const loadOn = (day: StudyDay) => loads.get(day) ?? 0;
  const fullnessOf = (day: StudyDay) => {
    const weight = weightOn(day, easyDays);
    return weight > 0 ? loadOn(day) / weight : Number.POSITIVE_INFINITY;
  };
  const inOrder = [...surplus].sort((a, b) => a.dueDay - b.dueDay || (a.cardId < b.cardId ? -1 : 1));
  const days = new Map<string, StudyDay>();
  for (const { cardId, latestDay } of inOrder) {
    const last = Math.min(latestDay, today + MOST_DAYS);
    let best = today;
    for (let day = today + 1; day <= last; day++) if (fullnessOf(day) < fullnessOf(best)) best = day;
    loads.set(best, loadOn(best) + 1);
    days.set(cardId, best);
  }
  return days;
}
