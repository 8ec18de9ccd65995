import { expect, it } from 'vitest';
import { describeInBrowser } from './browser.ts';
import { openStudied } from './studied.ts';

describeInBrowser('a day among many', () => {
  it('tells how long it will take, the streak, what waits, and what moved yesterday', async () => {
    const { page } = await openStudied();
    await page.goto('/');
    await page.getByText(/^about \d+ minutes$/).waitFor();
    const standing = page.locator('.standing');
    await standing.getByText(/^\d+ days$/).waitFor();
    await standing.getByText('one answer keeps it').waitFor();
    const row = page.locator('.moved li').first();
    expect((await row.innerText()).replaceAll('\n', ' ')).toMatch(/[▲▼] [\d.]+% → [\d.]+%/);
    await standing.getByRole('link', { name: /proposal/ }).click();
    await page.getByRole('heading', { name: 'Perhaps gaps' }).waitFor();
  });
});
