/**
 * What a process remembers of a database. Every value says what it holds for, its *ground*, and is never given for
 * another; it belongs to one store or to one learner of it, and the learners who asked last are remembered.
 *
 * ```ts
 * const counts = perLearner(() => new Remembered<{ version: number }, Promise<number>>());
 *
 * // Counted once for all who ask before something else is written.
 * function countReviews(desk: ReviewDesk): Promise<number> {
 *   return counts(desk).value({ version: desk.store.version() }, () => count(desk));
 * }
 * ```
 *
 * The usual grounds are `store.version()` (until anything is written), `store.libraryVersion()` (until something is
 * written that is not confined to the logs and memories of cards), the study day, and objects that never change.
 */
import type { LearnerId } from '../schedule/ids.ts';
import { memoizedByObject } from '../schedule/memoized.ts';
import { createCache } from './cache.ts';
import type { Store } from './store.ts';

/** Whose values they are. A desk is one. */
export interface Owner {
  readonly store: Store;
  readonly learner: { readonly id: LearnerId };
}

/** Where more are active, the one who asked longest ago starts afresh: ten thousand cards take megabytes. */
export const LEARNERS_REMEMBERED = 100;

/** The latest value of one kind. */
export class Remembered<Ground extends object, Value> {
  #known: { readonly ground: Ground; readonly value: Value } | null = null;

  /**
   * The value if it was made on the same ground, else a new one, which takes its place. A promise is shared by all who
   * ask before it is settled; one that fails is not kept.
   *
   * @param ground as it is *before* anything is read, so that what is written meanwhile makes it another. Compared
   * property by property, as `===` does.
   * @param holds what else has to be true of a value that was made before
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

  /** The value, where it was made on the same ground. */
  known(ground: Ground): Value | undefined {
    return this.#known && isSame(this.#known.ground, ground) ? this.#known.value : undefined;
  }
}

function isSame<Ground extends object>(a: Ground, b: Ground): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  return true;
}

/** What a store has of its own: made when it is first asked for, and kept as long as the store is. */
export const perStore: <T extends object>(make: (store: Store) => T) => (store: Store) => T =
  memoizedByObject;

/** A learner who is remembered. When they leave, what was made for them goes with this object. */
type Present = object;

const presentIn = perStore(() => createCache<Present>({ entries: LEARNERS_REMEMBERED }));

/**
 * What a learner of a store has of their own: made when it is first asked for, and again where too many others asked
 * since. It is the same for every desk of the learner, hence `make` gets nothing that belongs to one of them.
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
