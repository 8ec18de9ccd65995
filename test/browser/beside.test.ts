import { expect, it } from 'vitest';
import type { ReviewResult } from '../../server/http/schemas.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';

const PODS = '/review?topic=k8s/pod-networking';

describeInBrowser('beside a card', () => {
  it('its details open without the answer', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const cardId = await page.locator('.card').getAttribute('data-card');
    await page.keyboard.press('i');
    const info = page.getByRole('dialog', { name: 'This card' });
    await info.getByText('k8s/pod-networking.md').waitFor();
    expect(await info.innerText()).toMatch(/Pod Networking[\s\S]*Prefix delegation[\s\S]*new/);
    expect(await info.innerText()).not.toContain('A /28 prefix');
    const link = info.getByRole('link', { name: 'Open the card’s page' });
    expect(await link.getAttribute('href')).toBe(`/cards/${cardId}`);
    await page.keyboard.press('Escape');
    await info.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('card-prompt');
  });

  it('a gap can be added with the keyboard alone, with topic and item filled in', async () => {
    const { page, world } = await openSite();
    await page.goto(PODS);
    const card = page.locator('.card').first();
    await card.waitFor();
    const cardId = await card.getAttribute('data-card');
    await page.keyboard.press('g');
    const field = page.getByLabel('What don’t you know yet?');
    await field.waitFor();
    expect(await field.inputValue()).toBe('Prefix delegation');
    expect(await page.getByLabel('Topic').inputValue()).toBe('k8s/pod-networking');
    await page.keyboard.type('Prefixes on Windows');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Back to the card' }).focus();
    await page.keyboard.press('Enter');
    expect(await card.getAttribute('data-card')).toBe(cardId);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('card-prompt');
    expect(await world.read('k8s/plan.md')).toContain('- Prefixes on Windows');
  });

  it('a timer runs for those who want one, and is never read aloud', async () => {
    const { page } = await openSite();
    await page.addInitScript(() => localStorage.setItem('tenax.preferences', '{"timer":true}'));
    await page.goto(PODS);
    const timer = page.getByRole('timer');
    await timer.getByText('0:01').waitFor();
    expect(await timer.getAttribute('aria-live')).toBe('off');
    await answer(page, '4');
    await timer.getByText('0:00').waitFor();
  });

  it('advice about a leech opens and is read aloud, and suspending it can be undone', async () => {
    const { page } = await openSite();
    await page.route('**/api/reviews', async (route) => {
      const response = await route.fetch();
      const result = (await response.json()) as ReviewResult;
      await route.fulfill({ response, json: { ...result, leech: true } });
    });
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const leech = await answer(page, '1');
    const note = page.getByRole('button', { name: /What now\?$/ });
    await note.waitFor();
    await page.getByRole('status').filter({ hasText: 'What now?' }).waitFor({ state: 'attached' });
    await note.click();
    await page.getByRole('button', { name: 'Suspend it' }).click();
    const isSuspended = async () => (await (await page.request.get(`/api/cards/${leech}`)).json()).suspended;
    await expect.poll(isSuspended).toBe(true);
    expect(await note.count()).toBe(0);
    await page.keyboard.press('u');
    await expect.poll(isSuspended).toBe(false);
    expect(await page.locator('.card').getAttribute('data-card')).toBe(leech);
  });

  it('answers are kept when the session starts over, and can be undone', async () => {
    const { page, log } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const first = await answer(page, '4');
    await page.keyboard.press('s');
    await page.getByText('0 done · 2 left').waitFor();
    await page.locator('.notice').getByText('Your answers still count').waitFor();
    expect(await log()).toMatchObject([{ cardId: first, rating: 'easy' }]);
    await page.keyboard.press('u');
    await expect.poll(() => page.locator('.card').getAttribute('data-card')).toBe(first);
  });
});
