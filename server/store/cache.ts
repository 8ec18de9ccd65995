/** Keeps the values used last, up to a number of entries and, if that is limited, of characters. */
export interface Cache<V> {
  /** The value of a key, which is made and kept if it is missing. */
  get(key: string, make: () => V): V;
  /** The value of a key; undefined if it is missing. */
  find(key: string): V | undefined;
}

interface Most {
  readonly entries: number;
  readonly characters?: number;
}

/**
 * @param most the number of entries, and of characters in all of them; by default characters are not limited
 * @param sizeOf the number of characters that a value takes; a value too large for the whole cache is not kept
 */
export function createCache<V>(
  { entries: mostEntries, characters: mostCharacters = Infinity }: Most,
  sizeOf: (value: V, key: string) => number = () => 0,
): Cache<V> {
  const kept = new Map<string, { readonly value: V; readonly size: number }>();
  let characters = 0;
  const drop = (key: string) => {
    characters -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  const used = (key: string) => {
    const found = kept.get(key);
    if (!found) return undefined;
    // A Map keeps the order of insertion, so an entry that is used moves to its end.
    kept.delete(key);
    kept.set(key, found);
    return found;
  };
  return {
    find: (key) => used(key)?.value,
    get(key, make) {
      const found = used(key);
      if (found) return found.value;
      const value = make();
      const size = sizeOf(value, key);
      if (size > mostCharacters) return value;
      kept.set(key, { value, size });
      characters += size;
      for (const oldest of kept.keys()) {
        if (kept.size <= mostEntries && characters <= mostCharacters) break;
        drop(oldest);
      }
      return value;
    },
  };
}
