// The decks that come with Tenax, and a learner who has studied them for months.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { Random } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type Answer, type Files, openWorld, type World } from '../support/tenax.ts';
import { openSite, type Site } from './browser.ts';

const DECKS = join(import.meta.dirname, '../../decks/eks');
const DAYS = 150;
const DAY_MS = 86_400_000;
/** A study day starts at four. */
const ROLLOVER_MS = 4 * 3_600_000;
const MINUTE_MS = 60_000;
/** The most that one import accepts. */
const AT_ONCE = 5000;

/** The decks that come with Tenax. */
export async function sampleDecks(): Promise<Files> {
  const names = (await readdir(DECKS)).filter((name) => name.endsWith('.md'));
  const files = names.map(
    async (name) => [`eks/${name}`, await readFile(join(DECKS, name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(files));
}

let studied: { readonly day: number; readonly database: Buffer } | undefined;

/**
 * Starts Tenax for a learner who has five months with two thirds of the sample's topics behind them: a dozen new cards
 * on most days, reviews at growing intervals, about one answer in nine wrong, some leeches, and a backup.
 * Every call gives the same.
 */
export async function openStudied(options: BrowserContextOptions = {}): Promise<Site> {
  const today = Math.floor((Date.now() - ROLLOVER_MS) / DAY_MS);
  if (studied?.day !== today) studied = { day: today, database: await study() };
  const site = await openSite(await sampleDecks(), options, studied.database);
  // Tenax makes a backup by itself a minute after it starts. Making one here keeps the result independent of how fast
  // tests run.
  const made = await site.page.request.post('/api/backup', { data: {} });
  if (!made.ok()) throw new Error(await made.text());
  return site;
}

/** Makes the database of that learner. Importing the reviews takes far longer than opening the result. */
async function study(): Promise<Buffer> {
  const world = await openWorld(await sampleDecks());
  const topics = bodyOf(await world.get<readonly { id: string }[]>('/api/topics'));
  const begun = topics.filter((_, i) => i % 3 !== 2);
  const ids = (await Promise.all(begun.map(({ id }) => cardsOf(world, id)))).flat();
  const reviews = ids.flatMap((cardId, i) => history(cardId, i, ids.length, world.time.nowMs));
  for (let from = 0; from < reviews.length; from += AT_ONCE) {
    const some = reviews.slice(from, from + AT_ONCE);
    bodyOf(await world.send('POST', '/api/import/reviews', { reviews: some }));
  }
  const file = join(await temporaryFolder(), 'studied.db');
  await world.tenax.desk.store.copyTo(file);
  return readFile(file);
}

function history(cardId: string, place: number, cards: number, nowMs: number) {
  const random = new Random(place);
  const isHard = random.fraction() < 0.06;
  const answers: { cardId: string; rating: string; reviewedAt: string; durationMs: number }[] = [];
  const answer = (atMs: number, rating: string) =>
    answers.push({
      cardId,
      rating,
      reviewedAt: new Date(atMs).toISOString(),
      durationMs: 3000 + random.below(17_000),
    });
  // Evenings, sometimes mornings.
  const hourOf = () => (random.fraction() < 0.25 ? 7 : 18) * 60 + random.below(150);
  let day = Math.floor((place / cards) * (DAYS - 5));
  let interval = 1;
  const startMs = Math.floor((nowMs - ROLLOVER_MS) / DAY_MS - DAYS) * DAY_MS;
  while (day < DAYS) {
    const atMs = startMs + day * DAY_MS + hourOf() * MINUTE_MS;
    const isLapse = random.fraction() < (isHard ? 0.55 : 0.1);
    if (isLapse) answer(atMs, 'again');
    answer(atMs + (isLapse ? 11 * MINUTE_MS : 0), random.pick(['good', 'good', 'good', 'hard', 'easy']));
    interval = isLapse ? 1 : Math.ceil(interval * (1.7 + random.fraction()));
    day += interval;
  }
  return answers;
}

async function cardsOf(world: World, topicId: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ topic: topicId, limit: '200' });
  const answer = await world.get<{ cards: readonly { cardId: string }[] }>(`/api/cards?${query}`);
  return bodyOf(answer).cards.map(({ cardId }) => cardId);
}

function bodyOf<T>({ status, text, body }: Answer<T>): T {
  if (status >= 300) throw new Error(text);
  return body;
}
