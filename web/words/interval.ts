// Intervals as grade buttons show them.

import { intervalOf } from './format.ts';
import { words } from './words.ts';

/** A grade button's interval: `10m`, `3h`, `12d`, `2.5mo`, `1.2y`. `asOfMs` is when the server sent the preview. */
export function intervalLabel(preview: Parameters<typeof intervalOf>[0], asOfMs: number): string {
  const [n, unit] = intervalOf(preview, asOfMs);
  return words().common.interval[unit](n);
}
