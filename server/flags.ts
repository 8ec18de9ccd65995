// Reads command lines.
import { parseArgs } from 'node:util';

/** An option of the command line, without its dashes. */
export interface Flag {
  readonly name: string;
  /** The placeholder of its value in help; without one it is a switch. */
  readonly value?: string;
  /** One phrase for the help. */
  readonly meaning: string;
  /** May be given more than once. */
  readonly repeats?: boolean;
}

/** A mistake in what was typed: the message says what, and what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command line: its words in order, and its options. */
export interface Line {
  readonly words: readonly string[];
  has(flag: string): boolean;
  /** The value of an option, undefined if it was not given. */
  value(flag: string): string | undefined;
  /** The values of an option that repeats, in order. */
  values(flag: string): readonly string[];
}

/**
 * Reads arguments, given the known options. `--` ends the options.
 *
 * @throws UsageError for an option that is unknown, lacks its value, takes none, or is given twice.
 */
export function readLine(argv: readonly string[], flags: readonly Flag[]): Line {
  const given = new Map<string, readonly string[]>();
  for (const { name, rawName, value, inlineValue } of optionsIn(argv, flags)) {
    const flag = flags.find((known) => known.name === name && rawName.startsWith('--'));
    if (!flag) throw new UsageError(`Unknown option ${rawName}.${didYouMean(rawName, flags)}`);
    const earlier = given.get(name) ?? [];
    if (earlier.length > 0 && !flag.repeats) throw new UsageError(`${rawName} is given twice.`);
    given.set(name, [
      ...earlier,
      flag.value ? givenValue(rawName, value, inlineValue) : noValue(rawName, value),
    ]);
  }
  return {
    words: wordsIn(argv, flags),
    has: (flag) => given.has(flag),
    value: (flag) => given.get(flag)?.[0],
    values: (flag) => given.get(flag) ?? [],
  };
}

/** The words among the arguments, even if the options have mistakes. */
export function wordsIn(argv: readonly string[], flags: readonly Flag[]): readonly string[] {
  return tokensOf(argv, flags).flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
}

/** The known name nearest to the typed one, or null: near is a prefix, or at most a typo in every third letter. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const beginning = known.find((name) => typed !== '' && name.startsWith(typed));
  if (beginning !== undefined) return beginning;
  const ranked = known
    .map((name) => ({ name, slips: slipsBetween(typed, name) }))
    .sort((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best && best.slips <= Math.ceil(best.name.length / 3) ? best.name : null;
}

function tokensOf(argv: readonly string[], flags: readonly Flag[]) {
  const options = Object.fromEntries(
    flags.map((flag) => [flag.name, { type: flag.value ? ('string' as const) : ('boolean' as const) }]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function optionsIn(argv: readonly string[], flags: readonly Flag[]) {
  return tokensOf(argv, flags).flatMap((token) => (token.kind === 'option' ? [token] : []));
}

/** An option right after an option means that its value was forgotten, unless it was written with `=`. */
function givenValue(rawName: string, value: string | undefined, inline: boolean | undefined): string {
  if (value === undefined || (!inline && /^--?[a-z]/i.test(value))) {
    throw new UsageError(`${rawName} needs a value; one that starts with a dash is written ${rawName}=….`);
  }
  return value;
}

function noValue(rawName: string, value: string | undefined): string {
  if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
  return '';
}

function didYouMean(rawName: string, flags: readonly Flag[]): string {
  const name = nearest(
    rawName.replace(/^-+/, ''),
    flags.map((flag) => flag.name),
  );
  return name === null ? '' : ` Did you mean --${name}?`;
}

/** Letters to insert, drop, replace, or swap with their neighbour (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(i + j === 0 ? 0 : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
