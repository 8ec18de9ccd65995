import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { describeInBrowser, openSite } from './browser.ts';
import { SCHEMES, SCREENS, show, WIDTHS } from './screens.ts';
import { sampleDecks, study } from './studied.ts';

const FOLDER = join(import.meta.dirname, '../../screenshots');

/** Not a test: `npm run screenshots` writes pictures of every page for eyes to judge. */
describeInBrowser('screenshots', () => {
  it('of every page and state', async () => {
    await mkdir(FOLDER, { recursive: true });
    const { page, world, allow } = await openSite(await sampleDecks(), { reducedMotion: 'reduce' });
    allow(/404/);
    await study(world);
    for (const screen of SCREENS) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 740 : 800 });
        await show(page, screen);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          const path = join(FOLDER, `${screen.name}-${colorScheme}-${width}.png`);
          await page.screenshot({ path, fullPage: !screen.reach });
        }
      }
    }
  }, 600_000);
});
