import { expect, it } from 'vitest';
import { en } from '../../web/words/en/index.ts';
import { speak } from '../../web/words/words.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';
import { sampleDecks } from './studied.ts';

describeInBrowser('the first minute', () => {
  it('leads from the printed address to the first graded card in two clicks', async () => {
    const { page, log } = await openSite(await sampleDecks());
    await page.goto('/review');
    await page.getByRole('button', { name: 'Show answer' }).click();
    await page.getByRole('button', { name: /^Good/ }).click();
    await expect.poll(log).toHaveLength(1);
  });

  it('leads from Today to the first answer in two clicks, and the third grades it', async () => {
    const { page, log } = await openSite(await sampleDecks());
    await page.goto('/');
    await page.getByRole('link', { name: /^Start/ }).click();
    await page.getByRole('button', { name: 'Show answer' }).click();
    await page.getByRole('button', { name: /^Good/ }).click();
    await expect.poll(log).toHaveLength(1);
  });

  it('takes three keys', async () => {
    const { page, log } = await openSite(await sampleDecks());
    await page.goto('/');
    await page.locator('.due').waitFor();
    await page.keyboard.press('s');
    await page.locator('.card').waitFor();
    await answer(page, 'Space');
    await expect.poll(log).toHaveLength(1);
  });

  it('works with a plan and a deck written as the empty pages show them', async () => {
    await speak('en');
    const { page, world } = await openSite({});
    await page.goto('/');
    await page.getByRole('heading', { name: en.first.noPlan }).waitFor();
    await world.write('mine/plan.md', await page.locator('.first-steps pre').innerText());
    await world.tenax.library.scan();
    await page.reload();
    await page.getByRole('heading', { name: en.first.noCards }).waitFor();
    await world.write('mine/pods.md', await page.locator('.first-steps pre').innerText());
    await world.tenax.library.scan();
    world.time.nowMs += 11_000;
    await world.tenax.library.writeIds();
    await page.goto('/topics');
    await page.getByRole('link', { name: 'Pod networking' }).click();
    await page.getByRole('link', { name: /^Review this topic: 1 card/ }).click();
    await page.locator('.card').waitFor();
    expect(await page.locator('.card-prompt').innerText()).toContain('Where does a Pod');
  });
});
