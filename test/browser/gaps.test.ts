import { expect, it } from 'vitest';
import { SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, openSite, type Site } from './browser.ts';

const DAY_MS = 86_400_000;

/** Makes a card learnt three weeks ago and forgotten on three recent days. */
async function forgetAgainAndAgain({ world, url }: Site, cardId: string): Promise<void> {
  const reviews = [
    [21, 'easy'],
    [9, 'again'],
    [8, 'easy'],
    [5, 'again'],
    [4, 'easy'],
    [1, 'again'],
  ].map(([daysAgo, rating]) => ({
    cardId,
    rating,
    reviewedAt: new Date(world.time.nowMs - Number(daysAgo) * DAY_MS).toISOString(),
  }));
  const answer = await fetch(`${url}/api/import/reviews`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reviews }),
  });
  expect(answer.status).toBe(200);
}

describeInBrowser('the Gaps page', () => {
  it('lists gaps by topic with their progress, and takes cards for them', async () => {
    const { page, world } = await openSite();
    await page.goto('/gaps');
    const row = page.locator('.gap-row', { hasText: 'Prefix delegation' });
    await row.waitFor();
    expect(await row.locator('.gap-status').innerText()).toBe('Cards ready');
    await page.getByRole('button', { name: /^Without cards/ }).click();
    await page.getByText('No gaps here.').waitFor();
    await page.getByRole('button', { name: /^All/ }).click();
    await row.getByRole('button', { name: 'Add cards' }).click();
    const form = page.locator('dialog[open] .gap-form');
    expect(await form.getByLabel('What don’t you know yet?').inputValue()).toBe('Prefix delegation');
    await form.getByLabel('Prompt').fill('How many addresses has a /28 prefix?');
    await form.getByLabel(/^Answer/).fill('Sixteen.');
    await form.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await row.getByText('0 of 2 cards seen').waitFor();
    expect(await world.read('k8s/pod-networking.md')).toContain('How many addresses has a /28 prefix?');
  });

  it('adds a proposed gap to the plan in the learner’s words', async () => {
    const site = await openSite();
    const { page, world } = site;
    await forgetAgainAndAgain(site, 'pod-ip-source');
    await page.goto('/gaps');
    await page.getByRole('heading', { name: 'Possible gaps' }).waitFor();
    await page.getByLabel('Wording in the plan').fill('Who hands out addresses on EKS');
    await page.getByRole('button', { name: 'It’s a gap' }).click();
    await page.locator('.gap-row', { hasText: 'Who hands out addresses on EKS' }).waitFor();
    await page.getByRole('heading', { name: 'Possible gaps' }).waitFor({ state: 'detached' });
    expect(await world.read('k8s/plan.md')).toContain('- Who hands out addresses on EKS');
  });

  it('dismisses a proposal', async () => {
    const site = await openSite();
    const { page, world } = site;
    const before = await world.read('k8s/plan.md');
    await forgetAgainAndAgain(site, 'pod-ip-source');
    await page.goto('/gaps');
    await page.getByRole('button', { name: 'It’s not' }).click();
    await page.getByRole('heading', { name: 'Possible gaps' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.gap-row').waitFor();
    expect(await page.getByRole('heading', { name: 'Possible gaps' }).count()).toBe(0);
    expect(await world.read('k8s/plan.md')).toBe(before);
  });

  it('takes the answer that a draft waits for, with a preview', async () => {
    const deck = `${SAMPLE['k8s/pod-networking.md']}\n### What does a warm pool save?\n<!-- id: warm-pool; draft -->\n`;
    const { page, world } = await openSite({ ...SAMPLE, 'k8s/pod-networking.md': deck });
    await page.goto('/gaps');
    await page.getByRole('button', { name: /^Write the answer/ }).click();
    const area = page.getByRole('textbox');
    await area.fill('### What does a warm pool save?\n<!-- id: warm-pool -->\n\nA call to EC2.\n');
    await page.locator('.editor-preview').getByText('A call to EC2.').waitFor();
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.locator('.editor').waitFor({ state: 'detached' });
    expect(await world.read('k8s/pod-networking.md')).toContain('A call to EC2.');
    await page.locator('.drafts').waitFor({ state: 'detached' });
  });
});
