// When the study day ends, and a clock that notices when the tab was asleep.

import type { Queue } from '../../server/http/schemas.ts';
import { parseStudyDay, studyDayStart } from '../../server/schedule/study-day.ts';

const LOOK_EVERY_MS = 20_000;
/** A timer that fires this late was asleep, with the machine or the tab. */
const SLEPT_MS = 90_000;

/** When the study day of a queue ends, in milliseconds. */
export function dayEnd({ studyDay, zone, rollover }: Queue['scheduler']): number {
  return studyDayStart(parseStudyDay(studyDay) + 1, { zone, rolloverMinutes: rollover });
}

/** Calls back every few seconds, and says whether the tab was asleep before. Returns a function that stops it. */
export function watchClock(look: (nowMs: number, slept: boolean) => void): () => void {
  let lastMs = Date.now();
  const tick = () => {
    const nowMs = Date.now();
    const slept = nowMs - lastMs > SLEPT_MS;
    lastMs = nowMs;
    look(nowMs, slept);
  };
  const timer = setInterval(tick, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}
