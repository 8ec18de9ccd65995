// Steps as they are typed: `1m 10m`.
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const MOST_STEPS = 10;
const LONGEST_MS = 30 * UNIT_MS.d;

/**
 * The milliseconds of steps as they are typed: `1m 10m`, also with `s`, `h` and `d`; none for an empty text.
 *
 * @throws RangeError whose message continues after the name of the steps.
 */
export function readSteps(text: string): readonly number[] {
  const steps = text.split(/\s+/).filter(Boolean).map(readStep);
  if (steps.length > MOST_STEPS) throw new RangeError(`must be ${MOST_STEPS} steps or fewer`);
  return steps;
}

function readStep(text: string): number {
  const [, number, unit] = /^(\d{1,7})([smhd])$/.exec(text) ?? [];
  const ms = Number(number) * (UNIT_MS[unit as keyof typeof UNIT_MS] ?? Number.NaN);
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new RangeError(`must be delays such as "1m 10m", from 1s to 30d, not "${text}"`);
}

/** Steps as they would be typed. */
export function writeSteps(stepsMs: readonly number[]): string {
  return stepsMs.map(writeStep).join(' ');
}

function writeStep(ms: number): string {
  const units = Object.entries(UNIT_MS).reverse();
  const [unit, unitMs] = units.find(([, unitMs]) => ms % unitMs === 0) ?? ['s', UNIT_MS.s];
  return `${ms / unitMs}${unit}`;
}
