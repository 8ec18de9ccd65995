// A least-recently-used cache bounded in characters.

/** Keeps the latest used values, up to a number of entries and of characters. */
export interface Cache<V> {
  /** The value of a key, made and kept if it is missing. */
  get(key: string, make: () => V): V;
}

/**
 * @param most entries, and characters over all of them
 * @param sizeOf characters that a value takes; a value too large for the whole cache is not kept
 */
export function createCache<V>(
  most: { readonly entries: number; readonly characters: number },
  sizeOf: (value: V, key: string) => number,
): Cache<V> {
  const kept = new Map<string, { readonly value: V; readonly size: number }>();
  let characters = 0;
  const drop = (key: string) => {
    characters -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    get(key, make) {
      const found = kept.get(key);
      if (found) {
        // A Map keeps the order of insertion: a used entry moves to the end.
        kept.delete(key);
        kept.set(key, found);
        return found.value;
      }
      const value = make();
      const size = sizeOf(value, key);
      if (size > most.characters) return value;
      kept.set(key, { value, size });
      characters += size;
      for (const oldest of kept.keys()) {
        if (kept.size <= most.entries && characters <= most.characters) break;
        drop(oldest);
      }
      return value;
    },
  };
}
