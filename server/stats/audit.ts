import { isDeepStrictEqual } from 'node:util';
import type { ReviewDesk } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { countedReviews } from './counted.ts';
import { emptyRollup, isEmpty, type Rollup, tally } from './figures.ts';
import type { Arrived } from './log.ts';
import { keptRollups } from './rollup.ts';

/** A study day whose roll-up is not what the log adds up to. */
export interface DeviatingDay {
  readonly studyDay: StudyDay;
  /** null: nothing is kept of it, or the log holds no review of it. */
  readonly kept: Rollup | null;
  readonly summed: Rollup | null;
}

/** Compares the daily roll-ups with the log, which it is told card by card. What comes meanwhile changes nothing. */
export interface RollupAudit {
  /** All events of one more card, ordered by (at_ms, id). */
  add(log: readonly Arrived[]): void;
  /** To be asked when all cards have been told. */
  deviating(): readonly DeviatingDay[];
}

export async function auditRollups(desk: ReviewDesk): Promise<RollupAudit> {
  const { arrival, days: kept } = await keptRollups(desk);
  const days = new Map<StudyDay, Rollup>();
  return {
    add(log) {
      for (const review of countedReviews(log.filter((event) => event.arrival <= arrival))) {
        const day = days.get(review.studyDay) ?? emptyRollup();
        days.set(review.studyDay, day);
        tally(day, review, 1);
      }
    },
    deviating() {
      const summed = new Map([...days].filter(([, day]) => !isEmpty(day)));
      return [...new Set([...kept.keys(), ...summed.keys()])]
        .sort((a, b) => a - b)
        .map((studyDay) => ({
          studyDay,
          kept: kept.get(studyDay) ?? null,
          summed: summed.get(studyDay) ?? null,
        }))
        .filter((day) => !isDeepStrictEqual(day.kept, day.summed));
    },
  };
}
