// Attacks the built product. `npm run torture` is the full form, `-- --short` the one that CI runs;
// `--only NAME`, `--seed N` and `--count N` narrow it. docs/reliability.md says how to read it.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTool, setUp } from './setup.mjs';

const FIGURES = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'torture');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
    count: { type: 'string' },
  },
});
if (!values.short) process.env.TENAX_TORTURE_FULL = 'true';
if (values.seed) process.env.TENAX_TORTURE_SEED = values.seed;
if (values.count) process.env.TENAX_TORTURE_COUNT = values.count;

setUp({ development: true });
rmSync(FIGURES, { recursive: true, force: true });
const passed = runTool('vitest/vitest.mjs', [
  'run',
  '--config',
  'test/torture/vitest.config.ts',
  ...(values.only ? ['--testNamePattern', values.only] : []),
  ...positionals,
]);
for (const line of lines()) process.stdout.write(`${line}\n`);
process.exitCode = passed ? 0 : 1;

/** A line an attack: what it did, and what it measured. */
function lines() {
  if (!existsSync(FIGURES)) return [];
  return readdirSync(FIGURES)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FIGURES, name), 'utf8')))
    .map(({ name, passed: held, seed, count, seconds, figures }) => {
      const rest = Object.entries(figures).map(([key, value]) => `${key} ${value}`);
      return `${held ? 'held  ' : 'FAILED'} ${name}: ${[`${count} acts`, ...rest, `${seconds} s`, `seed ${seed}`].join(', ')}`;
    });
}
