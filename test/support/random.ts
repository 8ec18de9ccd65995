// Seeded random numbers.

const VERSION_4 = 0x4000;
const VARIANT = 0x8000;

/** A seeded generator of random numbers (mulberry32), good enough for tests. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 to below 1, uniformly distributed. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from the normal distribution with mean 0 and standard deviation 1 (Box & Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.fraction()));
    return radius * Math.cos(2 * Math.PI * this.fraction());
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** A version 4 UUID, as clients make them. Such ids fall all over an index. */
  uuid(): string {
    const quad = (and = 0xffff, or = 0) => ((this.below(0x10000) & and) | or).toString(16).padStart(4, '0');
    return `${quad()}${quad()}-${quad()}-${quad(0xfff, VERSION_4)}-${quad(0x3fff, VARIANT)}-${quad()}${quad()}${quad()}`;
  }
}
