import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Note, ReviewResult } from '../../server/http/schemas.ts';
import { SAMPLE } from '../support/tenax.ts';
import { drawn, openSite } from './browser.ts';
import { openStudied } from './studied.ts';

const DRAFT = '\n### What does a warm pool save?\n<!-- id: warm-pool; draft -->\n';

/** What a learner may have: months of study, or an empty start. */
const LIBRARIES = {
  studied: openStudied,
  nothing: (options: BrowserContextOptions) => openSite({}, options),
  plan: (options: BrowserContextOptions) => openSite({ 'k8s/plan.md': SAMPLE['k8s/plan.md'] ?? '' }, options),
  begun: (options: BrowserContextOptions) =>
    openSite({ ...SAMPLE, 'k8s/pod-networking.md': SAMPLE['k8s/pod-networking.md'] + DRAFT }, options),
} as const;
type LibraryName = keyof typeof LIBRARIES;

/** Something to look at: a page, or a state of one. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What must be visible before it counts as shown. */
  readonly mark: string;
  /** Leads from the page to the state. */
  readonly reach?: (page: Page) => Promise<void>;
  /** What the learner has; by default the sample, studied for five months. */
  readonly of?: LibraryName;
}

/** Every page and some of its states. A new page gets a line here. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', path: '/', mark: '.moved li' },
  { name: 'more', path: '/', mark: '.moved li', reach: openMore },
  { name: 'review', path: '/review', mark: '.card' },
  { name: 'review-answer', path: '/review', mark: '.card', reach: pressing('Space', '.grade.good') },
  { name: 'review-help', path: '/review', mark: '.card', reach: pressing('?', 'dialog[open]') },
  { name: 'review-edit', path: '/review', mark: '.card', reach: pressing('e', '.editor-preview .card') },
  { name: 'review-gap', path: '/review', mark: '.card', reach: pressing('g', 'dialog[open] .gap-form') },
  { name: 'review-info', path: '/review', mark: '.card', reach: pressing('i', '.info-history') },
  {
    name: 'review-explained',
    path: '/review?mode=cram&topic=eks/pod-security',
    mark: '.card',
    reach: explain,
  },
  {
    name: 'review-cram',
    path: '/review?mode=cram&weak=true',
    mark: '.card',
    reach: pressing('Space', '.grade.good'),
  },
  { name: 'review-leech', path: '/review', mark: '.card', reach: meetLeech },
  {
    name: 'review-rest',
    path: '/review?minutes=0.1',
    mark: '.card',
    reach: pressing('Space', '.grade.good', '4', '.rest .more'),
  },
  { name: 'plan', path: '/plan', mark: '.milestones .range' },
  { name: 'topics', path: '/topics', mark: '.topic-row' },
  { name: 'topic', path: '/topics/eks/pod-networking', mark: '.items' },
  { name: 'gaps', path: '/gaps', mark: '.gap-row' },
  {
    name: 'gaps-add',
    path: '/gaps',
    mark: '.gap-row',
    reach: clicking('.gap-row .link', 'dialog[open] .gap-form'),
  },
  { name: 'cards', path: '/cards', mark: '.card-table tbody tr' },
  {
    name: 'cards-chosen',
    path: '/cards?q=pod',
    mark: '.card-table tbody tr',
    reach: pressing('x', '.card-table input:focus', 'x', '.card-bulk'),
  },
  { name: 'cards-none', path: '/cards?q=nothing-like-it', mark: '.first-steps .search-ways' },
  { name: 'card', path: '/cards/podnet-model-no-nat', mark: '.next-intervals' },
  {
    name: 'card-edit',
    path: '/cards/podnet-model-no-nat',
    mark: '.next-intervals',
    reach: pressing('e', '.editor-preview .card'),
  },
  {
    name: 'card-move',
    path: '/cards/podnet-model-no-nat',
    mark: '.next-intervals',
    reach: pressing('m', '.gap-form'),
  },
  { name: 'settings', path: '/settings', mark: '#data' },
  { name: 'settings-keys', path: '/settings', mark: '#data', reach: openKeys },
  { name: 'settings-wrong', path: '/settings', mark: '#data', reach: typeWrongly },
  { name: 'settings-effect', path: '/settings', mark: '#data', reach: weighEffect },
  { name: 'settings-import', path: '/settings', mark: '#data', reach: chooseWrongFile },
  { name: 'card-conflict', path: '/cards/podnet-model-no-nat', mark: '.next-intervals', reach: meetConflict },
  { name: 'add-gap', path: '/gap', mark: '.gap-form' },
  { name: 'statistics', path: '/statistics', mark: '.figure-room, .first-steps' },
  { name: 'statistics-read', path: '/statistics', mark: '.figure-room', reach: readYear },
  { name: 'lost', path: '/nothing', mark: 'h1' },
  { name: 'gone', path: '/topics', mark: '.topic-row', reach: losingServer('.failure') },
  { name: 'review-unsaved', path: '/review', mark: '.card', reach: answerUnheard },
  { name: 'review-refused', path: '/review', mark: '.card', reach: meetRefusal },
  { name: 'nothing-today', path: '/', mark: '.first-steps', of: 'nothing' },
  { name: 'nothing-review', path: '/review', mark: '.rest', of: 'nothing' },
  { name: 'nothing-plan', path: '/plan', mark: 'main h2', of: 'nothing' },
  { name: 'nothing-topics', path: '/topics', mark: 'main h2', of: 'nothing' },
  { name: 'nothing-gaps', path: '/gaps', mark: 'main h2', of: 'nothing' },
  { name: 'nothing-cards', path: '/cards', mark: 'main h2', of: 'nothing' },
  { name: 'nothing-settings', path: '/settings', mark: '#data', of: 'nothing' },
  { name: 'nothing-statistics', path: '/statistics', mark: '.first-steps', of: 'nothing' },
  { name: 'plan-today', path: '/', mark: '.first-steps', of: 'plan' },
  { name: 'plan-topic', path: '/topics/k8s/storage', mark: '.items', of: 'plan' },
  { name: 'plan-cards', path: '/cards', mark: 'main h2', of: 'plan' },
  { name: 'begun-today', path: '/', mark: '.glance a', of: 'begun' },
  { name: 'begun-topic', path: '/topics/k8s/pod-networking', mark: '.items', of: 'begun' },
  { name: 'begun-card', path: '/cards/pod-ip-source', mark: '.next-intervals', of: 'begun' },
  {
    name: 'begun-draft',
    path: '/gaps',
    mark: '.drafts',
    of: 'begun',
    reach: clicking('.drafts .button', '.editor textarea'),
  },
  { name: 'begun-done', path: '/review', mark: '.card, .rest', of: 'begun', reach: finish },
  { name: 'begun-today-done', path: '/', mark: '.due.done', of: 'begun' },
];

/** The pages of a studied library, without states: each address once. */
export const PAGES = SCREENS.filter(({ path, reach, of }) => !reach && !of && path !== '/nothing');

/** Shows each page or state in its library. */
export async function forEachScreen(look: (screen: Screen, page: Page) => Promise<void>): Promise<void> {
  const wanted = process.env.SCREENS?.split(' ') ?? [];
  const locale = process.env.SCREENS_LOCALE;
  const isWanted = ({ name }: Screen) => wanted.length === 0 || wanted.some((each) => name.startsWith(each));
  for (const library of Object.keys(LIBRARIES) as LibraryName[]) {
    const screens = SCREENS.filter((screen) => (screen.of ?? 'studied') === library && isWanted(screen));
    if (screens.length === 0) continue;
    const { page, allow } = await LIBRARIES[library]({ reducedMotion: 'reduce', ...(locale && { locale }) });
    allow(/404|412|422|ERR_FAILED|Failed to load/);
    for (const screen of screens) {
      await look(screen, page).catch((error: unknown) => {
        throw new Error(`The screen ${screen.name} did not appear.`, { cause: error });
      });
    }
  }
}

/** Opens a page as on a first visit, and leads to the state. */
export async function show(page: Page, { path, mark, reach }: Screen): Promise<void> {
  await page.unrouteAll();
  await page.goto(path);
  await page.evaluate(() => sessionStorage.clear());
  await page.locator(mark).first().waitFor();
  // Keys work once the page has settled.
  await drawn(page);
  await reach?.(page);
}

/** Scrolls so that everything loads that waits until it is near the screen. */
export async function seeAll(page: Page, width: number): Promise<number> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await expect.poll(() => page.locator('.loading, .underway').count(), { timeout: 60_000 }).toBe(0);
  return page.evaluate(() => document.documentElement.scrollHeight);
}

function clicking(target: string, then: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(target).first().click();
    await page.locator(then).first().waitFor();
  };
}

/** On a narrow screen some places open from the bar. */
async function openMore(page: Page): Promise<void> {
  if (await page.locator('.places-more').isVisible()) await page.locator('.places-more').click();
}

/** Takes the server away while the page is open, then reloads. */
function losingServer(mark: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route('**/api/**', (route) => route.abort('failed'));
    await page.reload();
    await page.locator(mark).waitFor();
  };
}

async function answerUnheard(page: Page): Promise<void> {
  await page.route('**/api/**', (route) => route.abort('failed'));
  for (const _ of ['first', 'second']) await pressing('Space', '.grade.good', '4', '.grade.show')(page);
  await page.locator('.unsaved-note:not(.soon)').waitFor();
}

async function meetRefusal(page: Page): Promise<void> {
  await page.route('**/api/reviews', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: { type: 'urn:x', title: 'No such grade', status: 422, detail: 'Update Tenax.' },
    }),
  );
  await pressing('Space', '.grade.good', '4', '.unsaved-note.refused')(page);
  await clicking('.unsaved-note.refused', '.refusals')(page);
}

/** Changes the file after the editor was opened. */
async function meetConflict(page: Page): Promise<void> {
  await page.route('**/api/notes/*', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as Note), etag: '"older"' } });
  });
  await pressing('e', '.editor-preview .card')(page);
  const area = page.locator('.editor textarea');
  await area.fill(`${await area.inputValue()}\nAnd what I add.\n`);
  await page.locator('.editor [type="submit"]').click();
  await page.locator('.conflict').waitFor();
}

/** Answers everything that is due, if anything is left, and waits for the end. */
async function finish(page: Page): Promise<void> {
  while (await page.locator('.card').isVisible()) {
    await page.keyboard.press('Space');
    await page.locator('.grade.good').waitFor();
    await page.keyboard.press('4');
    await page.locator('.grade.show, .rest').first().waitFor();
  }
  await page.locator('.rest .more').waitFor();
}

/** Practises until an explanation comes up, and ticks its first point. */
async function explain(page: Page): Promise<void> {
  for (;;) {
    await page.keyboard.press('Space');
    await page.locator('.grade.good').waitFor();
    if (await page.locator('.points').isVisible()) break;
    await page.keyboard.press('3');
    await page.locator('.grade.show').waitFor();
  }
  await page.locator('.point input').first().check();
}

/** Forgets a card that the server then reports as a leech. */
async function meetLeech(page: Page): Promise<void> {
  await page.route('**/api/reviews', async (route) => {
    const response = await route.fetch();
    const result = (await response.json()) as ReviewResult;
    await route.fulfill({ response, json: { ...result, leech: true } });
  });
  await pressing('Space', '.grade.good', '1', '.leech-note')(page);
  await page.unroute('**/api/reviews');
  await page.locator('.leech-note').click();
  await page.locator('dialog[open]').waitFor();
}

/** Presses keys; each is given with what must be visible before the next. */
function pressing(...keys: readonly string[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (let at = 0; at < keys.length; at += 2) {
      await page.keyboard.press(keys[at] ?? '');
      await page
        .locator(keys[at + 1] ?? 'body')
        .first()
        .waitFor();
    }
  };
}

/** Moves the reader of the year to a value, and opens the table of a figure. */
async function readYear(page: Page): Promise<void> {
  await page.locator('.heat-map').waitFor();
  await page.locator('.figure:has(.heat-map) summary').click();
  await page.locator('.figure:has(.heat-map) table').waitFor();
  await page.locator('.heat-map .chart-reader').focus();
  await page.keyboard.press('ArrowLeft');
  await page.locator('.heat-map .chart-readout').waitFor();
}

async function openKeys(page: Page): Promise<void> {
  await page.locator('.settings-more:has(.key-row) > summary').first().click();
  await page.locator('.key-row').first().waitFor();
}

async function typeWrongly(page: Page): Promise<void> {
  await page.locator('#plan-newPerDay').fill('-3');
  await page.locator('#plan .save-bar button[type="submit"]').click();
  await page.locator('.setting-fault').waitFor();
}

async function weighEffect(page: Page): Promise<void> {
  await page.locator('#plan-desiredRetention').fill('97');
  await page.locator('#plan .save-bar button[type="submit"]').click();
  await page.locator('.effect').waitFor();
}

async function chooseWrongFile(page: Page): Promise<void> {
  const text = 'card_id,review_rating,review_time\nwarm-pool,7,2026-11-01T09:00:00Z\n';
  const file = { name: 'reviews.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.locator('.import-course .trouble').scrollIntoViewIfNeeded();
}

export const SCHEMES = ['light', 'dark'] as const;
/** A phone, a tablet, a desktop. */
export const WIDTHS = [360, 768, 1280] as const;
