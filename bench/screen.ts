// Measures the review screen.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_WANTED, LAUNCH } from '../test/support/chromium.ts';
import { CARDS_A_TOPIC, writeLibrary } from './library.ts';
import { makeData, temporaryFolder } from './place.ts';
import { type Figure, latency } from './report.ts';
import { startServer } from './server.ts';
import { percentile, type Times } from './timing.ts';

const CARDS = 500;
const TO_WARM_UP = 20;
/** Siblings do not meet on a day, and two cards in ten are siblings of others. */
const TOPICS = Math.ceil((CARDS + TO_WARM_UP) / (0.8 * CARDS_A_TOPIC));
/** A younger file may still be being written: a scan leaves it for the next one. */
const SETTLED_MS = 500;
/** The pause between keys of a very fast learner. */
const PAUSE_MS = 60;

/** What a key does on the screen, and what appears once it is done. */
const STEPS = [
  { name: 'reveal', key: 'Space', shows: '.grade.good' },
  { name: 'grade', key: '4', shows: '.grade.show' },
] as const;
type Step = (typeof STEPS)[number]['name'];

/** What the page recorded, in milliseconds. */
interface Taken {
  /** From the key's handler to the changed page, by step. */
  readonly changes: Readonly<Record<Step, number[]>>;
  /** Event Timing of keys that took 16 ms or more, by step. */
  readonly events: Readonly<Record<Step, number[]>>;
  /** Sum of all layout shifts, including those after input. */
  readonly shift: number;
}

/**
 * How fast the review screen answers keys, in a real Chromium with a real server: 500 cards are revealed and
 * graded, each by its key.
 *
 * @throws Error without Chromium.
 */
export async function measureScreen(say: (text: string) => void): Promise<readonly Figure[]> {
  if (!CHROMIUM) throw new Error(CHROMIUM_WANTED);
  const folder = temporaryFolder();
  const place = { decks: join(folder, 'decks'), data: makeData(folder, 'data') };
  await writeLibrary(place.decks, { topics: TOPICS, cardsPerTopic: CARDS_A_TOPIC });
  await sleep(SETTLED_MS);
  const server = await startServer(place, ['--new-per-day', '9999', '--reviews-per-day', '9999']);
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage({ baseURL: `http://127.0.0.1:${server.port}` });
    await page.addInitScript(takeDown, STEPS);
    await page.goto('/review');
    await page.locator('.card').waitFor();
    say('warming up');
    await answer(page, TO_WARM_UP);
    await page.evaluate('taken = emptied()');
    say(`revealing and grading ${CARDS} cards`);
    await answer(page, CARDS);
    await sleep(1000);
    const taken: Taken = await page.evaluate('taken');
    return figuresOf(taken);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function answer(page: Page, cards: number): Promise<void> {
  for (let card = 0; card < cards; card++) {
    for (const { key, shows } of STEPS) {
      await page.keyboard.press(key);
      await page.locator(shows).waitFor();
      await sleep(PAUSE_MS);
    }
  }
}

function figuresOf({ changes, events, shift }: Taken): readonly Figure[] {
  const figures = STEPS.flatMap(({ name }) => {
    const painted = [...events[name], ...Array<number>(CARDS - events[name].length).fill(16)];
    return [
      ...spread(`${name}: key handler to changed page`, changes[name], 8),
      ...spread(`${name}: Event Timing (16 or less shows as 16)`, painted, 24),
    ];
  });
  return [...figures, { name: 'layout shift, all cards', value: shift, unit: '', aim: { atMost: 0 } }];
}

/** A figure with an aim for its 95th percentile, and the slowest sample beside it. */
function spread(name: string, times: Times, p95AtMost: number): readonly Figure[] {
  const { aim: _, ...figure } = latency(name, times);
  const p95 = { name: `${name}, p95`, value: percentile(times, 95), unit: 'ms', aim: { atMost: p95AtMost } };
  return [figure, p95, { name: `${name}, slowest`, value: Math.max(...times), unit: 'ms' }];
}

/** Runs in the page, before its own scripts. */
function takeDown(steps: typeof STEPS): void {
  const emptied = () => ({ changes: { reveal: [], grade: [] }, events: { reveal: [], grade: [] }, shift: 0 });
  const kept = globalThis as unknown as {
    taken: { changes: Record<Step, number[]>; events: Record<Step, number[]>; shift: number };
    emptied: typeof emptied;
  };
  kept.emptied = emptied;
  kept.taken = emptied();
  const pressed: { at: number; step: (typeof STEPS)[number] }[] = [];
  let waiting: { at: number; step: (typeof STEPS)[number] } | null = null;
  const stepOf = (key: string) => steps.find((step) => step.key === (key === ' ' ? 'Space' : key));
  addEventListener(
    'keydown',
    (event) => {
      const step = stepOf(event.key);
      if (!step) return;
      waiting = { at: performance.now(), step };
      pressed.push({ at: event.timeStamp, step });
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (!waiting || !document.querySelector(waiting.step.shows)) return;
    kept.taken.changes[waiting.step.name].push(performance.now() - waiting.at);
    waiting = null;
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name !== 'keydown') continue;
      const step = pressed.find(({ at }) => at === entry.startTime)?.step;
      if (step) kept.taken.events[step.name].push(entry.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      kept.taken.shift += entry.value;
  }).observe({ type: 'layout-shift' });
}
