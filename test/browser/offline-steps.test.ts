import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { grading, openWorld } from '../support/tenax.ts';
import { answer, describeInBrowser, openProfile, openSite } from './browser.ts';

const POLL = { timeout: 20_000 };
const DAY_MS = 86_400_000;
const DAYS = expect.stringMatching(/^\d+d$/);
const CARD = 'pod-ip-source';

/** Sets steps that are short enough to wait for, and makes a well-known card come first. */
async function prepare(url: string): Promise<void> {
  const send = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const { ok } = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    expect(ok).toBe(true);
  };
  await send('PATCH', '/api/plans/k8s/settings', { relearningSteps: '2s', mix: 'new-last' });
  for (const daysAgo of [300, 299, 280]) {
    const reviewedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
    await send('POST', '/api/reviews', grading(CARD, 'good', { reviewedAt }));
  }
}

/** Answers other cards until this one is back. */
async function until(page: Page, cardId: string): Promise<void> {
  const isBack = async () => (await page.locator('.card').getAttribute('data-card')) === cardId;
  for (let others = 0; others < 5 && !(await isBack()); others++) {
    await page.waitForTimeout(3000);
    await answer(page, '4');
    await page.locator('.card').waitFor();
  }
  expect(await isBack()).toBe(true);
}

/** The intervals on the buttons, from Again to Easy. */
async function intervals(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('Space');
  await page.locator('.grade.good').waitFor();
  return page.locator('.grade-interval').allInnerTexts();
}

describeInBrowser('a card that comes back from its step without the server', () => {
  it('shows on each button what the server will do once it has the answer', async () => {
    const { url, page, online, allow, log } = await openSite();
    allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    await prepare(url);
    const scheduling = page.waitForResponse(/assets\/away-/);
    await page.goto('/review');
    await page.locator('.card').waitFor();
    await scheduling;
    await online(false);
    expect(await answer(page, '1')).toBe(CARD);
    await until(page, CARD);
    const said = await intervals(page);
    expect(said).toEqual(['1m', '1m', DAYS, DAYS]);
    await page.keyboard.press('3');

    await online(true);
    await page.getByText('not yet saved').waitFor({ state: 'detached' });
    const own = (await log()).filter(({ cardId }) => cardId === CARD).slice(-2);
    expect(own.map(({ rating, intervalDays }) => [rating, intervalDays])).toEqual([
      ['again', 0],
      ['good', Number.parseInt(said[2] ?? '', 10)],
    ]);
  }, 60_000);

  it('shows the same after a reload, even if no review was open before', async () => {
    const world = await openWorld();
    const url = await world.tenax.app.listen({ port: 0, host: '127.0.0.1' });
    await prepare(url);
    const folder = await mkdtemp(join(tmpdir(), 'tenax-profile-'));
    const context = await openProfile(folder, url);
    onTestFinished(async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto('/');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (!(await caches.has('tenax-media'))) await new Promise((done) => setTimeout(done, 50));
    });
    await world.tenax.close();

    await page.goto('/review');
    await page.locator('.card').waitFor();
    expect(await answer(page, '1')).toBe(CARD);
    await page.getByText('1 not yet saved').waitFor();
    await page.waitForTimeout(3000);
    await page.reload();
    await page.locator('.card').waitFor();
    await until(page, CARD);
    const said = await intervals(page);
    expect(said).toEqual(['1m', '1m', DAYS, DAYS]);
    await page.keyboard.press('3');

    world.time.nowMs = Date.now();
    await world.restart();
    await world.tenax.app.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect
      .poll(async () => (await fetch(`${url}/api/cards/${CARD}`)).json(), POLL)
      .toMatchObject({
        reps: 5,
        intervalDays: Number.parseInt(said[2] ?? '', 10),
      });
  }, 60_000);
});
