import { settledForTheDay } from '../log/day-values.ts';
import { calibrationError } from '../schedule/calibration.ts';
import { calibration } from '../stats/calibration.ts';

/** Half of what a trial says is left after as long: further back, the learner and the weights were others. */
const DAYS = 180;

/**
 * How far, 0–1, recall was off that was predicted before the learner's reviews of the last 180 study days, today's
 * not among them: the same all day, so that it is found once a day. Predictions were made before the answer, hence
 * weights that were trained on it since don't flatter themselves.
 */
export const calibrationErrorToday = settledForTheDay<number, number>({
  name: 'calibration error',
  async measure(desk, today) {
    const { bins } = await calibration(desk, { from: today - DAYS, to: today - 1 });
    return calibrationError(bins);
  },
  read: (error) => error,
});
