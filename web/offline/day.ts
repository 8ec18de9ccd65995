// When the study day ends, and a clock that notices when the tab slept.

import type { Queue } from '../../server/http/schemas.ts';
import { parseStudyDay, studyDayStart } from '../../server/schedule/study-day.ts';

const LOOK_EVERY_MS = 20_000;
/** Timers that come this late slept with the machine or the tab. */
const SLEPT_MS = 90_000;

/** The instant at which the study day of a queue ends, in milliseconds. */
export function dayEnd({ studyDay, zone, rollover }: Queue['scheduler']): number {
  return studyDayStart(parseStudyDay(studyDay) + 1, { zone, rolloverMinutes: rollover });
}

/** Calls back every few seconds, and tells whether the tab slept before. Returns what stops it. */
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
