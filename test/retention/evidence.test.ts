import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { rosterOf } from '../../server/log/roster.ts';
import { calibrationErrorToday } from '../../server/retention/calibration.ts';
import { withEvidence } from '../../server/retention/evidence.ts';
import { topicEvidence } from '../../server/retention/topic-evidence.ts';
import { asCardId, asLearnerId, asTopicId } from '../../server/schedule/ids.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { acts, CARDS, perform } from '../support/any-acts.ts';
import { addCards, answer, NOON, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const MINUTE = 60_000;
const TOPICS = ['eks/pods', 'eks/storage', ...CARDS.map((id) => `eks/${id}`)].map((id) => ({
  id: asTopicId(id),
}));

/** The evidence of all topics, computed from the database alone, each as of its own time. */
async function afresh(desk: TestDesk, file: string, asOfMs: readonly number[]) {
  const store = await openStore({ file, migrations });
  try {
    const { topics } = await rosterOf(store, asLearnerId('default'));
    const calibrationError = await calibrationErrorToday(desk);
    return TOPICS.map(({ id }, index) =>
      topicEvidence(topics.get(id)?.cards.values() ?? [], new Map(), {
        asOfMs: asOfMs[index] ?? 0,
        weights: desk.scheduler.weights,
        calibrationError,
      }),
    );
  } finally {
    await store.close();
  }
}

describe('the evidence of topics', () => {
  it('is at most a minute old, and equals what the whole database gave at that time', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (some) => {
        const file = join(await temporaryFolder(), 'tenax.db');
        const desk = await openDesk({}, file);
        await addCards(desk, ...CARDS.map((id) => ({ id })));
        await perform(desk, some, () => withEvidence(desk, TOPICS));
        const kept = (await withEvidence(desk, TOPICS)).map(([, evidence]) => evidence);
        const asOfMs = kept.map((evidence) => evidence.asOfMs);
        for (const ms of asOfMs) expect(desk.now - ms).toBeLessThan(MINUTE);
        expect(asOfMs.every((ms) => ms <= desk.now)).toBe(true);
        const fresh = await afresh(desk, file, asOfMs);
        for (const [index, { sumRecall, sumVariance, offset, trials, ...counts }] of kept.entries()) {
          const { [index]: other } = fresh;
          expect(counts).toMatchObject({ cards: other?.cards, units: other?.units, reviews: other?.reviews });
          expect(sumRecall).toBeCloseTo(other?.sumRecall ?? -1, 12);
          expect(sumVariance).toBeCloseTo(other?.sumVariance ?? -1, 12);
          expect(offset.logit).toBeCloseTo(other?.offset.logit ?? -1, 12);
          expect(trials.surprise).toBeCloseTo(other?.trials.surprise ?? -1, 12);
          expect(trials.count).toBe(other?.trials.count);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is current for a topic just reviewed, and unchanged for the others', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b', topic_id: asTopicId('eks/storage') });
    await answer(desk, { cardId: asCardId('b') });
    await withEvidence(desk, TOPICS);
    desk.now += MINUTE / 3;
    await answer(desk, { cardId: asCardId('a') });
    const [pods, storage] = await withEvidence(desk, TOPICS);
    expect(pods?.[1]).toMatchObject({ seen: 1, asOfMs: NOON + MINUTE / 3 });
    expect(storage?.[1]).toMatchObject({ seen: 1, asOfMs: NOON });
  });

  it('is renewed before it expires, so that no request waits for it', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await withEvidence(desk, TOPICS);
    desk.now += 40_000;
    const [before] = await withEvidence(desk, TOPICS);
    expect(before?.[1].asOfMs).toBe(NOON);
    await expect.poll(async () => (await withEvidence(desk, TOPICS))[0]?.[1].asOfMs).toBe(NOON + 40_000);
  });
});
