import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf, firstOfSorted } from '../../../server/schedule/queue/first.ts';

const byNumber = (a: number, b: number) => a - b;
const differentNumbers = fc.uniqueArray(fc.nat(10_000), { maxLength: 200 });

describe('the first of a list', () => {
  it('is what sorting puts first', () => {
    fc.assert(
      fc.property(differentNumbers, fc.integer({ min: -3, max: 250 }), (numbers, count) => {
        const sorted = [...numbers].sort(byNumber);
        expect([...firstOf(numbers, count, byNumber)].sort(byNumber)).toEqual(
          sorted.slice(0, Math.max(0, count)),
        );
      }),
    );
    expect(firstOf([1, 0, 2], 1, byNumber)).toEqual([0]);
  });
});

describe('the first of sorted lists', () => {
  it('is what sorting all of them puts first, in order', () => {
    fc.assert(
      fc.property(
        differentNumbers,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: -3, max: 250 }),
        (numbers, parts, count) => {
          const sorted = [...numbers].sort(byNumber);
          const lists = Array.from({ length: parts }, (_, part) =>
            sorted.filter((number) => number % parts === part),
          );
          expect(firstOfSorted(lists, count, byNumber)).toEqual(sorted.slice(0, Math.max(0, count)));
        },
      ),
    );
  });

  it('is found by looking at little more than the result, however long the lists are', () => {
    const lists = Array.from({ length: 500 }, (_, list) =>
      Array.from({ length: 200 }, (_, place) => place * 500 + ((list * 7) % 500)),
    );
    let looks = 0;
    const counted = (a: number, b: number) => {
      looks += 1;
      return a - b;
    };
    expect(firstOfSorted(lists, 200, counted)).toEqual(Array.from({ length: 200 }, (_, place) => place));
    expect(looks).toBeLessThan(10_000);
  });
});
