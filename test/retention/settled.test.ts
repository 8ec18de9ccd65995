import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calibrationErrorToday } from '../../server/retention/calibration.ts';
import { measuredRetention } from '../../server/retention/measured.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { dueCounts } from '../../server/session/due.ts';
import { paceOf } from '../../server/session/pace.ts';
import { addCards, answer, DAY, HOUR, MINUTE, NOON, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const sessionSettings = { ...DEFAULT_SESSION, newPerDay: 0, reviewsPerDay: 2 };
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const DUE = ids('due', 10);
const COMING = ids('coming', 25);

/** Ten cards due today, of which limits let two through, and more that fall due on later days. */
async function learner(file: string): Promise<TestDesk> {
  const desk = await openDesk({ sessionSettings }, file);
  await addCards(desk, ...[...DUE, ...COMING].map((id) => ({ id })));
  const learn = async (cardId: string, days: number) => {
    for (const daysAgo of [days + 10, days]) {
      await answer(desk, {
        cardId: asCardId(cardId),
        rating: 'good',
        reviewedAtMs: NOON - daysAgo * DAY,
        durationMs: 5_000,
      });
    }
  };
  for (const id of DUE) await learn(id, 90);
  for (const id of COMING) await learn(id, 12);
  return desk;
}

/** Late reviews of cards that are not due: they change what is measured of past days. */
async function answerLate(desk: TestDesk): Promise<void> {
  for (const [index, cardId] of COMING.entries()) {
    const reviewedAtMs = NOON - 2 * DAY + index * MINUTE;
    await answer(desk, { cardId: asCardId(cardId), rating: 'again', reviewedAtMs, durationMs: 60_000 });
    await answer(desk, {
      cardId: asCardId(cardId),
      rating: 'easy',
      reviewedAtMs: reviewedAtMs + HOUR,
      durationMs: 60_000,
    });
  }
  desk.now += 2 * HOUR;
}

/** The values that are settled for a study day, by name. */
const SETTLED: Readonly<Record<string, (desk: TestDesk) => Promise<unknown>>> = {
  'the pace': paceOf,
  'the days until the limits hold back no more reviews': async (desk) =>
    (await dueCounts(desk)).heldBack.review.days,
  'the measured retention of topics': async (desk) => [...(await measuredRetention(desk))],
  'the calibration error': calibrationErrorToday,
};

async function reopened(desk: TestDesk, file: string): Promise<TestDesk> {
  await desk.store.close();
  const again = await openDesk({ sessionSettings }, file);
  again.now = desk.now;
  return again;
}

describe.each(Object.entries(SETTLED))('%s', (_, ask) => {
  it('keeps its first value of a study day, also after a restart', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    let desk = await learner(file);
    const asked = await ask(desk);
    await answerLate(desk);
    expect(await ask(desk)).toEqual(asked);
    desk = await reopened(desk, file);
    expect(await ask(desk)).toEqual(asked);
    // Computed for the first time now, it would differ.
    await desk.store.write((tx) => tx.deleteFrom('day_values').execute());
    desk = await reopened(desk, file);
    expect(await ask(desk)).not.toEqual(asked);
  });
});
