import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { describeInBrowser } from './browser.ts';
import { forEachScreen, SCHEMES, seeAll, show, WIDTHS } from './screens.ts';

const FOLDER = join(import.meta.dirname, '../../screenshots');

/** Not a test: `npm run screenshots` takes pictures of every page for people to look at. */
describeInBrowser('screenshots', () => {
  it('are taken of every page and state', async () => {
    await mkdir(FOLDER, { recursive: true });
    await forEachScreen(async (screen, page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 740 : 800 });
        await show(page, screen);
        // Pages are captured in full, states as they appear on the screen.
        if (!screen.reach) await page.setViewportSize({ width, height: await seeAll(page, width) });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(FOLDER, `${screen.name}-${colorScheme}-${width}.png`) });
        }
      }
    });
  }, 1_200_000);
});
