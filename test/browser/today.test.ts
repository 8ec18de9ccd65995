import { expect, it } from 'vitest';
import { describeInBrowser } from './browser.ts';
import { openStudied } from './studied.ts';

describeInBrowser('Today after months of study', () => {
  it('shows how long the session takes, the streak, waiting gaps, and yesterday’s changes', async () => {
    const { page } = await openStudied();
    await page.goto('/');
    await page.getByText(/^about \d+ minutes$/).waitFor();
    const glance = page.locator('.glance');
    await glance.getByText(/^\d+ days$/).waitFor();
    await glance.getByText('one answer keeps it').waitFor();
    const row = page.locator('.moved li').first();
    expect((await row.innerText()).replaceAll('\n', ' ')).toMatch(/[▲▼] [\d.]+% → [\d.]+%/);
    await glance.getByRole('link', { name: /proposal/ }).click();
    await page.getByRole('heading', { name: 'Possible gaps' }).waitFor();
  });
});
