import { describe, expect, it } from 'vitest';
import { createCache } from '../../server/store/cache.ts';

/** Asks for a key and returns whether its value had to be made. */
function asking(most: { entries: number; characters: number }) {
  const cache = createCache<string>(most, (value) => value.length);
  return (key: string, value = key) => {
    let made = false;
    cache.get(key, () => {
      made = true;
      return value;
    });
    return made;
  };
}

describe('the cache', () => {
  it('makes a value once', () => {
    const made = asking({ entries: 2, characters: 100 });
    expect([made('a'), made('a')]).toEqual([true, false]);
  });

  it('drops the least recently used value', () => {
    const made = asking({ entries: 2, characters: 100 });
    made('a');
    made('b');
    made('a');
    made('c');
    expect([made('a'), made('c'), made('b')]).toEqual([false, false, true]);
  });

  it('stays within its limit of characters', () => {
    const made = asking({ entries: 100, characters: 10 });
    made('a', 'xxxx');
    made('b', 'xxxx');
    made('c', 'xxxx');
    expect([made('b', 'xxxx'), made('c', 'xxxx'), made('a', 'xxxx')]).toEqual([false, false, true]);
  });

  it('does not keep a value larger than itself, nor drop others for it', () => {
    const made = asking({ entries: 100, characters: 10 });
    made('a');
    made('b', 'x'.repeat(11));
    expect([made('b', 'x'.repeat(11)), made('a')]).toEqual([true, false]);
  });
});
