import { expect, it } from 'vitest';
import { answer, describeInBrowser, openSite } from './browser.ts';

/** Runs in the page: records what had the focus when each of these elements had been added, before anything is painted. */
function watchFocus(marks: readonly string[]): void {
  const met = new WeakSet<Element>();
  new MutationObserver(() => {
    for (const element of document.querySelectorAll(marks.join())) {
      if (met.has(element)) continue;
      met.add(element);
      const seen = document.documentElement.dataset.focused ?? '';
      document.documentElement.dataset.focused = `${seen} ${document.activeElement === element}`.trim();
    }
  }).observe(document, { childList: true, subtree: true });
}

describeInBrowser('a page that is opening', () => {
  it.each([
    ['/', '.due', ['/api/due', '/api/plans']],
    ['/review', '.card', ['/api/queue?limit=30']],
  ] as const)('%s requests its data once, before its own code has loaded', async (path, mark, asked) => {
    const { page } = await openSite();
    const requests: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      requests.push(pathname + search);
    });
    await page.goto(path);
    await page.locator(mark).first().waitFor();
    for (const each of asked) {
      const [address] = each.split('?');
      expect(requests.filter((request) => request.split('?')[0] === address)).toEqual([each]);
    }
  });
});

describeInBrowser('a review', () => {
  it('gives the focus to a prompt, an answer and the end before they are painted', async () => {
    const { page } = await openSite();
    await page.addInitScript(watchFocus, ['.card-prompt', '.card-answer', '#rest-title']);
    await page.goto('/review');
    await page.locator('.card').waitFor();
    for (let i = 0; i < 3; i++) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    expect(await page.locator('html').getAttribute('data-focused')).toBe(Array(7).fill('true').join(' '));
  });
});
