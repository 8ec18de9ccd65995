// Measures acts on many cards at once.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';
import { writeLibrary } from './library.ts';
import type { Place } from './place.ts';
import { feltFigures, whileServing } from './probe.ts';
import type { Figure } from './report.ts';
import { timed } from './timing.ts';

const CARDS = 1_000;
const IMPORTED = 5_000;
const IDLE_MS = 3_000;
/** Both clients of the probe, and everything that a first request makes, are warm then. */
const WARM_UP_MS = 2_000;
/** The longest stretch of the main thread without serving others, in milliseconds. */
const AIM_MS = 50;
const SPACING_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/** How long acts on many cards take, how long each keeps the main thread, and latencies meanwhile. */
export async function measureBulk(
  port: number,
  { decks }: Place,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const client = new Client(port);
  const figures: Figure[] = [];
  try {
    const cardIds = await cardsOf(client);
    const all = cardIds.slice(0, CARDS);
    // Reviewed meanwhile: cards that the acts leave alone.
    const others = cardIds.slice(CARDS);
    await whileServing(port, others, () => sleep(WARM_UP_MS));
    const measure = async (name: string, act: () => Promise<unknown>, aimMs?: number) => {
      say(name);
      await longestStretchMs(client);
      let ms = 0;
      const felt = await whileServing(port, others, async () => {
        ms = await timed(act);
      });
      const stretch = { name: '  its longest stretch', value: await longestStretchMs(client), unit: 'ms' };
      figures.push(
        { name, value: ms / 1_000, unit: 's' },
        aimMs === undefined ? stretch : { ...stretch, aim: { below: aimMs } },
        ...feltFigures('meanwhile', [felt]).map((figure) => ({ ...figure, name: `  ${figure.name}` })),
      );
    };
    await measure('nothing but the probe', () => sleep(IDLE_MS));
    for (const act of ['suspend', 'unsuspend', 'bury', 'reset'] as const) {
      const id = randomUUID();
      await measure(
        `${act} ${all.length} cards`,
        () => client.post('/api/acts', { id, act, cardIds: all }),
        AIM_MS,
      );
      await measure(`undo of ${act}`, () => client.delete(`/api/acts/${id}`), AIM_MS);
      await measure('statistics after it', () => client.get('/api/stats/days'), AIM_MS);
    }
    const imported = (ofCards: readonly string[]) => () =>
      client.postKnown('/api/import/reviews', { reviews: pastReviews(ofCards) });
    await measure(`import of ${IMPORTED} reviews of ${all.length} cards`, imported(all), AIM_MS);
    await measure('statistics after it', () => client.get('/api/stats/days'), AIM_MS);
    await measure(`import of ${IMPORTED} reviews of one card`, imported(all.slice(-1)), AIM_MS);
    await measure('statistics after it', () => client.get('/api/stats/days'), AIM_MS);
    const another = writeLibrary(decks, { topics: IMPORTED / 100, cardsPerTopic: 100 }, 'another');
    await measure(
      `${IMPORTED} cards in new files`,
      async () => {
        await another;
        while (!(await client.get('/api/plans')).includes('"another"')) await sleep(LOOK_AGAIN_MS);
      },
      AIM_MS,
    );
    return figures;
  } finally {
    client.close();
  }
}

async function cardsOf(client: Client): Promise<readonly string[]> {
  const cardIds: string[] = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = JSON.parse(await client.get(`/api/cards?limit=200${cursor && `&cursor=${cursor}`}`));
    cardIds.push(...page.cards.map((card: { readonly cardId: string }) => card.cardId));
    cursor = page.nextCursor;
  }
  return cardIds;
}

/** Reviews of three years ago, before those of the log. */
function pastReviews(cardIds: readonly string[]): readonly object[] {
  const startMs = Date.now() - 3 * 365 * 86_400_000;
  return Array.from({ length: IMPORTED }, (_, index) => ({
    cardId: cardIds[index % cardIds.length],
    rating: index % 7 === 0 ? 'again' : 'good',
    reviewedAt: new Date(startMs + index * SPACING_MS).toISOString(),
  }));
}

/** How long the server's main thread did not turn at most, since this was last asked. */
async function longestStretchMs(client: Client): Promise<number> {
  // The server notes a stretch when its timer runs after it.
  await sleep(LOOK_AGAIN_MS);
  const metrics = await client.get('/metrics');
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1];
  if (seconds === undefined) throw new Error('/metrics has no nodejs_eventloop_lag_max_seconds.');
  return Number(seconds) * 1_000;
}
