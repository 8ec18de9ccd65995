import type { Page } from 'playwright-core';

/** As browsers tell it, and the library's types don't. */
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
  /** Of the layout shifts' values, as browsers reckon them: 0 where nothing moved. */
  readonly sum: number;
  /** What moved, a line each. */
  readonly moved: readonly string[];
}

/** Has every page that is opened from now on watch what moves that is on the screen. */
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

/** What moved since the page was opened. */
export async function shiftsOf(page: Page): Promise<Shifts> {
  const recorded = await page.locator('html').getAttribute('data-shifts');
  return recorded === null ? { sum: 0, moved: [] } : (JSON.parse(recorded) as Shifts);
}

/** Lets what draws the charts come late: their numbers are there long before. */
export async function delayCharts(page: Page, ms: number): Promise<void> {
  await page.route(/\/assets\/(\w+-chart|heat-map|forgetting-curve)-/, async (route) => {
    await new Promise((done) => setTimeout(done, ms));
    await route.continue();
  });
}
