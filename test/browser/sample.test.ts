import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answer, describeInBrowser, openSite } from './browser.ts';
import { openStudied, sampleDecks } from './studied.ts';

const PHONE = { viewport: { width: 360, height: 740 } };

function isWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

describeInBrowser('the sample that comes with Tenax', () => {
  it('shows every topic on a phone', async () => {
    const { page } = await openSite(await sampleDecks(), PHONE);
    const answered = await page.request.get('/api/topics');
    const topics = (await answered.json()) as { id: string; title: string }[];
    expect(topics.length).toBeGreaterThan(30);
    for (const { id, title } of topics) {
      await page.goto(`/topics/${id}`);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      expect(await isWide(page), id).toBe(false);
    }
  }, 120_000);

  it('lists due cards by topic, in one short row each', async () => {
    const { page } = await openStudied(PHONE);
    await page.goto('/');
    await page.locator('.kind-review').first().waitFor();
    for (const row of await page.locator('.topic-start').all()) {
      expect((await row.boundingBox())?.height).toBeLessThan(120);
    }
  });

  it('shows a day’s cards on a phone', async () => {
    const { page } = await openSite(await sampleDecks(), PHONE);
    await page.goto('/review');
    for (let i = 0; i < 15; i++) {
      await page.locator('.card').waitFor();
      const cardId = await answer(page, '4');
      expect(await isWide(page), cardId).toBe(false);
    }
  });

  it('labels the plan’s own scores, and sorts by retention', async () => {
    const { page } = await openSite(await sampleDecks());
    await page.goto('/review?topic=eks/kubernetes-architecture');
    for (let i = 0; i < 12; i++) {
      await page.locator('.card').waitFor();
      await answer(page, '4');
    }
    await page.goto('/topics');
    const titles = page.locator('.topic-row h3');
    await titles.first().waitFor();
    const inPlan = await titles.allInnerTexts();
    expect(inPlan[0]).toBe('Kubernetes Architecture');
    await page
      .getByText(/^Plan’s own score 95%, /)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Weakest first' }).click();
    expect((await titles.allInnerTexts()).at(-1)).toBe('Kubernetes Architecture');
    await page.getByRole('button', { name: 'Strongest first' }).click();
    expect((await titles.allInnerTexts())[0]).toBe('Kubernetes Architecture');
    await page.getByRole('button', { name: 'Plan order' }).click();
    expect(await titles.allInnerTexts()).toEqual(inPlan);
  });
});
