// How a long loop lets others be served meanwhile.
import { setImmediate } from 'node:timers/promises';

/** Lets everything that waits have its turn: requests, writes, timers. */
export function yieldNow(): Promise<void> {
  return setImmediate();
}

/**
 * Counts what a loop does, and yields to the event loop each time that it has done so much.
 *
 * ```ts
 * // Yield to the event loop after this many.
 * const CARDS_A_PIECE = 5_000;
 *
 * const pieces = yieldAfter(CARDS_A_PIECE);
 * for (const topic of topics) {
 *   lookAt(topic);
 *   await pieces(topic.cards.size);
 * }
 * ```
 *
 * Every `await` costs a little even where it is not time yet: a loop over single cards that does hardly anything for
 * each is better cut with `inPieces`.
 *
 * @param yielding a command that writes passes its own `pause`, since it may wait for nothing else
 */
export function yieldAfter(
  many: number,
  yielding: () => Promise<void> = yieldNow,
): (done?: number) => Promise<void> | undefined {
  let since = 0;
  return (done = 1) => {
    since += done;
    if (since < many) return undefined;
    since = 0;
    return yielding();
  };
}

/** The same items in pieces of this many; it yields to the event loop between two of them. */
export async function* inPieces<T>(items: readonly T[], many: number): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < items.length; from += many) {
    if (from > 0) await yieldNow();
    yield items.slice(from, from + many);
  }
}
