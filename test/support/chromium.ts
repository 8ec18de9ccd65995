// Chromium for measurements and tests.
import { existsSync } from 'node:fs';

/**
 * The system's Chromium, or the one named in CHROMIUM_PATH; undefined without one. The headless shell comes first: it has
 * the same engine without the windows around it, and takes less of the processor.
 */
export const CHROMIUM = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path));

export const CHROMIUM_WANTED =
  'Chromium was not found: install it (such as with `apt-get install chromium-headless-shell`), or name it in CHROMIUM_PATH.';

/** Launch options for Chromium. */
export const LAUNCH = {
  executablePath: CHROMIUM ?? '',
  args: ['--no-sandbox', '--disable-background-networking'],
};
