import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { calibrationError } from '../schedule/calibration.ts';
import type { StudyDay } from '../schedule/types.ts';
import { calibration } from '../stats/calibration.ts';

/** Half of what a trial says is left after as long: further back, the learner and the weights were others. */
const DAYS = 180;

const known = new WeakMap<ReviewDesk, { readonly studyDay: StudyDay; readonly error: number }>();

/**
 * How far, 0–1, recall was off that was predicted before the learner's reviews of the last 180 study days, today's
 * not among them: the same all day, so that it is found once a day. Predictions were made before the answer, hence
 * weights that were trained on it since don't flatter themselves.
 */
export async function calibrationErrorToday(desk: ReviewDesk): Promise<number> {
  const studyDay = studyDayAt(desk, desk.clock());
  const before = known.get(desk);
  if (before?.studyDay === studyDay) return before.error;
  const { bins } = await calibration(desk, { from: studyDay - DAYS, to: studyDay - 1 });
  const error = calibrationError(bins);
  known.set(desk, { studyDay, error });
  return error;
}
