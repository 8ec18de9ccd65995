// Runs every check that a change must pass; with `--fast` all but the long tests. Other arguments go to vitest:
// `npm test -- test/deck`. Where `CI=true` and nothing is chosen, the attacks follow in their short form.
import { runTool, setUp } from './setup.mjs';

const given = process.argv.slice(2);
if (given.includes('--fast')) process.env.TENAX_TEST_FAST = 'true';

const ATTACKS = ['attacks', 'vitest/vitest.mjs', ['run', '--config', 'test/torture/vitest.config.ts']];
const STEPS = [
  ['lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  ['types', 'typescript/bin/tsc', ['-b']],
  ['tests', 'vitest/vitest.mjs', ['run', ...given.filter((argument) => argument !== '--fast')]],
  ...(process.env.CI === 'true' && given.length === 0 ? [ATTACKS] : []),
];

setUp({ development: true });
const failed = STEPS.filter(([name, script, args]) => {
  process.stdout.write(`\n── ${name}: ${[script.split('/').at(-1), ...args].join(' ')}\n`);
  return !runTool(script, args);
});
process.stdout.write(
  `\n── ${failed.length === 0 ? 'all passed' : `failed: ${failed.map(([name]) => name).join(', ')}`}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
