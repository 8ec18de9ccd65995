import axe, { type RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, drawn } from './browser.ts';
import { forEachScreen, SCHEMES, seeAll, show, WIDTHS } from './screens.ts';

/** Only colours differ between schemes, so all other rules run in the first one only. */
const RULES: Record<(typeof SCHEMES)[number], RunOnly> = {
  light: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

type WithAxe = typeof globalThis & { readonly axe: typeof axe };

/** What axe finds wrong on a page, one line each. Only the lines leave the page: the whole result is large. */
async function violations(page: Page, runOnly: RunOnly): Promise<readonly string[]> {
  return page.evaluate(async (runOnly) => {
    const found = await (globalThis as WithAxe).axe.run(document, {
      runOnly,
      resultTypes: ['violations'],
      // What it would fetch again, style sheets and sounds, no rule here reads.
      preload: false,
      selectors: false,
    });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
    );
  }, runOnly);
}

/**
 * What axe doesn't check: a page wider than the screen, a missing or second title, and controls under 24 px, except
 * links in a sentence.
 */
function faults(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, summary',
  );
  const small = [...controls].filter((control) => {
    const isExcepted = control.matches('p a, .skip, .visually-hidden');
    const { width, height } = control.getBoundingClientRect();
    return !isExcepted && control.checkVisibility() && Math.min(width, height) < 24;
  });
  // The window is wider than the page if room is kept for a scroll bar.
  const room = Math.ceil(document.documentElement.getBoundingClientRect().width);
  const sticksOut = (element: Element) => element.getBoundingClientRect().right > room;
  const isFramed = (element: Element): boolean => {
    const around = element.parentElement;
    return around !== null && (getComputedStyle(around).overflowX !== 'visible' || isFramed(around));
  };
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => sticksOut(element) && ![...element.children].some(sticksOut) && !isFramed(element),
  );
  const widest = wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 200));
  return [
    ...small.map((control) => `under 24 px: ${control.outerHTML.slice(0, 200)}`),
    ...(document.documentElement.scrollWidth > room
      ? [`wider than the screen: ${widest.join(' and ')}`]
      : []),
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not exactly one title']),
    ...(/ – Tenax$/.test(document.title) ? [] : [`titled “${document.title}”`]),
  ];
}

describeInBrowser('every page and state', () => {
  it('is accessible in light and dark, on phone, tablet and desktop', async () => {
    const wrong = new Map<string, string[]>();
    await forEachScreen(async (screen, page) => {
      await show(page, screen);
      await seeAll(page, WIDTHS[0]);
      await page.evaluate(axe.source);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          await drawn(page);
          const found = [...(await violations(page, RULES[colorScheme])), ...(await page.evaluate(faults))];
          for (const each of found) {
            const where = `${screen.name} ${colorScheme} ${width}`;
            wrong.set(each, [...(wrong.get(each) ?? []), where]);
          }
        }
      }
    });
    expect([...wrong].map(([what, where]) => `${what} (${where.join(', ')})`)).toEqual([]);
  }, 900_000);
});
