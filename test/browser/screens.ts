import type { Page } from 'playwright-core';
import type { ReviewResult } from '../../server/http/schemas/index.ts';

/** What a person can come to see: a page, or a state of one. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What has to be there before it counts as shown. */
  readonly mark: string;
  /** Leads from the page to the state. */
  readonly reach?: (page: Page) => Promise<void>;
}

/** Every page, with some of its states; a new page has its line here. */
export const SCREENS: readonly Screen[] = [
  { name: 'today', path: '/', mark: '.due' },
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
  { name: 'add-gap', path: '/gap', mark: '.gap-form' },
  { name: 'statistics', path: '/statistics', mark: '.heat-map, .first-steps' },
  { name: 'statistics-read', path: '/statistics', mark: '.heat-map', reach: readYear },
  { name: 'lost', path: '/nothing', mark: 'h1' },
];

/** Pages alone, without states: each address once. */
export const PAGES = SCREENS.filter(({ path, reach }) => !reach && path !== '/nothing');

export async function show(page: Page, { path, mark, reach }: Screen): Promise<void> {
  await page.goto(path);
  await page.locator(mark).first().waitFor();
  await reach?.(page);
}

/** Practises until an explanation is asked, and ticks its first point. */
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

/** Forgets a card, which the server says happened too often. */
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

/** Keys, each with what has to be there before the next. */
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

/** The value at the keyboard's focus, and the numbers behind the figure. */
async function readYear(page: Page): Promise<void> {
  await page.locator('.figure:has(.heat-map) summary').click();
  await page.locator('.figure:has(.heat-map) table').waitFor();
  await page.locator('.heat-map .chart-reader').focus();
  await page.keyboard.press('ArrowLeft');
  await page.locator('.heat-map .chart-readout').waitFor();
}

async function openKeys(page: Page): Promise<void> {
  await page.getByText('Change keys').click();
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
/** A phone, a tablet, a screen. */
export const WIDTHS = [360, 768, 1280] as const;
