import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { SAMPLE } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';

const PODS = '/review?topic=k8s/pod-networking';
const OFFLINE = /ERR_INTERNET_DISCONNECTED|Failed to fetch/;

function unsaved(page: Page, count: number) {
  return page.getByText(`${count} not yet saved`);
}

/** Blocks writes to the database of unsent answers, as a slow disk does, until released. */
async function holdDrawer(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(async () => {
    const opening = indexedDB.open('tenax');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const store = opening.result.transaction('unsent', 'readwrite').objectStore('unsent');
    const hold = { isOver: false };
    await new Promise<void>((resolve) => {
      const goOn = () => {
        resolve();
        if (!hold.isOver) store.count().onsuccess = goOn;
      };
      store.count().onsuccess = goOn;
    });
    return hold;
  });
  return () =>
    held.evaluate((hold) => {
      hold.isOver = true;
    });
}

describeInBrowser('answers that cannot be sent', () => {
  it('wait visibly, and are saved once when the network is back', async () => {
    const { page, online, allow, log } = await openSite();
    allow(OFFLINE);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const place = await page.locator('.card').boundingBox();
    await online(false);
    const cards = [await answer(page, '4'), await answer(page, '4')];
    await unsaved(page, 2).waitFor();
    expect(await log()).toEqual([]);
    expect((await page.locator('.card').boundingBox())?.y).toBe(place?.y);

    await online(true);
    await expect.poll(async () => (await log()).map(({ cardId }) => cardId)).toEqual(cards);
    await page.getByText(/not yet saved/).waitFor({ state: 'detached' });
    expect(await log()).toHaveLength(cards.length);
  });

  it('are counted once even if the server’s response got lost', async () => {
    const { page, allow, log } = await openSite();
    allow(/ERR_FAILED|ERR_CONNECTION|Failed to load/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    let lost = 0;
    await page.route('**/api/reviews', async (route) => {
      if (lost++ > 0 || route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      await route.abort('failed');
    });
    const card = await answer(page, '4');
    await unsaved(page, 1).waitFor();
    await unsaved(page, 1).waitFor({ state: 'detached' });
    expect(lost).toBeGreaterThan(1);
    expect((await log()).map(({ cardId }) => cardId)).toEqual([card]);
  });

  it('survive a reload, and are sent before anything else', async () => {
    const { page, allow, log } = await openSite();
    allow(/ERR_FAILED|Failed to load/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.route('**/api/**', (route) => route.abort('failed'));
    const card = await answer(page, '4');
    await unsaved(page, 1).waitFor();
    await page.reload();
    await unsaved(page, 1).waitFor();

    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.locator('.card').waitFor();
    await unsaved(page, 1).waitFor({ state: 'detached' });
    expect(await log()).toMatchObject([{ cardId: card, rating: 'easy' }]);
    expect(await page.locator('.card').getAttribute('data-card')).not.toBe(card);
  });

  it('survive a reload while they are being stored', async () => {
    const { page, allow } = await openSite();
    allow(/ERR_FAILED|Failed to load/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const other = await page.context().newPage();
    await other.goto('/');
    const release = await holdDrawer(other);
    await page.route('**/api/**', (route) => route.abort('failed'));
    await answer(page, '4');
    await answer(page, '4');
    await page.reload();
    await release();
    await unsaved(page, 2).waitFor();
    await page.reload();
    await unsaved(page, 2).waitFor();
  });

  it('take no room while they are being sent normally', async () => {
    const { page } = await openSite({ ...SAMPLE }, { viewport: { width: 360, height: 740 } });
    await page.goto(PODS);
    const card = page.locator('.card');
    await card.waitFor();
    const place = await card.boundingBox();
    let answered = () => {};
    await page.route('**/api/cards/*/acts', async (route) => {
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      await route.continue();
    });
    await page.keyboard.press('-');
    await page.locator('.notice').getByText('Put aside until tomorrow.').waitFor();
    expect((await card.boundingBox())?.y).toBe(place?.y);
    expect(await unsaved(page, 1).count()).toBe(0);
    await unsaved(page, 1).waitFor();
    expect((await card.boundingBox())?.y).toBe(place?.y);
    answered();
    await unsaved(page, 1).waitFor({ state: 'detached' });
  });

  it('can be undone before they are sent', async () => {
    const { page, online, allow, log } = await openSite();
    allow(OFFLINE);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await online(false);
    const card = await answer(page, '1');
    await page.keyboard.press('u');
    await page.locator(`.card[data-card="${card}"]`).waitFor();
    await page.keyboard.press('4');
    await online(true);
    const live = async () => (await log()).filter(({ undone }) => !undone);
    await expect.poll(live).toMatchObject([{ cardId: card, rating: 'easy' }]);
    await page.getByText('not yet saved').waitFor({ state: 'detached' });
  });

  it('are reported as lasting only as long as the page if the browser stores nothing', async () => {
    const { page, online, allow } = await openSite();
    allow(OFFLINE);
    await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await online(false);
    await answer(page, '4');
    await page.getByText('1 not yet saved, and kept only while this page stays open').waitFor();
    const asked = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
    await (await asked).accept();
    await leaving;
  });

  it('stay in sight with advice if the server will never accept them', async () => {
    const { page, allow } = await openSite();
    allow(/422/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.route('**/api/reviews', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:x', title: 'No such grade', status: 422, detail: 'Update Tenax.' }),
      }),
    );
    await answer(page, '4');
    await page.getByRole('button', { name: '1 could not be saved' }).click();
    await page.getByText('No such grade. Update Tenax.').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nothing left to deal with.').waitFor();
  });
});
