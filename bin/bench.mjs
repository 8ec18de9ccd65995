// Runs the benchmarks. Arguments go to bench/main.ts: `npm run bench -- --quick`.
import { runTool, setUp } from './setup.mjs';

setUp({ development: true });
if (runTool('typescript/bin/tsc', ['-b', 'bench'])) await import('../dist/bench/main.js');
else process.exitCode = 1;
