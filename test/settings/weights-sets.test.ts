import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightsId } from '../../server/schedule/settings.ts';
import type { WeightsChange } from '../../server/settings/rows.ts';
import { DEFAULT_SET, setsOf } from '../../server/settings/weights-sets.ts';

const A = [1];
const B = [2];
const [idA, idB] = [A, B].map(weightsId);

/** Changes to some weights one after the other, as the database lists them: latest first. */
function changes(...weights: readonly (readonly number[] | null)[]): readonly WeightsChange[] {
  return weights
    .map((set, at) => ({ atMs: at + 1, cause: `change ${at + 1}`, weights: set, score: null }))
    .reverse();
}

describe('the sets of weights', () => {
  it('start with the default ones, which have none before them', () => {
    expect(setsOf([])).toMatchObject({
      sets: [{ id: DEFAULT_SET, sinceMs: null }],
      inUse: DEFAULT_SET,
      before: null,
    });
  });

  it('are each listed once, by their first use, latest first', () => {
    const { sets, inUse, before } = setsOf(changes(A, B, A));
    expect(sets.map(({ id, sinceMs }) => [id, sinceMs])).toEqual([
      [idB, 2],
      [idA, 1],
      [DEFAULT_SET, null],
    ]);
    expect({ inUse, before }).toEqual({ inUse: idA, before: DEFAULT_SET });
  });

  it('can be undone one after the other, without going back and forth', () => {
    expect(setsOf(changes(A, B))).toMatchObject({ inUse: idB, before: idA });
    expect(setsOf(changes(A, B, A))).toMatchObject({ inUse: idA, before: DEFAULT_SET });
    expect(setsOf(changes(A, B, A, null))).toMatchObject({ inUse: DEFAULT_SET, before: null });
  });

  it('reach the default ones by repeated undo, in at most as many steps as there are other sets', () => {
    const some = fc.array(fc.constantFrom<readonly number[] | null>(null, [1], [2], [3], [4]), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, (history) => {
        const path = [...history];
        for (let steps = 0; ; steps++) {
          const { sets, before } = setsOf(changes(...path));
          if (before === null) break;
          expect(steps).toBeLessThan(4);
          path.push(sets.find(({ id }) => id === before)?.weights ?? null);
        }
        expect(path.at(-1) ?? null).toBeNull();
      }),
    );
  });
});
