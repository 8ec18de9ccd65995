// Writes pictures of every page, in light and dark at three widths, into screenshots/.
import { runTool, setUp } from './setup.mjs';

setUp({ development: true });
const config = 'test/browser/screenshots.config.ts';
process.env.CI = 'true';
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--config', config]) ? 0 : 1;
