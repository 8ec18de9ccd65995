// Measures the reads.
import { randomUUID } from 'node:crypto';
import { Client } from './client.ts';
import { type Figure, latency } from './report.ts';
import { timedEach } from './timing.ts';

/** Requests of each kind, and reviews, before the first measured one. */
export const READS_TO_WARM_UP = 50;
const SAMPLES = 300;
/** The same few cards are reviewed again and again, so that the day's limit leaves a full queue. */
const CARDS_REVIEWED = 5;
const QUEUE_LENGTH = 20;

interface Read {
  readonly name: string;
  readonly path: string;
  readonly belowMs: number;
}

const READS: readonly Read[] = [
  { name: 'GET /api/due', path: '/api/due', belowMs: 2 },
  { name: 'GET /api/queue, 20 cards', path: `/api/queue?limit=${QUEUE_LENGTH}`, belowMs: 10 },
  { name: 'GET /api/queue, ahead', path: `/api/queue?mode=ahead&limit=${QUEUE_LENGTH}`, belowMs: 25 },
  { name: 'GET /api/queue, cramming', path: `/api/queue?mode=cram&limit=${QUEUE_LENGTH}`, belowMs: 25 },
  { name: 'GET /api/topics', path: '/api/topics', belowMs: 20 },
  { name: 'GET /api/cards, one letter typed', path: '/api/cards?q=k', belowMs: 20 },
  { name: 'GET /api/cards, two words', path: '/api/cards?q=kabe%20la', belowMs: 20 },
  { name: 'GET /api/cards, all due', path: '/api/cards?q=is%3Adue&sort=due', belowMs: 20 },
];

/**
 * The time of each read: the first, later ones, and ones right after a review changed its inputs.
 *
 * @param path only the reads whose path contains this.
 */
export async function measureReads(
  port: number,
  cardIds: readonly string[],
  path: string,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const client = new Client(port);
  let turn = 0;
  const review = () =>
    client.post('/api/reviews', {
      id: randomUUID(),
      cardId: cardIds[turn++ % CARDS_REVIEWED],
      rating: 'good',
      durationMs: 4_000,
    });
  const figures: Figure[] = [];
  try {
    for (const { name, path: asked, belowMs } of READS.filter((read) => read.path.includes(path))) {
      say(name);
      const get = () => client.get(asked);
      figures.push(latency(`${name}, the first`, await timedEach(1, get)));
      await timedEach(READS_TO_WARM_UP, get, review);
      figures.push(latency(name, await timedEach(SAMPLES, get), belowMs));
      figures.push(latency(`${name}, right after a review`, await timedEach(SAMPLES, get, review), belowMs));
    }
    await requireFullQueue(client);
  } finally {
    client.close();
  }
  return figures;
}

async function requireFullQueue(client: Client): Promise<void> {
  const { cards } = JSON.parse(await client.get(`/api/queue?limit=${QUEUE_LENGTH}`));
  if (cards.length !== QUEUE_LENGTH)
    throw new Error(`The queue has ${cards.length} cards, too few to measure.`);
}
