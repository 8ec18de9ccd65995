import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, drawn, openSite } from './browser.ts';

/** What a keyboard user can see of the current position. */
interface Place {
  readonly what: string;
  readonly isVisible: boolean;
  readonly hasRing: boolean;
}

async function place(page: Page): Promise<Place> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { top, bottom, width } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const bar = document.querySelector('.places')?.getBoundingClientRect();
    const hidden =
      bar && getComputedStyle(document.querySelector('.places') ?? document.body).position === 'fixed';
    return {
      what:
        (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60) ||
        element.tagName,
      isVisible:
        width > 0 &&
        bottom > 0 &&
        top < (hidden && !element.closest('.places') ? (bar?.top ?? 0) : innerHeight),
      hasRing: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
    };
  });
}

/** Tabs through a page until it comes round, and returns what was met. */
async function tabThrough(page: Page, most: number): Promise<readonly Place[]> {
  const met: Place[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    met.push(await place(page));
  }
  return met;
}

/** What has the focus, in words. */
async function focused(page: Page): Promise<string> {
  return (await place(page)).what;
}

describeInBrowser('with the keyboard alone', () => {
  it.each(['/', '/plan', '/topics', '/gaps', '/cards', '/statistics', '/topics/k8s/pod-networking'])(
    'all of %s is reached, in sight and with a ring',
    async (path) => {
      const { page } = await openSite(undefined, { viewport: { width: 360, height: 740 } });
      // Wait for late content, which might be met or not.
      await page.goto(path, { waitUntil: 'networkidle' });
      await page.locator('main h1').waitFor();
      await drawn(page);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      const met = await tabThrough(page, 40);
      expect(met[0]?.what).toBe('Skip to content');
      expect(met.length).toBeGreaterThan(6);
      expect(met.filter(({ isVisible, hasRing }) => !isVisible || !hasRing)).toEqual([]);
    },
  );

  it('a session goes from Today to its end, with a gap and an edit on the way, and never loses the focus', async () => {
    const { page, world, log } = await openSite();
    await page.goto('/');
    await page.locator('.due').waitFor();
    await page.keyboard.press('s');
    await page.locator('.card').waitFor();

    await page.keyboard.press('e');
    await page.locator('.editor textarea').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Said again.');
    await page.keyboard.press('Control+Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await world.read('k8s/pod-networking.md')).toContain('Said again.');

    await page.keyboard.press('g');
    await page.locator('dialog .gap-form').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type('Trunk ENIs');
    await page.keyboard.press('Enter');
    await page.locator('dialog .added').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });

    while (await page.locator('.card').isVisible()) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.locator('.grade.good').waitFor();
      await page.keyboard.press('3');
      await page.locator('.grade.show, .rest').first().waitFor();
      expect(await page.evaluate(() => document.activeElement?.isConnected)).toBe(true);
    }
    await expect.poll(async () => (await log()).length).toBeGreaterThanOrEqual(3);
    await expect.poll(() => focused(page)).toBe('Done for now');
  });
});
