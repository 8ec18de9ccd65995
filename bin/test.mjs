// Runs every check that a change must pass. Arguments go to vitest: `npm test -- test/deck`.
import { runTool, setUp } from './setup.mjs';

const STEPS = [
  ['lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  ['types', 'typescript/bin/tsc', ['-b']],
  ['tests', 'vitest/vitest.mjs', ['run', ...process.argv.slice(2)]],
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
