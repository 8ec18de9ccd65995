// An attack: a seeded, counted series of hostile acts against the built product.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import { type Random, seeded } from './random.ts';

/** Where the figures of a run are left, a file an attack, for `bin/torture.mjs`. */
const FIGURES = fileURLToPath(new URL('../../dist/torture/', import.meta.url));

/** A wait may be ten times as long in the short form, which shares its machine with others. */
const SHORT_FACTOR = 10;

export interface Attack {
  readonly seed: number;
  /** How many acts to make: files, kills, requests. */
  readonly count: number;
  /** Whether this is the full form. */
  readonly full: boolean;
  readonly random: Random;
  /** A bound on a wait in ms, as wide as the form of the run allows. */
  bound(ms: number): number;
  /** Adds a figure to the line of this attack. */
  figure(name: string, value: number | string): void;
  /** Tells at once what is wrong. The attack goes on, and fails in the end. */
  fault(what: string): void;
}

export interface Size {
  /** The number of acts in the short form, which CI runs, and in the full one. */
  readonly short: number;
  readonly full: number;
}

/**
 * Defines an attack. It fails by throwing, or in the end by what was reported to `fault`: on loss, doubling, a 5xx without a
 * known reason, or a process that dies.
 * `TENAX_TORTURE_FULL`, `…_SEED` and `…_COUNT` choose its form, seed and count. Where it is impossible on this machine,
 * it is skipped with the reason.
 */
export function attack(
  name: string,
  size: Size,
  act: (attack: Attack) => Promise<void>,
  impossibleBecause: string | null = null,
): void {
  it(name, async (test) => {
    if (impossibleBecause !== null) return test.skip(`${name}: ${impossibleBecause}`);
    const full = process.env.TENAX_TORTURE_FULL === 'true';
    const seed = numberIn('TENAX_TORTURE_SEED') ?? 1;
    const count = numberIn('TENAX_TORTURE_COUNT') ?? (full ? size.full : size.short);
    const figures: Record<string, number | string> = {};
    let faults = 0;
    const startMs = performance.now();
    let passed = false;
    try {
      await act({
        seed,
        count,
        full,
        random: seeded(seed),
        bound: (ms) => (full ? ms : ms * SHORT_FACTOR),
        figure: (key, value) => {
          figures[key] = value;
        },
        fault(what) {
          faults++;
          process.stderr.write(`${name}: ${what}\n`);
        },
      });
      if (faults > 0) throw new Error(`${faults} faults, listed above.`);
      passed = true;
    } finally {
      const seconds = Math.round((performance.now() - startMs) / 100) / 10;
      leave(name, { name, passed, seed, count, seconds, figures });
    }
  });
}

function leave(name: string, line: object): void {
  const file = join(FIGURES, `${name.replace(/[^a-z0-9]+/gi, '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(line));
}

function numberIn(variable: string): number | null {
  const text = process.env[variable];
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${variable} is not a count: ${text}`);
  return number;
}
