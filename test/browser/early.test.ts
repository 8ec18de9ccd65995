import { expect, it } from 'vitest';
import { describeInBrowser, openSite } from './browser.ts';

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
