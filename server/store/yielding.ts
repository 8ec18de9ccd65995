// Lets other requests be served during a long loop.
import { setImmediate } from 'node:timers/promises';

/** Yields to the event loop, so that waiting requests, writes and timers run. */
export function yieldNow(): Promise<void> {
  return setImmediate();
}

/**
 * Counts the work of a loop, and yields to the event loop each time it reaches a limit.
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
 * Every `await` costs a little even if it does not yield. For a loop that does hardly anything for each item, use
 * `inPieces` instead.
 *
 * @param yielding how to yield; a writing command passes its `pause`, since it may wait for nothing else
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

/** Items in pieces of this many, with a yield to the event loop between two pieces. */
export async function* inPieces<T>(items: readonly T[], many: number): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < items.length; from += many) {
    if (from > 0) await yieldNow();
    yield items.slice(from, from + many);
  }
}
