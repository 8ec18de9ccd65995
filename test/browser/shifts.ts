import type { Page } from 'playwright-core';

/** As in browsers; the library's types lack it. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly LayoutShiftAttribution[];
}
interface LayoutShiftAttribution {
  readonly node: Node | null;
  readonly previousRect: DOMRectReadOnly;
  readonly currentRect: DOMRectReadOnly;
}

interface Shifts {
  /** The sum of the layout shifts' values: 0 if nothing moved. */
  readonly sum: number;
  /** What moved, one line each. */
  readonly moved: readonly string[];
}

/** Records what moves on the screen, in every page opened from now on. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let sum = 0;
    const moved: string[] = [];
    const describeShift = ({ node, previousRect, currentRect }: LayoutShiftAttribution) =>
      `${node instanceof Element ? node.outerHTML.slice(0, 100) : node?.textContent} from ${previousRect.y} to ${currentRect.y}`;
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as LayoutShift[]) {
        sum += value;
        moved.push(`${value}: ${sources.map(describeShift).join(', ')}`);
      }
      document.documentElement.dataset.shifts = JSON.stringify({ sum, moved });
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What has moved since the page was opened. */
export async function shiftsOf(page: Page): Promise<Shifts> {
  const recorded = await page.locator('html').getAttribute('data-shifts');
  return recorded === null ? { sum: 0, moved: [] } : (JSON.parse(recorded) as Shifts);
}

/** Delays the charts' code, so that it loads long after their numbers. */
export async function delayCharts(page: Page, ms: number): Promise<void> {
  await page.route(/\/assets\/(\w+-chart|heat-map|forgetting-curve)-/, async (route) => {
    await new Promise((done) => setTimeout(done, ms));
    await route.continue();
  });
}
