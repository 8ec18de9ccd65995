import { describe, expect, it } from 'vitest';
import { inPieces, yieldAfter } from '../../server/store/yielding.ts';

/** Counts the turns of the event loop from now on. */
function turns() {
  let count = 0;
  const next = (): void => {
    count += 1;
    handle = setImmediate(next);
  };
  let handle = setImmediate(next);
  return { count: () => count, stop: () => clearImmediate(handle) };
}

describe('a loop', () => {
  it('yields to the event loop each time that it has done this much, and not before', async () => {
    const { count, stop } = turns();
    const pieces = yieldAfter(10);
    const seen: number[] = [];
    for (const done of [4, 5, 1, 9, 1, 25, 1]) {
      const before = count();
      await pieces(done);
      seen.push(count() - before);
    }
    stop();
    expect(seen).toEqual([0, 0, 1, 0, 1, 1, 0]);
  });

  it('in pieces comes past every item once and in order, with a turn between two pieces', async () => {
    const { count, stop } = turns();
    const items = Array.from({ length: 25 }, (_, index) => index);
    const sizes: number[] = [];
    const seen: number[] = [];
    for await (const piece of inPieces(items, 10)) {
      sizes.push(piece.length);
      seen.push(...piece);
    }
    stop();
    expect(sizes).toEqual([10, 10, 5]);
    expect(seen).toEqual(items);
    expect(count()).toBe(2);
  });
});
