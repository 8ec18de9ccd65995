import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { SAMPLE } from '../tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';

const WIDE = `# Pod Networking

## Covered: Where a Pod's IP comes from

### Which column is widest in a_very_long_name_without_any_place_to_break_it_into_two_lines_at_all?
<!-- id: wide -->

| first | second | third | fourth |
|---|---|---|---|
| aaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbbbbbb | cccccccccccccccccccc | dddddddddddddddd |

\`\`\`sh
kubectl -n kube-system set env daemonset/aws-node MINIMUM_IP_TARGET=20 WARM_IP_TARGET=2 WARM_ENI_TARGET=0
\`\`\`
`;

/** Every page, with what has to be there before it counts as shown. */
const PAGES = [
  ['/', '.due'],
  ['/review', '.card'],
  ['/topics', '.topic-row'],
  ['/topics/k8s/pod-networking', '.items'],
  ['/gap', '.gap-form'],
] as const;

async function show(page: Page, path: string, mark: string): Promise<void> {
  await page.goto(path);
  await page.locator(mark).waitFor();
}

describeInBrowser('every page', () => {
  it.each([
    ['light', 360],
    ['dark', 1280],
  ] as const)('stays within the screen and can be read, %s at %i px', async (colorScheme, width) => {
    const files = { ...SAMPLE, 'k8s/pod-networking.md': WIDE };
    const { page } = await openSite(files, { colorScheme, viewport: { width, height: 740 } });
    for (const [path, mark] of PAGES) {
      await show(page, path, mark);
      if (path === '/review') await page.keyboard.press('Space');
      if (path === '/review') await page.locator('.grade.good').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
        width,
      );
      expect(await page.evaluate(faintTexts), path).toEqual([]);
    }
  });

  it('has one main landmark, one title, and a name for each control', async () => {
    const { page } = await openSite();
    for (const [path, mark] of PAGES) {
      await show(page, path, mark);
      expect(await page.getByRole('main').count(), path).toBe(1);
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      expect(await page.title(), path).toMatch(/ – Tenax$/);
      expect(await page.evaluate(namelessControls), path).toEqual([]);
    }
  });

  it('has targets that a thumb can hit', async () => {
    const { page } = await openSite({ ...SAMPLE }, { viewport: { width: 360, height: 740 }, hasTouch: true });
    for (const [path, mark] of PAGES) {
      await show(page, path, mark);
      expect(await page.evaluate(smallTargets), path).toEqual([]);
    }
    await show(page, '/review', '.card');
    await page.getByRole('button', { name: 'Show answer' }).tap();
    for (const button of await page.locator('.grade').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      expect(box?.y).toBeGreaterThan(740 / 2);
    }
  });

  it('moves the focus to the title of the page that one goes to, and past the header on demand', async () => {
    const { page } = await openSite();
    await show(page, '/', '.due');
    await page.getByRole('link', { name: 'Topics', exact: true }).click();
    await page.locator('.topic-row').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Topics');
    await show(page, '/', '.due');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('says what to do while the server is gone, and shows its content once it is back', async () => {
    const { page, allow } = await openSite();
    allow(/ERR_FAILED|Failed to load/);
    for (const [path, mark] of PAGES) {
      await page.route('**/api/**', (route) => route.abort('failed'));
      await page.goto(path);
      await page.getByText('npm start').waitFor();
      await page.unroute('**/api/**');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator(mark).waitFor();
    }
  });
});

describeInBrowser('an address that leads nowhere', () => {
  it.each(['/nothing', '/topics/k8s/nothing', '/review?topic=k8s/nothing'])(
    'says so and shows the way on: %s',
    async (path) => {
      const { page, allow } = await openSite();
      allow(/404/);
      await page.goto(path);
      await page.getByText('The address may be mistyped').waitFor();
      await page.getByRole('link', { name: 'today’s cards' }).click();
      await page.locator('.due').waitFor();
    },
  );
});

describeInBrowser('today', () => {
  it('teaches how to start where there is no plan', async () => {
    const { page } = await openSite({});
    await show(page, '/', '.first-steps');
    expect(await page.locator('.first-steps').innerText()).toContain('decks/<name>/plan.md');
    await show(page, '/gap', '.first-steps');
    expect(await page.locator('.gap-form').count()).toBe(0);
  });

  it('teaches how to write the first card', async () => {
    const { page } = await openSite({ 'k8s/plan.md': SAMPLE['k8s/plan.md'] ?? '' });
    await show(page, '/', '.first-steps');
    expect(await page.getByRole('heading', { name: 'Your plan has no cards yet' }).count()).toBe(1);
  });

  it('says when the next card falls due once all is done', async () => {
    const { page } = await openSite();
    await show(page, '/review', '.card');
    for (let i = 0; i < 3; i++) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Done for now');
    await page.getByRole('link', { name: 'To today' }).click();
    await page.getByText('All done for today').waitFor();
    await page.getByText(/The next card falls due (tomorrow|in \d+ (day|hour)s?)/).waitFor();
  });

  it('offers to start with one topic', async () => {
    const { page } = await openSite();
    await show(page, '/', '.due');
    await page.getByRole('link', { name: /^Pod Networking/ }).click();
    await page.locator('.card').waitFor();
    expect(new URL(page.url()).searchParams.get('topic')).toBe('k8s/pod-networking');
  });

  it('asks for the cards of the new day when the day turns under an open review', async () => {
    const { page, world } = await openSite();
    await page.clock.install();
    await show(page, '/review', '.card');
    for (let i = 0; i < 3; i++) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    world.time.nowMs += 40 * 86_400_000;
    await page.clock.fastForward(40 * 86_400_000);
    await page.getByText('More has fallen due.').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.card').waitFor();
  });
});

/** Texts whose contrast with what lies behind them is under 4.5 (3 for large ones), by WCAG's formula. */
function faintTexts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas');
  const paint = (colours: readonly string[]) => {
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb: readonly number[]) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) => {
      const c = value / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (
      !element ||
      !texts.currentNode.textContent?.trim() ||
      element.closest('.visually-hidden, .skip, option')
    ) {
      continue;
    }
    if (!element.checkVisibility({ opacityProperty: true })) continue;
    const behind: string[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      behind.unshift(getComputedStyle(at).backgroundColor);
    }
    const style = getComputedStyle(element);
    const back = paint(behind);
    const front = paint([...behind, style.color]);
    const [light = 0, dark = 0] = [luminance(back), luminance(front)].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const isLarge = Number.parseFloat(style.fontSize) >= 24;
    if (contrast < (isLarge ? 3 : 4.5)) {
      faint.push(`${element.className} “${texts.currentNode.textContent}” ${contrast.toFixed(2)}`);
    }
  }
  return faint;
}

/** Controls that a screen reader could not name. */
function namelessControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, svg[role]',
  );
  return [...controls]
    .filter((control) => {
      const labels = 'labels' in control ? (control.labels as NodeListOf<HTMLElement> | null) : null;
      const name = control.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? control.textContent;
      return !name?.trim();
    })
    .map((control) => control.outerHTML);
}

/** Controls under 24 px in a direction, links within a sentence excepted. */
function smallTargets(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, summary',
  );
  return [...controls]
    .filter((control) => {
      const isInline = control.matches('p a') || control.closest('.skip');
      const { width, height } = control.getBoundingClientRect();
      return !isInline && control.checkVisibility() && Math.min(width, height) < 24;
    })
    .map((control) => control.outerHTML.slice(0, 120));
}
