import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { describeInBrowser } from './browser.ts';
import { forEachScreen, SCHEMES, seeAll, show, WIDTHS } from './screens.ts';

const FOLDER = join(import.meta.dirname, '../../screenshots');

/** Not a test: `npm run screenshots` writes pictures of every page for eyes to judge. */
describeInBrowser('screenshots', () => {
  it('of every page and state', async () => {
    await mkdir(FOLDER, { recursive: true });
    await forEachScreen(async (screen, page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 740 : 800 });
        await show(page, screen);
        // A page is seen as a whole, a state as it meets one.
        if (!screen.reach) await page.setViewportSize({ width, height: await seeAll(page, width) });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(FOLDER, `${screen.name}-${colorScheme}-${width}.png`) });
        }
      }
    });
  }, 1_200_000);
});
