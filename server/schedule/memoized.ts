// A bounded cache for a pure function.

/** The most entries of one cache; beyond, it starts empty again, so that strange input can't fill the memory. */
const LIMIT = 100_000;

/** A pure function of one key that computes each key once. */
export function memoized<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const value = compute(key);
    if (known.size >= LIMIT) known.clear();
    known.set(key, value);
    return value;
  };
}

/** The same pure function of one object that never changes, computed once an object and forgotten with it. */
export function memoizedByObject<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
