import { rename } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { DECK, SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, openSite } from './browser.ts';

const LONG = 'word '.repeat(14_000);
const OVER_A_BODY = 'word '.repeat(220_000);
const UNCLOSED = `${DECK}\n\`\`\`yaml\nnever closed\n`;
/** Many notes, so that the file is too large but none of its notes is. */
const LARGE = `${DECK}${Array.from(
  { length: 22 },
  (_, i) => `\n### Large ${i}\n<!-- id: large-${i} -->\n\n${'word '.repeat(10_000)}\n`,
).join('')}`;

describeInBrowser('a text over its limit', () => {
  it.each([
    ['64 KiB, which a card may have', LONG],
    ['1 MiB, which a request may have', OVER_A_BODY],
  ])('of %s is not saved, but kept so that it can be shortened', async (_, text) => {
    const { page, world, allow } = await openSite();
    allow(/400|413/);
    await page.goto('/cards/pod-ip-source');
    await page.locator('.next-intervals').waitFor();
    await page.keyboard.press('e');
    const area = page.locator('.editor textarea');
    const before = await area.inputValue();
    await area.fill(`${before}\n${text}`);
    await page.getByRole('button', { name: /^Save/ }).click();
    const said = page.getByRole('alert').filter({ hasText: '64 KiB' });
    await said.waitFor();
    expect(await area.inputValue()).toContain('word word');
    await area.fill(before.replace('subnet', 'own subnet'));
    await page.getByRole('button', { name: /^Save/ }).click();
    await area.waitFor({ state: 'detached' });
    expect(await world.read('k8s/pod-networking.md')).toContain('own subnet');
  });

  it('in a gap stops at 500 characters, and in one of its cards is reported', async () => {
    const { page, allow } = await openSite();
    allow(/400/);
    await page.goto('/gap?topic=k8s/pod-networking');
    const what = page.getByLabel('What don’t you know yet?');
    await what.focus();
    await page.keyboard.insertText('y'.repeat(600));
    expect(await what.inputValue()).toHaveLength(500);
    await page.getByLabel('Prompt').fill('What does a branch ENI give a Pod?');
    const answered = page.getByLabel('Answer');
    await answered.fill(LONG);
    await page.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByRole('alert').filter({ hasText: '64 KiB' }).waitFor();
    expect(await answered.inputValue()).toHaveLength(LONG.length);
  });
});

describeInBrowser('a file that can’t be read', () => {
  it.each([
    ['an open code block', UNCLOSED, 'Close it with a line of the same backticks'],
    ['more than 1 MiB', LARGE, 'Split it into several decks'],
  ])(
    'because of %s is shown on Today and its topic, with the line and what to do',
    async (_, text, remedy) => {
      const { page, world } = await openSite({ ...SAMPLE }, { viewport: { width: 360, height: 740 } });
      await world.write('k8s/pod-networking.md', text);
      await world.tenax.library.scan();
      for (const path of ['/', '/topics/k8s/pod-networking', '/plan']) {
        await page.goto(path);
        const problems = page.locator('.file-problems');
        await problems.getByRole('heading', { name: '1 file needs your attention' }).waitFor();
        expect(await problems.innerText()).toMatch(/k8s\/pod-networking\.md, line \d+: /);
        expect(await problems.innerText()).toContain(remedy);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      }
      await page.goto('/topics/k8s/storage');
      await page.locator('.items').waitFor();
      expect(await page.locator('.file-problems').count()).toBe(0);

      await page.goto('/review');
      await page.locator('.card').waitFor();
      await world.write('k8s/pod-networking.md', DECK, 50_000);
      await world.tenax.library.scan();
      await page.goto('/');
      await page.locator('.due').waitFor();
      expect(await page.locator('.file-problems').count()).toBe(0);
    },
  );

  it('is reported in Spanish if that is the language, even if it is plan.md', async () => {
    const { page, world } = await openSite({ ...SAMPLE }, { locale: 'es' });
    await world.write('k8s/plan.md', new Uint8Array([0, 1, 2]));
    await world.tenax.library.scan();
    await page.goto('/plan');
    await page.getByRole('heading', { name: 'Hay que arreglar 1 archivo' }).waitFor();
    expect(await page.locator('.file-problems').innerText()).toMatch(/k8s\/plan\.md, línea 1: /);
  });

  it('is reported with its folder if the whole folder is missing', async () => {
    const { page, world } = await openSite();
    await rename(world.decks, `${world.decks}-gone`);
    await world.tenax.library.scan().catch(() => undefined);
    await page.goto('/');
    await page.getByRole('heading', { name: 'The decks folder can’t be read' }).waitFor();
    await page.getByText('Bring it back').waitFor();
    await page.locator('.due').waitFor();
    await rename(`${world.decks}-gone`, world.decks);
  });
});

describeInBrowser('a server that fails', () => {
  it.each([
    [503, "The database can't be used", 'Another program holds it. Stop that one, then try again.'],
    [500, 'Something went wrong inside Tenax', 'The log of the server says what.'],
  ])('has its problem %i shown, and is asked again on request', async (status, title, detail) => {
    const { page, allow } = await openSite();
    allow(new RegExp(String(status)));
    await page.route('**/api/**', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:tenax:any', title, status, detail }),
      }),
    );
    await page.goto('/');
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(detail).waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.due').waitFor();
  });
});

describeInBrowser('code that can’t be fetched', () => {
  it('for an editor is replaced by advice, and the rest of the page stays', async () => {
    const { page, allow } = await openSite();
    allow(/ERR_FAILED|Failed to fetch dynamically/);
    await page.route('**/assets/note-editor-*', (route) => route.abort('failed'));
    await page.goto('/cards/pod-ip-source');
    await page.locator('.next-intervals').waitFor();
    await page.keyboard.press('e');
    await page.locator('.failure').filter({ hasText: 'npm start' }).waitFor();
    expect(await page.locator('.next-intervals').isVisible()).toBe(true);
    await page.unroute('**/assets/note-editor-*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.editor textarea').waitFor();
  });
});
