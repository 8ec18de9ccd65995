// Compares the daily roll-ups with the log.
import { isDeepStrictEqual } from 'node:util';
import type { ReviewDesk } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { inPieces } from '../store/yielding.ts';
import { countedReviews } from './counted.ts';
import { emptyRollup, isEmpty, type Rollup, tally } from './figures.ts';
import type { Arrived } from './log.ts';
import { keptRollups } from './rollup.ts';

/** Yield to the event loop after this many. */
const DAYS_A_PIECE = 20;

/** A study day whose roll-up differs from the log. */
export interface DeviatingDay {
  readonly studyDay: StudyDay;
  /** null if no roll-up is kept, or in `summed` if the log has no review of the day. */
  readonly kept: Rollup | null;
  readonly summed: Rollup | null;
}

/** Compares the daily roll-ups with the log, which it gets card by card. Later events do not count. */
export interface RollupAudit {
  /** Adds all events of one card, ordered by (at_ms, id). */
  add(log: readonly Arrived[]): void;
  /** The days that differ; call it once all cards were added. */
  deviating(): Promise<readonly DeviatingDay[]>;
}

/** Starts an audit of the daily roll-ups as they are now. */
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
    async deviating() {
      const summed = new Map([...days].filter(([, day]) => !isEmpty(day)));
      const found: DeviatingDay[] = [];
      const all = [...new Set([...kept.keys(), ...summed.keys()])].sort((a, b) => a - b);
      for await (const some of inPieces(all, DAYS_A_PIECE)) {
        for (const studyDay of some) {
          const day = {
            studyDay,
            kept: kept.get(studyDay) ?? null,
            summed: summed.get(studyDay) ?? null,
          };
          if (!isDeepStrictEqual(day.kept, day.summed)) found.push(day);
        }
      }
      return found;
    },
  };
}
