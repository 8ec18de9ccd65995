// Intervals as the grade buttons write them.

import { intervalOf } from './format.ts';
import { words } from './words.ts';

/** What a grade button says about its interval: `10m`, `3h`, `12d`, `2.5mo`, `1.2y`. `asOfMs` is when it was told. */
export function intervalLabel(preview: Parameters<typeof intervalOf>[0], asOfMs: number): string {
  const [n, unit] = intervalOf(preview, asOfMs);
  return words().common.interval[unit](n);
}
