import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Preferences } from '../../web/preferences.ts';
import { SAMPLE } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';

const PODS = '/review?topic=k8s/pod-networking';

async function choose(page: Page, preferences: Partial<Preferences>): Promise<void> {
  await page.addInitScript(
    (stored) => localStorage.setItem('tenax.preferences', stored),
    JSON.stringify(preferences),
  );
}

describeInBrowser('the language', () => {
  it('is the browser’s, and only its words are loaded', async () => {
    const { page } = await openSite({ ...SAMPLE }, { locale: 'es-MX', serviceWorkers: 'block' });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto('/');
    await page.getByText('tarjetas pendientes').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    expect(await page.title()).toBe('Hoy – Tenax');
    const words = fetched.flatMap((path) => /\/(core|pages|settings-page)-[^/]*\.js$/.exec(path)?.[1] ?? []);
    // One chunk per part: that of this language.
    expect(words.toSorted()).toEqual(['core', 'pages']);
  });

  it('is the chosen one throughout a review', async () => {
    const { page } = await openSite({ ...SAMPLE }, { locale: 'en-US' });
    await choose(page, { language: 'es' });
    await page.goto(PODS);
    await page.getByRole('button', { name: 'Mostrar respuesta' }).click();
    await page.getByRole('button', { name: /^Fácil\s*, vuelve dentro de \d+ días/ }).waitFor();
    await page.keyboard.press('-');
    await page.locator('.notice').getByText('Aplazada hasta mañana.').waitFor();
  });

  it('of a deck is marked on its cards, whatever the language of the page', async () => {
    const deck =
      '# Redes\n<!-- lang: es -->\n\n### ¿Qué es un Pod?\n<!-- id: pod -->\n\nUn grupo de contenedores.\n';
    const { page } = await openSite({ 'k8s/plan.md': '# K8s\n\n## Redes\n', 'k8s/redes.md': deck });
    await page.goto('/review');
    await page.locator('.card').waitFor();
    expect(await page.locator('.card').getAttribute('lang')).toBe('es');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });
});

describeInBrowser('the theme', () => {
  it.each(['light', 'dark'] as const)('%s wins over the system’s', async (theme) => {
    const { page } = await openSite({ ...SAMPLE }, { colorScheme: theme === 'dark' ? 'light' : 'dark' });
    await choose(page, { theme });
    await page.goto('/');
    await page.locator('.due').waitFor();
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).toBe(theme === 'dark' ? 'rgb(18, 22, 20)' : 'rgb(246, 244, 238)');
  });
});

describeInBrowser('keys', () => {
  it('go to pages, and are all listed on ?', async () => {
    const { page } = await openSite();
    await page.goto('/');
    await page.locator('.due').waitFor();
    await page.keyboard.press('o');
    await page.locator('.topic-row').first().waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Go to: Today').waitFor();
    expect(await help.getByText('Suspend the card').count()).toBe(0);
    await page.keyboard.press('d');
    expect(new URL(page.url()).pathname).toBe('/topics');
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.locator('.due').waitFor();
  });

  it('are the ones that the learner chose', async () => {
    const { page } = await openSite();
    await choose(page, { keys: { undo: ['x'] } });
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const first = await answer(page, '4');
    await page.keyboard.press('u');
    await page.keyboard.press('x');
    await expect.poll(() => page.locator('.card').getAttribute('data-card')).toBe(first);
    expect(await page.getByRole('button', { name: 'Undo' }).getAttribute('aria-keyshortcuts')).toBe(
      'x Control+z',
    );
  });

  it('of a single character do nothing once they are switched off', async () => {
    const { page, log } = await openSite();
    await choose(page, { singleKeys: false });
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.keyboard.press('Space');
    await page.locator('.grade.good').waitFor();
    for (const key of ['4', '-', 'g', '?']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await page.getByText('There is no review left to undo.').first().waitFor();
    expect(await log()).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(log).toMatchObject([{ rating: 'good' }]);
  });
});
