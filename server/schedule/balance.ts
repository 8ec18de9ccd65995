// Load balance: which of the days that fuzz allows gets a card.
import { drawn, type FuzzRange } from './fuzz.ts';
import type { StudyDay } from './types.ts';

/** How many cards wait on coming days, as counted when a study day started. */
export interface DayLoad {
  /** Cards that fall due on a later study day. */
  cardsOn(day: StudyDay): number;
  /** Nothing is known of the days after this one. */
  readonly lastDay: StudyDay;
  /** Cards that this study day is likely to give new due days, 1 or more. */
  readonly toPlace: number;
}

/** How far ahead the load is counted: enough for intervals of a year with their fuzz. */
export const DAYS_COUNTED = 400;

/** A load in a form that can be stored and sent. */
export interface CountedLoad extends DayLoad {
  /** Cards by the study days until they fall due, from 0 on; the days after the last have none. */
  readonly cards: readonly number[];
}

export function countedLoad(studyDay: StudyDay, cards: readonly number[], toPlace: number): CountedLoad {
  return {
    cards,
    cardsOn: (day) => cards[day - studyDay] ?? 0,
    lastDay: studyDay + DAYS_COUNTED,
    toPlace,
  };
}

/** What, besides chance, places a card on one of the days that fuzz allows. */
export interface Placing {
  readonly load?: DayLoad | null | undefined;
  /** A weight for each weekday, Monday first. */
  readonly easyDays?: readonly number[] | undefined;
}

interface Day {
  readonly interval: number;
  readonly weight: number;
  readonly cards: number;
}

/**
 * Chooses one of the allowed intervals, in days: one whose study day has the lowest load in proportion to its weight.
 *
 * All cards answered on one day read the same load, so that an answer does what its button said. If each took the
 * day with the lowest load, all would take the same one. So think of them as water poured over the days, which fills
 * the low ones to a common level: a day takes the share of the cards that it needs to reach the level, none if it is
 * above, and the card's fraction says in which share it lies. A day of weight ½ is full at half the level, one of
 * weight 0 at zero, unless all allowed days have weight 0.
 *
 * @param fraction 0 to below 1. Where all days are alike it acts as the fuzz.
 */
export function placed(
  range: FuzzRange,
  studyDay: StudyDay,
  fraction: number,
  { load, easyDays }: Placing,
): number {
  if (range.from === range.to) return range.from;
  const isKnown = load && studyDay + range.to <= load.lastDay;
  if (!isKnown && !hasEasyDays(easyDays)) return drawn(range, fraction);
  const days = daysOf(range, studyDay, isKnown ? load : null, easyDays);
  const water = isKnown ? load.toPlace : 1;
  const level = levelOf(days, water);
  let left = fraction * water;
  for (const day of days) {
    left -= Math.max(0, day.weight * level - day.cards);
    if (left < 0) return day.interval;
  }
  // The shares are rounded, so their sum may fall just short of the water.
  return days.findLast((day) => day.weight * level > day.cards)?.interval ?? drawn(range, fraction);
}

/** Whether any weekday should get fewer reviews than another. */
export function hasEasyDays(easyDays: readonly number[] | undefined): easyDays is readonly number[] {
  return easyDays?.some((weight) => weight !== easyDays[0]) ?? false;
}

/** The weight of a study day; 1970-01-01 was a Thursday. */
export function weightOn(day: StudyDay, easyDays: readonly number[] | undefined): number {
  return easyDays?.[(((day + 3) % 7) + 7) % 7] ?? 1;
}

function daysOf(
  { from, to }: FuzzRange,
  studyDay: StudyDay,
  load: DayLoad | null,
  easyDays: readonly number[] | undefined,
): readonly Day[] {
  const days = Array.from({ length: to - from + 1 }, (_, index): Day => {
    const interval = from + index;
    const day = studyDay + interval;
    return { interval, weight: weightOn(day, easyDays), cards: load?.cardsOn(day) ?? 0 };
  });
  return days.some(({ weight }) => weight > 0) ? days : days.map((day) => ({ ...day, weight: 1 }));
}

/** The level λ at which Σ max(0, weight · λ − cards) is the water. */
function levelOf(days: readonly Day[], water: number): number {
  const rising = days
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.cards / a.weight - b.cards / b.weight);
  let cards = 0;
  let weight = 0;
  let level = Number.POSITIVE_INFINITY;
  for (const day of rising) {
    if (day.cards / day.weight >= level) break;
    cards += day.cards;
    weight += day.weight;
    level = (water + cards) / weight;
  }
  return level;
}
