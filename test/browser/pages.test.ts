import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PLACES } from '../../web/places.ts';
import { SAMPLE } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';
import { PAGES } from './screens.ts';
import { delayCharts, shiftsOf, watchShifts } from './shifts.ts';
import { openStudied } from './studied.ts';

const WIDE = `# Pod Networking

## Covered: Where a Pod's IP comes from

### Which column is widest in a_very_long_name_without_any_place_to_break_it_into_two_lines_at_all?
<!-- id: wide -->

| first | second | third | fourth |
|---|---|---|---|
| aaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbbbbbb | cccccccccccccccccccc | dddddddddddddddd |

\`\`\`sh
kubectl -n kube-system set env daemonset/aws-node MINIMUM_IP_TARGET=20 WARM_IP_TARGET=2 WARM_ENI_TARGET=0
\`\`\`
`;

async function show(page: Page, path: string, mark: string): Promise<void> {
  await page.goto(path);
  await page.locator(mark).waitFor();
}

describeInBrowser('every page', () => {
  it.each([360, 1280])('stays within %i px, whatever a card contains', async (width) => {
    const files = { ...SAMPLE, 'k8s/pod-networking.md': WIDE };
    const { page } = await openSite(files, { viewport: { width, height: 740 } });
    await show(page, '/review', '.card');
    await page.keyboard.press('Space');
    await page.locator('.grade.good').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  it('has grade buttons within reach of a thumb', async () => {
    const { page } = await openSite({ ...SAMPLE }, { viewport: { width: 360, height: 740 }, hasTouch: true });
    await show(page, '/review', '.card');
    await page.getByRole('button', { name: 'Show answer' }).tap();
    for (const button of await page.locator('.grade').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      expect(box?.y).toBeGreaterThan(740 / 2);
    }
  });

  it('moves the focus to its title on arrival, and past the header on request', async () => {
    const { page } = await openSite();
    await show(page, '/', '.due');
    await page.getByRole('link', { name: 'Topics', exact: true }).click();
    await page.locator('.topic-row').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Topics');
    await show(page, '/', '.due');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('has its path in the build’s file for the server', async () => {
    const { url } = await openSite();
    const built = await fetch(new URL('places.json', url));
    expect(await built.json()).toEqual(PLACES.map(({ path }) => path));
  });

  it('says what to do while the server is stopped, and shows its content once it is back', async () => {
    const { page, allow } = await openStudied();
    allow(/ERR_FAILED|Failed to load/);
    // A review goes on with the cards that the browser kept.
    for (const { path, mark } of PAGES.filter((each) => each.path !== '/review')) {
      await page.route('**/api/**', (route) => route.abort('failed'));
      await page.goto(path);
      await page.getByText('npm start').waitFor();
      await page.unroute('**/api/**');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator(mark).first().waitFor();
    }
  });
});

/** Pages with charts and cards. */
const HEAVY_PAGES = new Set(['/topics/eks/pod-networking', '/cards/podnet-model-no-nat']);

/** Runs in the page: records how many bytes of compressed script were loaded until an element appeared. */
function weighScripts(mark: string): void {
  const watcher = new MutationObserver(() => {
    if (!document.querySelector(mark)) return;
    watcher.disconnect();
    const shownMs = performance.now();
    const asked = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name, startTime }) => name.endsWith('.js') && startTime < shownMs);
    const sum = asked.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
    document.documentElement.dataset.scriptBytes = String(sum);
  });
  watcher.observe(document, { childList: true, subtree: true });
}

describeInBrowser('the first load', () => {
  it('is at most 50 KB of compressed script, and little more on pages with charts and cards', async () => {
    const { page, url } = await openStudied();
    const heavy: string[] = [];
    for (const { path, mark } of PAGES) {
      const context = await page.context().browser()?.newContext({ baseURL: url, serviceWorkers: 'block' });
      const fresh = await context?.newPage();
      if (!fresh) throw new Error('The browser is gone.');
      await fresh.addInitScript(weighScripts, mark);
      await fresh.goto(path);
      const root = fresh.locator('html[data-script-bytes]');
      const bytes = Number(await root.getAttribute('data-script-bytes'));
      await context?.close();
      expect(bytes).toBeGreaterThan(10_000);
      const most = HEAVY_PAGES.has(path) ? 55_000 : 50_000;
      if (bytes > most) heavy.push(`${path} loads ${bytes} bytes`);
    }
    expect(heavy).toEqual([]);
  }, 120_000);
});

describeInBrowser('a page after five months of study', () => {
  it('moves nothing while its content loads, on a phone and on a desktop', async () => {
    const { page } = await openStudied();
    await watchShifts(page);
    await delayCharts(page, 300);
    const restless: string[] = [];
    for (const { path, mark } of PAGES) {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await page.locator(mark).first().waitFor();
        await page.waitForTimeout(600);
        const { sum, moved } = await shiftsOf(page);
        if (sum > 0.02) restless.push(`${path} at ${width} px: ${moved.join('; ')}`);
      }
    }
    expect(restless).toEqual([]);
  }, 120_000);
});

describeInBrowser('an address that leads nowhere', () => {
  it.each(['/nothing', '/topics/k8s/nothing', '/review?topic=k8s/nothing'])(
    'says so and shows the way on: %s',
    async (path) => {
      const { page, allow } = await openSite();
      allow(/404/);
      await page.goto(path);
      await page.getByText('The address may be mistyped').waitFor();
      await page.getByRole('link', { name: 'today’s cards' }).click();
      await page.locator('.due').waitFor();
    },
  );
});

describeInBrowser('Today', () => {
  it('says when the next card falls due once all is done', async () => {
    const { page } = await openSite();
    await show(page, '/review', '.card');
    for (let i = 0; i < 3; i++) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Done for now');
    await page.getByRole('link', { name: 'Back to Today' }).click();
    await page.getByText('All done for today').waitFor();
    await page.getByText(/The next card is due (tomorrow|in \d+ (day|hour)s?)/).waitFor();
  });

  it('offers to start with one topic', async () => {
    const { page } = await openSite();
    await show(page, '/', '.due');
    await page.getByRole('link', { name: /^Pod Networking/ }).click();
    await page.locator('.card').waitFor();
    expect(new URL(page.url()).searchParams.get('topic')).toBe('k8s/pod-networking');
  });

  it('loads the new day’s cards when the day changes during a review', async () => {
    const { page, world } = await openSite();
    await page.clock.install();
    await show(page, '/review', '.card');
    for (let i = 0; i < 3; i++) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    world.time.nowMs += 40 * 86_400_000;
    await page.clock.fastForward(40 * 86_400_000);
    await page.getByText('More cards are due.').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
  });
});
