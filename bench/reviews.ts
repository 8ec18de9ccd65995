// Measures reviews.
import { randomUUID } from 'node:crypto';
import type { Bare } from './bare.ts';
import { Client } from './client.ts';
import { type Figure, latency } from './report.ts';
import { median, timed, timedEach } from './timing.ts';

/** All are measured in turn, several times, since the machine may be busy for a while. */
const ROUNDS = 5;
/** Reviews before the first measured one. */
export const REVIEWS_TO_WARM_UP = 1_000;
const ONE_AT_A_TIME = 300;
const TOGETHER = 3_000;
const SEVERAL = 3;

/**
 * Durable reviews, no two of a card at once: from one client, one after the other, from many at once, and without a
 * server.
 */
export async function measureReviews(
  port: number,
  bare: Bare,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  let turn = 0;
  const one = new Client(port);
  const many = Array.from({ length: 64 }, () => new Client(port));
  const few = many.slice(0, 16);
  const post = (client: Client) =>
    client.post('/api/reviews', {
      id: randomUUID(),
      cardId: bare.cardIds[turn++ % bare.cardIds.length],
      rating: 'good',
      durationMs: 4_000,
    });
  const alone = { bare: [] as number[], http: [] as number[] };
  const rates = { one: [] as number[], few: [] as number[], many: [] as number[] };
  try {
    say('warming up the reviews');
    await perSecond(many, REVIEWS_TO_WARM_UP, post);
    await timedEach(REVIEWS_TO_WARM_UP, bare.review);
    for (let round = 1; round <= ROUNDS; round++) {
      say(`POST /api/reviews, round ${round} of ${ROUNDS}`);
      alone.bare.push(...(await timedEach(ONE_AT_A_TIME, bare.review)));
      alone.http.push(...(await timedEach(ONE_AT_A_TIME, () => post(one))));
      rates.one.push(await perSecond([one], ONE_AT_A_TIME, post));
      rates.few.push(await perSecond(few, TOGETHER, post));
      rates.many.push(await perSecond(many, TOGETHER, post));
    }
  } finally {
    for (const client of [one, ...many]) client.close();
  }
  return [
    latency('the two statements of a review alone', alone.bare),
    latency('POST /api/reviews, one at a time', alone.http, 1.5 * median(alone.bare) + 1),
    rate('POST /api/reviews, 1 client', rates.one),
    rate('POST /api/reviews, 16 clients at once', rates.few),
    rate('POST /api/reviews, 64 clients at once', rates.many, SEVERAL * median(rates.one)),
  ];
}

function rate(name: string, samples: readonly number[], above?: number): Figure {
  const figure = { name, value: median(samples), unit: '/s', samples: samples.length };
  return above === undefined ? figure : { ...figure, aim: { above } };
}

/** Posts a second, when every client sends the next as soon as the last is answered. */
async function perSecond(
  clients: readonly Client[],
  count: number,
  post: (client: Client) => Promise<unknown>,
): Promise<number> {
  let left = count;
  const ms = await timed(() =>
    Promise.all(
      clients.map(async (client) => {
        while (left-- > 0) await post(client);
      }),
    ),
  );
  return (count / ms) * 1_000;
}
