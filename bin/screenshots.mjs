// Writes pictures of every page, in light and dark at three widths, into screenshots/. Arguments pick the pages whose
// names start with them.
// `--locale es` takes them in Spanish.
import { parseArgs } from 'node:util';
import { runTool, setUp } from './setup.mjs';

const { values, positionals: names } = parseArgs({
  options: { locale: { type: 'string' } },
  allowPositionals: true,
});

setUp({ development: true });
const config = 'test/browser/screenshots.config.ts';
process.env.CI = 'true';
if (names.length > 0) process.env.SCREENS = names.join(' ');
if (values.locale) process.env.SCREENS_LOCALE = values.locale;
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--config', config]) ? 0 : 1;
