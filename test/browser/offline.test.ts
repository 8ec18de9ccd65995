import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openWorld } from '../support/tenax.ts';
import { answer, describeInBrowser, openProfile } from './browser.ts';

const CARDS = 210;
const REVIEWS = 200;
const POLL = { timeout: 20_000 };

const PICTURE = await readFile(new URL('../../web/public/icon-192.png', import.meta.url));

const NOTES = Array.from(
  { length: CARDS },
  (_, i) =>
    `### What stands on line ${i} of the list?\n<!-- id: line-${i} -->\n\nWord ${i}.\n\n![](dot.png)\n`,
).join('\n');

/** A server that can be stopped and started at one address, and a browser that can be closed and opened. */
async function openApart() {
  const world = await openWorld(
    {
      'k8s/plan.md': '# Plan\n\n## Lines\n**Topics covered:**\n- All of them\n',
      'k8s/lines.md': `# Lines\n\n## Covered: All of them\n\n${NOTES}`,
    },
    { newPerDay: 300, reviewsPerDay: 300 },
  );
  await world.write('k8s/dot.png', PICTURE);
  const url = await world.tenax.app.listen({ port: 0, host: '127.0.0.1' });
  const folder = await mkdtemp(join(tmpdir(), 'tenax-profile-'));
  let context: BrowserContext | undefined;
  onTestFinished(async () => {
    await context?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    url,
    stopServer: () => world.tenax.close(),
    async startServer() {
      await world.restart();
      await world.tenax.app.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
    },
    async openBrowser(): Promise<Page> {
      context = await openProfile(folder, url);
      return context.pages()[0] ?? context.newPage();
    },
    closeBrowser: () => context?.close(),
  };
}

/** Resolves when the browser has the app, the cards and their pictures. */
async function allKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.match('/media/k8s/dot.png'))) await new Promise((done) => setTimeout(done, 50));
  });
}

async function cardIds(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/reviews?limit=500`);
  const { reviews } = (await answer.json()) as { reviews: { cardId: string }[] };
  return reviews.map(({ cardId }) => cardId);
}

/**
 * Resolves when the server has this many reviews. They arrive one by one, so there is no limit on all of them together.
 */
async function allSaved(url: string, count: number): Promise<void> {
  for (let saved = 0; saved < count; saved = (await cardIds(url)).length) {
    await expect.poll(async () => (await cardIds(url)).length, POLL).toBeGreaterThan(saved);
  }
}

describeInBrowser('without the server', () => {
  it('a session survives reloads and a closed browser, and each answer counts once', async () => {
    const { url, stopServer, startServer, openBrowser, closeBrowser } = await openApart();
    let page = await openBrowser();
    await page.goto('/');
    await allKept(page);
    await stopServer();

    await page.reload();
    await page.getByRole('link', { name: 'review them in the meantime' }).click();
    await page.getByText('These cards are kept in your browser').waitFor();
    const answered: string[] = [];
    while (answered.length < REVIEWS / 2) answered.push(await answer(page, '4'));
    await page.reload();
    await page.getByText(`${answered.length} not yet saved`).waitFor();
    await page.locator('.card').waitFor();
    await page.keyboard.press('Space');
    const picture = page.locator('.card-answer img');
    expect(await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.width))).toBe(192);
    await page.reload();
    await page.locator('.card').waitFor();
    while (answered.length < REVIEWS) answered.push(await answer(page, '4'));
    await page.getByText(`${REVIEWS} not yet saved`).waitFor();
    await closeBrowser();

    page = await openBrowser();
    await page.goto('/review');
    await page.getByText(`${REVIEWS} not yet saved`).waitFor();
    await startServer();
    await page.getByRole('button', { name: 'Try now' }).click();
    expect(new Set(answered).size).toBe(REVIEWS);
    await allSaved(url, REVIEWS);
    await page.getByText('not yet saved').waitFor({ state: 'detached' });
    expect((await cardIds(url)).toSorted()).toEqual(answered.toSorted());
  }, 300_000);

  it('answers survive an update of the app', async () => {
    const { url, stopServer, startServer, openBrowser, closeBrowser } = await openApart();
    let page = await openBrowser();
    await page.goto('/review');
    await allKept(page);
    await stopServer();
    const answered = [await answer(page, '4'), await answer(page, '4')];
    await page.getByText('2 not yet saved').waitFor();
    await closeBrowser();

    await startServer();
    const next = (await (await fetch(`${url}/worker.js`)).text()).replace(/"id":"\w+"/, '"id":"next"');
    page = await openBrowser();
    await page
      .context()
      .route('**/worker.js', (route) => route.fulfill({ body: next, contentType: 'text/javascript' }));
    await page.route('**/api/reviews', (route) => route.abort('failed'));
    await page.goto('/review');
    await page.waitForFunction(async () => (await caches.keys()).includes('tenax-app-next'));
    await page.getByText('2 not yet saved').waitFor();

    await page.unroute('**/api/reviews');
    await page.reload();
    await expect.poll(async () => (await cardIds(url)).toSorted(), POLL).toEqual(answered.toSorted());
    await page.getByText('not yet saved').waitFor({ state: 'detached' });
  }, 60_000);
});
