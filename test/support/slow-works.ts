// Functions that take too long, for the tests of kept threads.

/** The length of a text, or what may go wrong on the way to it. */
export const works = {
  lengthOf: (text: string): number => text.length,
  /** Never ends. */
  spin(text: string): number {
    for (;;) if (text === '') return 0;
  },
  /** Never ends within a regular expression. */
  backtrack: (text: string): boolean => /^(?:a|aa)+$/.test(`${'a'.repeat(100)}${text}!`),
  /** Asks for more memory than there is. */
  hoard(text: string): number {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 10_000 }, (_, at) => text + at));
  },
  fail(text: string): never {
    throw Object.assign(new RangeError(`no ${text.length}`), { failure: 'refused' });
  },
};
