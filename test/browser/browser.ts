// A real browser before Tenax as it runs.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished } from 'vitest';
import { CHROMIUM, CHROMIUM_WANTED, LAUNCH } from '../support/chromium.ts';
import { type Files, openWorld, type World } from '../support/tenax.ts';

/**
 * Each step may take half a minute, and a failing one says what it waited for. A test of many steps on a busy machine
 * must not be cut off before that, since it would give no reason.
 */
const STEP_MS = 30_000;
const TEST_MS = 120_000;

/** One for all test files of a worker, which share modules; it ends with the worker. Each test has a context of its own. */
let browser: Browser | undefined;

/** Tests in a real Chromium. Without one they are skipped with a message; on CI that is a failure. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (!CHROMIUM && process.env.CI === 'true') throw new Error(CHROMIUM_WANTED);
  if (!CHROMIUM) console.warn(`Skipped: ${name}. ${CHROMIUM_WANTED}`);
  describe.skipIf(!CHROMIUM)(name, { timeout: TEST_MS }, () => {
    beforeAll(async () => {
      if (!browser?.isConnected()) browser = await chromium.launch(LAUNCH);
    });
    tests();
  });
}

/** A browser with its own profile folder, which it keeps from one start to the next. */
export function openProfile(folder: string, url: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...LAUNCH, baseURL: url });
}

/** A running Tenax with a browser. */
export interface Site {
  readonly world: World;
  readonly url: string;
  readonly page: Page;
  /** Allows this complaint; any other complaint of a page fails the test. */
  allow(complaint: RegExp): void;
  /** Takes the page's context offline and back. */
  online(is: boolean): Promise<void>;
  /** The reviews in the log, oldest first. */
  log(): Promise<readonly Logged[]>;
}

export interface Logged {
  readonly id: string;
  readonly cardId: string;
  readonly rating: string;
  readonly durationMs: number | null;
  readonly intervalDays: number | null;
  readonly points: readonly boolean[] | null;
  readonly undone: boolean;
}

/** Starts Tenax on some decks, and a database where one is given, with a browser that has not seen it before. */
export async function openSite(
  files?: Files,
  options: BrowserContextOptions = {},
  database?: Buffer,
): Promise<Site> {
  if (!browser) throw new Error('openSite is for tests inside describeInBrowser.');
  const world = await openWorld(files, {}, database);
  const clock = setInterval(() => {
    world.time.nowMs = Math.max(world.time.nowMs + 20, Date.now());
  }, 20);
  const url = await world.tenax.app.listen({ port: 0, host: '127.0.0.1' });
  // A worker would sit between the page and what a test does to its requests.
  const context = await browser.newContext({ baseURL: url, serviceWorkers: 'block', ...options });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  const allowed: RegExp[] = [];
  onTestFinished(async () => {
    clearInterval(clock);
    await context.close();
    expect(complaints.filter((each) => !allowed.some((pattern) => pattern.test(each)))).toEqual([]);
  });
  return {
    world,
    url,
    page,
    allow: (complaint) => allowed.push(complaint),
    online: (is) => context.setOffline(!is),
    log: async () => {
      const answer = await page.request.get('/api/reviews');
      const { reviews } = (await answer.json()) as { reviews: Logged[] };
      return reviews.reverse();
    },
  };
}

/** Errors and warnings of a page, and what its security policy blocked. */
function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isBlocked = message.text().includes('Service Worker registration blocked');
    if (['error', 'warning'].includes(message.type()) && !isBlocked) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (!/ERR_ABORTED|ERR_INTERNET_DISCONNECTED/.test(reason)) complaints.push(`${request.url()}: ${reason}`);
  });
  return complaints;
}

/** Resolves when a change made just now, such as a new width, has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The prompt of the card on the screen. */
export async function prompt(page: Page): Promise<string> {
  return (await page.locator('.card-prompt').innerText()).trim();
}

/** Shows the answer of the card on the screen and grades it, using only keys; returns the card's id. */
export async function answer(page: Page, key: string): Promise<string> {
  const card = (await page.locator('.card').getAttribute('data-card')) ?? '';
  await page.keyboard.press('Space');
  await page.locator('.grade.good').waitFor();
  await page.keyboard.press(key);
  await page.locator('.grade.good').waitFor({ state: 'detached' });
  return card;
}

/** Resolves with whether another card is on the screen; false if the session is over. */
export async function another(page: Page): Promise<boolean> {
  const card = page.locator('.card');
  await card.or(page.getByRole('heading', { name: 'Done for now' })).waitFor();
  return card.isVisible();
}
