// Chromium for measurements and tests.
import { existsSync } from 'node:fs';

/** The system's Chromium, or the one named in CHROMIUM_PATH; undefined without one. */
export const CHROMIUM = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path));

export const CHROMIUM_WANTED =
  'Chromium was not found: install it (such as with `apt-get install chromium`), or name it in CHROMIUM_PATH.';

/** Launch options for Chromium. */
export const LAUNCH = {
  executablePath: CHROMIUM ?? '',
  args: ['--no-sandbox', '--disable-background-networking'],
};
