import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DECK, PLAN, SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, drawn, openSite, type Site } from './browser.ts';
import { delayCharts, shiftsOf, watchShifts } from './shifts.ts';
import { openStudied } from './studied.ts';

const DAY_MS = 86_400_000;
/** Time to simulate a year on a slow machine. */
const SIMULATED_MS = 60_000;

/** Ten days of answers to three cards. */
async function studyALittle({ url, world }: Site): Promise<void> {
  const reviews = Array.from({ length: 10 }, (_none, index) =>
    ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation'].map((cardId) => ({
      cardId,
      rating: index % 4 === 2 ? 'again' : 'good',
      reviewedAt: new Date(world.time.nowMs - (10 - index) * DAY_MS).toISOString(),
      durationMs: 6000,
    })),
  ).flat();
  const answer = await fetch(`${url}/api/import/reviews`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reviews }),
  });
  expect(answer.ok).toBe(true);
}

/** Scrolls down the page, so that every figure loads, and waits until it is drawn. */
async function seeAll(page: Page): Promise<void> {
  await page.locator('.figure-room').first().waitFor();
  for (const room of await page.locator('.figure-room').all()) {
    await room.scrollIntoViewIfNeeded();
    await room
      .locator('.chart, .hard-cards, .figure-none, .figure-broken')
      .first()
      .waitFor({ timeout: SIMULATED_MS });
  }
}

/** The figures that take more room than was kept for them. */
function tooTall(): readonly string[] {
  return [...document.querySelectorAll('.figure-room')].flatMap((room) => {
    const title = room.closest('.figure')?.querySelector('h3')?.textContent ?? '';
    return room.getBoundingClientRect().height > Number.parseFloat(getComputedStyle(room).minHeight)
      ? [title]
      : [];
  });
}

/** A figure, scrolled into view. */
async function figure(page: Page, title: string): Promise<Locator> {
  const found = page.locator('.figure', { has: page.getByRole('heading', { name: title }) });
  await found.scrollIntoViewIfNeeded();
  return found;
}

describeInBrowser('statistics', () => {
  it('show each figure with a sentence, a described picture and its numbers, and move nothing', async () => {
    const { page } = await openStudied({ viewport: { width: 360, height: 740 } });
    await watchShifts(page);
    await delayCharts(page, 500);
    await page.goto('/statistics');
    await seeAll(page);
    const { sum, moved } = await shiftsOf(page);
    expect(sum, moved.join('\n')).toBeLessThan(0.001);
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await drawn(page);
      expect(await page.evaluate(tooTall), `${width} px`).toEqual([]);
    }
    const figures = await page.locator('.figure').all();
    expect(figures).toHaveLength(14);
    for (const figure of figures) {
      const title = await figure.locator('h3').innerText();
      expect(await figure.locator('figcaption .hint').innerText(), title).toMatch(/\.$/);
      for (const picture of await figure.getByRole('img').all()) {
        expect(await picture.locator('title').textContent(), title).not.toBe('');
        expect(await picture.locator('desc').textContent(), title).not.toBe('');
      }
      await figure.locator('.figure-table summary').click();
      const table = figure.locator('.figure-table table');
      expect(await table.locator('caption').innerText(), title).not.toBe('');
      expect(await table.locator('th[scope="col"]').count(), title).toBeGreaterThan(1);
      expect(await table.locator('th[scope="row"]').count(), title).toBeGreaterThan(0);
    }
  }, 150_000);

  it('can be read value by value with the keyboard, each announced', async () => {
    const site = await openSite();
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    const reader = page.getByRole('slider', { name: 'A year, day by day' });
    await reader.focus();
    const valueNow = () => reader.getAttribute('aria-valuetext');
    const today = await valueNow();
    expect(today).toMatch(/: nothing$/);
    await page.keyboard.press('ArrowUp');
    expect(await valueNow()).toMatch(/: 3 reviews in 0.3 min$/);
    expect(await page.locator('.chart-readout').innerText()).toBe(await valueNow());
    await page.keyboard.press('Escape');
    expect(await page.locator('.chart-readout').count()).toBe(0);
    await page.keyboard.press('End');
    expect(await valueNow()).toBe(today);
  });

  it('show the value at the pointer', async () => {
    const site = await openSite();
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    const reader = (await figure(page, 'Answer buttons')).getByRole('slider');
    await reader.scrollIntoViewIfNeeded();
    const box = await reader.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 100);
    expect(await page.locator('.chart-readout').innerText()).toMatch(/^Learning: Again \d+ \(\d+%\), Hard/);
    await page.mouse.move(5, 5);
    expect(await page.locator('.chart-readout').count()).toBe(0);
  });

  it('count the chosen period', async () => {
    const site = await openSite();
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    await page.getByRole('button', { name: '30 days', exact: true }).first().click();
    const answers = await figure(page, 'Answer buttons');
    await answers.locator('.figure-sum').getByText('30 reviews').waitFor();
  });

  it('can be limited to one plan', async () => {
    const site = await openSite({
      ...SAMPLE,
      'aws/plan.md': PLAN.replace('# Kubernetes', '# Cloud'),
      'aws/pod-networking.md': DECK.replaceAll('<!-- id: ', '<!-- id: aws-'),
    });
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    const due = await figure(page, 'Falling due');
    await due.locator('.figure-sum').getByText('3 not seen yet').waitFor();
    await page.getByRole('button', { name: 'Kubernetes' }).click();
    await due.locator('.figure-sum').getByText('0 not seen yet').waitFor();
    await page.getByRole('button', { name: 'Cloud' }).click();
    await due.locator('.figure-sum').getByText('3 not seen yet').waitFor();
  });

  it('link to the hardest cards', async () => {
    const site = await openSite();
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    const hardest = await figure(page, 'Hardest cards');
    const link = hardest.locator('.hard-cards a').first();
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(/^\/cards\/(pod-ip|prefix)/);
  });

  it('report an error on its own figure, and try again', async () => {
    const site = await openSite();
    const { page, allow } = site;
    allow(/ERR_FAILED|Failed to load/);
    await studyALittle(site);
    await page.route('**/api/stats/hours*', (route) => route.abort('failed'));
    await page.goto('/statistics');
    const hours = await figure(page, 'Hours of the day');
    await hours.getByText('Tenax isn’t answering').waitFor();
    const answers = await figure(page, 'Answer buttons');
    await answers.getByRole('img').waitFor();
    await page.unroute('**/api/stats/hours*');
    await hours.getByRole('button', { name: 'Try again' }).click();
    await hours.getByRole('img').waitFor();
  });

  it('print in light colours, without controls', async () => {
    const site = await openSite(SAMPLE, { colorScheme: 'dark' });
    const { page } = site;
    await studyALittle(site);
    await page.goto('/statistics');
    const year = await figure(page, 'A year, day by day');
    await year.locator('.chart-reader').focus();
    await page.emulateMedia({ media: 'print' });
    expect(await year.locator('.chart-reader').isVisible()).toBe(false);
    expect(await year.locator('.chart-readout').isVisible()).toBe(false);
    expect(await year.getByRole('img').isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
  });

  it('say how to begin if nothing has been answered yet', async () => {
    const { page } = await openSite();
    await page.goto('/statistics');
    await page.getByRole('heading', { name: 'Nothing to count yet' }).waitFor();
    expect(await page.locator('.figure').count()).toBe(0);
    await page.getByRole('link', { name: 'Answer your first cards' }).click();
    await page.locator('.card').waitFor();
  });
});
