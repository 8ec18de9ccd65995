/**
 * What a process remembers of a database. Every value is stored with what it depends on, its *ground*, and is never
 * returned for another. It belongs to one store, or to one learner of a store. Only the most recent learners are kept.
 *
 * ```ts
 * const counts = perLearner(() => new Remembered<{ version: number }, Promise<number>>());
 *
 * // Counted once until the next write.
 * function countReviews(desk: ReviewDesk): Promise<number> {
 *   return counts(desk).value({ version: desk.store.version() }, () => count(desk));
 * }
 * ```
 *
 * The usual grounds are `store.version()` (valid until the next write), `store.libraryVersion()` (valid until a write
 * touches more than the logs and memories of cards), the study day, and immutable objects.
 */
import type { LearnerId } from '../schedule/ids.ts';
import { memoizedByObject } from '../schedule/memoized.ts';
import { createCache } from './cache.ts';
import type { Store } from './store.ts';

/** The store and learner that values belong to, such as a desk. */
export interface Owner {
  readonly store: Store;
  readonly learner: { readonly id: LearnerId };
}

/** Ten thousand cards take megabytes, so with more active learners than this the least recent one is forgotten. */
export const LEARNERS_REMEMBERED = 100;

/** The latest value of one kind. */
export class Remembered<Ground extends object, Value> {
  #known: { readonly ground: Ground; readonly value: Value } | null = null;

  /**
   * The kept value if it was made on the same ground, else a new one, which replaces it. A promise is shared by all
   * callers until it is settled; a rejected one is not kept.
   *
   * @param ground taken *before* anything is read, so that a write meanwhile makes it differ. Compared property by
   * property with `===`.
   * @param holds whether a kept value is still good in other respects
   */
  value(ground: Ground, make: () => Value, holds: (value: Value) => boolean = () => true): Value {
    if (this.#known && isSame(this.#known.ground, ground) && holds(this.#known.value)) {
      return this.#known.value;
    }
    const made = { ground, value: make() };
    this.#known = made;
    if (made.value instanceof Promise) {
      made.value.catch(() => {
        if (this.#known === made) this.#known = null;
      });
    }
    return made.value;
  }

  /** The kept value if it was made on the same ground. */
  known(ground: Ground): Value | undefined {
    return this.#known && isSame(this.#known.ground, ground) ? this.#known.value : undefined;
  }
}

function isSame<Ground extends object>(a: Ground, b: Ground): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  return true;
}

/** A value of each store, made at first use and kept as long as the store. */
export const perStore: <T extends object>(make: (store: Store) => T) => (store: Store) => T =
  memoizedByObject;

/** Stands for a remembered learner. What was made for them is freed with this object. */
type Present = object;

const presentIn = perStore(() => createCache<Present>({ entries: LEARNERS_REMEMBERED }));

/**
 * A value of each learner of a store, made at first use, and again if too many other learners were active since. It is
 * the same for every desk of the learner, so `make` gets nothing that belongs to one desk.
 */
export function perLearner<T extends object>(
  make: (store: Store, learnerId: LearnerId) => T,
): (of: Owner) => T {
  const known = new WeakMap<Present, T>();
  return ({ store, learner: { id } }) => {
    const present = presentIn(store).get(id, () => ({}));
    const value = known.get(present) ?? make(store, id);
    known.set(present, value);
    return value;
  };
}
