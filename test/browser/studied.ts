import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../support/random.ts';
import type { Files, World } from '../support/tenax.ts';

const DECKS = join(import.meta.dirname, '../../decks/eks');
const DAYS = 150;
const DAY_MS = 86_400_000;
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

/**
 * Gives a learner five months with two thirds of the sample's topics: a dozen new cards on most days, reviews at
 * growing intervals, about one answer in nine wrong, some leeches, and a backup. Every call does the same.
 */
export async function study(world: World): Promise<void> {
  const url = world.tenax.app.listeningOrigin;
  const topics = await ask<readonly { id: string }[]>(`${url}/api/topics`);
  const begun = topics.filter((_, i) => i % 3 !== 2);
  const ids = (await Promise.all(begun.map(({ id }) => cardsOf(url, id)))).flat();
  const reviews = ids.flatMap((cardId, i) => history(cardId, i, ids.length, world.time.nowMs));
  for (let from = 0; from < reviews.length; from += AT_ONCE) {
    await ask(`${url}/api/import/reviews`, { reviews: reviews.slice(from, from + AT_ONCE) });
  }
  // Tenax makes a backup by itself a minute after it starts. Making one here keeps the result independent of how fast
  // tests run.
  await ask(`${url}/api/backup`, {});
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
  const startMs = Math.floor(nowMs / DAY_MS - DAYS) * DAY_MS;
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

async function cardsOf(url: string, topicId: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ topic: topicId, limit: '200' });
  const { cards } = await ask<{ cards: readonly { cardId: string }[] }>(`${url}/api/cards?${query}`);
  return cards.map(({ cardId }) => cardId);
}

async function ask<T>(url: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, body && { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
