// Writes pictures of every page, in light and dark at three widths, into screenshots/; or of those named first so.
import { runTool, setUp } from './setup.mjs';

setUp({ development: true });
const config = 'test/browser/screenshots.config.ts';
process.env.CI = 'true';
const names = process.argv.slice(2);
if (names.length > 0) process.env.SCREENS = names.join(' ');
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--config', config]) ? 0 : 1;
