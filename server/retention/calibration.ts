// How far recent predictions were off, which widens the intervals of retention.
import { settledForTheDay } from '../log/day-values.ts';
import { calibrationError } from '../schedule/calibration.ts';
import { calibration } from '../stats/calibration.ts';

/** Further back, the learner and the weights were others. */
const DAYS = 180;

/**
 * How far, 0–1, predicted recall was off over the learner's reviews of the last 180 study days. Today's reviews are
 * left out, so that it is the same all day. The predictions are those recorded before the answers, so weights that were
 * trained on these answers later do not look better than they are.
 */
export const calibrationErrorToday = settledForTheDay<number, number>({
  name: 'calibration error',
  async measure(desk, today) {
    const { bins } = await calibration(desk, { from: today - DAYS, to: today - 1 });
    return calibrationError(bins);
  },
  read: (error) => error,
});
