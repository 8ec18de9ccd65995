import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Queue, QueueCard, Rating, ReviewBody, ReviewResult } from '../../../server/http/schemas.ts';
import { asEventId } from '../../../server/schedule/ids.ts';
import { RATINGS } from '../../../server/schedule/types.ts';
import { type Act, lastKnownReview } from '../../../web/offline/act.ts';
import type { Entry } from '../../../web/offline/entry.ts';
import { foresee } from '../../../web/offline/foresee.ts';
import { keptOf } from '../../../web/offline/kept.ts';
import { queueFrom } from '../../../web/offline/queue.ts';
import { type Files, grading, openWorld, type World } from '../../support/tenax.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const OF_TOPIC = 8;
/** The cards after these are new. */
const SEEN = 6;

const TOPICS = ['dns', 'pods', 'storage'];
const notes = (topic: string) =>
  Array.from(
    { length: OF_TOPIC },
    (_, i) => `### What is ${topic} ${i}?\n<!-- id: ${topic}-${i} -->\n\nIt.\n`,
  );
const FILES: Files = {
  'k8s/plan.md': `# Plan\n\n${TOPICS.map((topic) => `## ${topic}\n**Topics covered:**\n- All\n`).join('\n')}`,
  ...Object.fromEntries(
    TOPICS.map((topic) => [`k8s/${topic}.md`, `# ${topic}\n\n## Covered: All\n\n${notes(topic).join('\n')}`]),
  ),
};

interface Setup {
  readonly easyDays: boolean;
  /** The last answers to the cards seen before. */
  readonly last: readonly Rating[];
}

/** Noon of a study day on which most cards are due, in topics with different settings and an uneven load. */
async function openNoon({ easyDays, last }: Setup): Promise<World> {
  const world = await openWorld(FILES);
  if (easyDays) await world.send('PATCH', '/api/settings', { easyDays: [1, 0.5, 1, 1, 0, 1, 0.25] });
  const own = { desiredRetention: 0.8, relearningSteps: '1m 20m', maximumIntervalDays: 40 };
  await world.send('PATCH', '/api/plans/k8s/settings?topic=k8s/pods', own);
  await world.send('PATCH', '/api/plans/k8s/settings?topic=k8s/storage', {
    loadBalance: false,
    learningSteps: '30s 1m 2m',
    relearningSteps: '',
  });
  world.time.nowMs = (Math.floor(world.time.nowMs / DAY_MS) + 1) * DAY_MS + 12 * HOUR_MS;
  let answers = 0;
  for (const topic of TOPICS) {
    for (let i = 0; i < SEEN; i++) {
      const rating = last[answers++ % last.length];
      for (const [rated, daysAgo] of [
        ['easy', 60],
        [rating, 25],
      ] as const) {
        const reviewedAt = new Date(world.time.nowMs - daysAgo * DAY_MS + i * HOUR_MS).toISOString();
        await world.send('POST', '/api/reviews', grading(`${topic}-${i}`, rated, { reviewedAt }));
      }
    }
  }
  // The answers were made late; a day later, today's load is the one at the start of the day.
  world.time.nowMs += DAY_MS;
  return world;
}

const delay = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 15 * MINUTE_MS }) },
  { weight: 1, arbitrary: fc.integer({ min: HOUR_MS, max: 9 * HOUR_MS }) },
);
const grades = fc.array(
  fc.record({
    place: fc.nat(),
    rating: fc.constantFrom('again', 'again', ...RATINGS),
    afterMs: delay,
  }),
  { minLength: 12, maxLength: 40 },
);

/** The interval of a button from the moment it was pressed; null if it showed none. */
function said({ card, asOfMs, unforeseen }: Entry, rating: Rating) {
  if (unforeseen) return null;
  const { dueAt, intervalDays } = card.previews[rating];
  return intervalDays > 0 ? { intervalDays, dueAt } : { intervalDays, delayMs: Date.parse(dueAt) - asOfMs };
}

function decided({ card }: ReviewResult, reviewedAt = '') {
  const { dueAt, intervalDays } = card;
  return intervalDays > 0
    ? { intervalDays, dueAt }
    : { intervalDays, delayMs: Date.parse(dueAt ?? '') - Date.parse(reviewedAt) };
}

const stateOf = ({ cardId, state, memory, intervalDays }: QueueCard) => ({
  cardId,
  state,
  memory,
  intervalDays,
});

describe('a grade computed without the server', () => {
  it('schedules what its button said once the server has it', async () => {
    let afterSteps = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          easyDays: fc.boolean(),
          last: fc.array(fc.constantFrom(...RATINGS), { minLength: 5, maxLength: 9 }),
        }),
        grades,
        fc.integer({ min: 0, max: 3 * DAY_MS }),
        async (setup, grades, awayMs) => {
          const world = await openNoon(setup);
          const { body: queue } = await world.get<Queue>('/api/queue?limit=200');
          expect(queue.scheduler.others).toHaveLength(2);
          const kept = keptOf(queue);
          const acts: (Act & { body: ReviewBody })[] = [];
          const shown: ReturnType<typeof said>[] = [];
          const after = new Map<string, QueueCard>();
          let nowMs = world.time.nowMs;

          for (const { place, rating, afterMs } of grades) {
            nowMs += afterMs;
            const { entries } = queueFrom(kept, undefined, acts, nowMs);
            const back = entries.filter(({ card }) => after.has(card.cardId));
            const offered = back.length > 0 && place % 2 === 0 ? back : entries;
            const entry = offered[place % offered.length];
            if (!entry) break;
            const { cardId, lastReviewId } = entry.card;
            const expectedLastReviewId = lastKnownReview(cardId, lastReviewId, acts);
            const reviewedAt = new Date(nowMs).toISOString();
            const body = { id: asEventId(randomUUID()), cardId, rating, reviewedAt, expectedLastReviewId };
            acts.push({ kind: 'review', id: body.id, cardId, body });
            const says = said(entry, rating);
            shown.push(says);
            if (says && after.has(cardId)) afterSteps += 1;

            const own = acts.filter((act) => act.cardId === cardId).map((act) => act.body);
            const queued = queue.cards.find((card) => card.cardId === cardId);
            const waiting = queued && foresee(queued, own, queue.scheduler, nowMs);
            // The result is the same from the card as last shown and from all that was done to it.
            expect(foresee(entry.card, [body], queue.scheduler, nowMs)).toEqual(waiting);
            if (waiting) after.set(cardId, waiting.entry.card);
            else after.delete(cardId);
          }

          world.time.nowMs = nowMs + awayMs;
          const last = new Map<string, QueueCard>();
          for (const [i, { body }] of acts.entries()) {
            const { status, body: result } = await world.send<ReviewResult>('POST', '/api/reviews', body);
            expect(status).toBe(201);
            if (shown[i]) expect(decided(result, body.reviewedAt)).toEqual(shown[i]);
            last.set(body.cardId, result.card);
          }
          for (const [cardId, card] of after) {
            const now = last.get(cardId);
            expect(stateOf(card)).toEqual(now && stateOf(now));
          }
        },
      ),
      { numRuns: 6 },
    );
    expect(afterSteps).toBeGreaterThan(0);
  }, 300_000);

  it('is unknown if the card’s settings are missing', async () => {
    const world = await openNoon({ easyDays: false, last: ['good'] });
    const { body: queue } = await world.get<Queue>('/api/queue?limit=200');
    const [card] = queue.cards;
    if (!card) throw new Error('Nothing is due.');
    const reviewedAt = new Date(world.time.nowMs).toISOString();
    const forgotten = {
      id: asEventId(randomUUID()),
      cardId: card.cardId,
      rating: 'again' as const,
      reviewedAt,
    };
    const other = { ...card, schedulerId: 'another' };
    expect(foresee(other, [forgotten], queue.scheduler, world.time.nowMs)).toBeNull();
  });
});
