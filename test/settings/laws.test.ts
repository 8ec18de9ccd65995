import fc from 'fast-check';
import { expect, it } from 'vitest';
import { studyDayAt } from '../../server/log/desk.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { asCardId, asLearnerId, type CardId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION, NO_EASY_DAYS } from '../../server/schedule/settings.ts';
import { RATINGS, type Rating } from '../../server/schedule/types.ts';
import { openSettings, type ScopePatch, type SettingsDesk } from '../../server/settings/settings.ts';
import type { MemoryRow } from '../../server/store/tables.ts';
import { addCards, answer, events, HOUR, memories, NOON, openDesk, uuid } from '../support/desk.ts';

const CARDS = Array.from({ length: 8 }, (_, i) => asCardId(`card-${i}`));
const DEFAULTS = {
  learner: {
    id: asLearnerId('default'),
    zone: 'Europe/Helsinki',
    rolloverMinutes: 240,
    easyDays: NO_EASY_DAYS,
  },
  scheduler: DEFAULT_SCHEDULER,
  sessionSettings: DEFAULT_SESSION,
};

interface Reviewed {
  readonly cardId: CardId;
  readonly rating: Rating;
  readonly hoursAgo: number;
}

const anyReviews = fc.array(
  fc.record<Reviewed>({
    cardId: fc.constantFrom(...CARDS),
    rating: fc.constantFrom(...RATINGS, 'good', 'easy'),
    hoursAgo: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 5, maxLength: 30 },
);
const ofLearner = (patch: ScopePatch['patch']): ScopePatch => ({ scope: 'learner', id: '', patch });
const ofPlan = (patch: ScopePatch['patch']): ScopePatch => ({ scope: 'plan', id: 'eks', patch });
const otherDays = fc.constantFrom(
  ofLearner({ zone: 'Pacific/Auckland' }),
  ofLearner({ zone: 'America/Los_Angeles' }),
  ofLearner({ rollover: '00:00' }),
  ofLearner({ rollover: '15:30' }),
);
const otherIntervals = fc.constantFrom(
  ofPlan({ desiredRetention: 0.97 }),
  ofPlan({ desiredRetention: 0.75 }),
  ofPlan({ weights: DEFAULT_SCHEDULER.weights.map((weight, i) => (i < 4 ? weight / 3 : weight)) }),
  ofPlan({ maximumIntervalDays: 3 }),
  ofPlan({ learningSteps: '5m 2h 1d' }),
  ofLearner({ easyDays: [0, 0, 1, 1, 1, 0.5, 1] }),
);

/** Settings of a learner who has given these reviews. */
async function studied(reviews: readonly Reviewed[]) {
  const world = await openDesk();
  await addCards(world, ...CARDS.map((id) => ({ id })));
  const settings = await openSettings({
    store: world.store,
    clock: () => world.now,
    uuid,
    defaults: DEFAULTS,
  });
  for (const { cardId, rating, hoursAgo } of [...reviews].sort((a, b) => b.hoursAgo - a.hoursAgo)) {
    await answer(settings.desk, { cardId, rating, reviewedAtMs: NOON - hoursAgo * HOUR });
  }
  return { world, settings };
}

function dueToday(rows: readonly MemoryRow[], { desk }: SettingsDesk): number {
  const today = studyDayAt(desk, desk.clock());
  return rows.filter(({ due_day: day }) => (day ?? 0) <= today).length;
}

/** Memories without their due times. */
function remembered(rows: readonly MemoryRow[]) {
  return rows.map((row) => ({
    ...row,
    due_at_ms: null,
    due_day: null,
    interval_days: null,
    last_review_id: null,
  }));
}

it('A dry run of a change reports exactly what the change then does.', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyReviews,
      fc.oneof(otherDays, otherIntervals),
      fc.boolean(),
      async (reviews, change, spread) => {
        const { world, settings } = await studied(reviews);
        const [before, log] = [await memories(world), await events(world)];
        const dueBefore = dueToday(before, settings);

        const outcome = await settings.change([change], { dryRun: true, spread });
        expect([await memories(world), await events(world)]).toEqual([before, log]);
        expect(await settings.change([change], { spread })).toEqual(outcome);

        const after = await memories(world);
        const moved = after.filter(({ due_at_ms: at }, i) => at !== before[i]?.due_at_ms).length;
        expect(outcome).toEqual({
          cards: after.length,
          moved,
          dueToday: dueToday(after, settings),
          dueTodayBefore: dueBefore,
        });
        expect((await events(world)).length).toBe(log.length + moved);
        await rebuildMemories(settings.desk);
        expect(await memories(world)).toEqual(after);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

it('Another zone or rollover changes no memory and no study day of a due time.', async () => {
  await fc.assert(
    fc.asyncProperty(anyReviews, otherDays, async (reviews, change) => {
      const { world, settings } = await studied(reviews);
      const before = await memories(world);
      await settings.change([change]);
      const after = await memories(world);
      expect(remembered(after)).toEqual(remembered(before));
      expect(after.map(({ due_day: day }) => day)).toEqual(before.map(({ due_day: day }) => day));
    }),
    { numRuns: 15 },
  );
}, 60_000);

it('Spreading postpones only cards that a change makes due today, and none beyond its former due day.', async () => {
  await fc.assert(
    fc.asyncProperty(anyReviews, otherIntervals, async (reviews, change) => {
      const [one, other] = [await studied(reviews), await studied(reviews)];
      const before = await memories(one.world);
      await one.settings.change([change]);
      await other.settings.change([change], { spread: true });
      const [atOnce, spread] = [await memories(one.world), await memories(other.world)];
      expect(remembered(spread)).toEqual(remembered(atOnce));
      const today = studyDayAt(one.settings.desk, NOON);
      for (const [i, { state, due_day: day }] of atOnce.entries()) {
        const was = before[i]?.due_day ?? 0;
        const is = spread[i]?.due_day ?? 0;
        const isSurplus = state === 'review' && was > today && (day ?? 0) <= today;
        if (!isSurplus) expect(is).toBe(day);
        else expect(is === day || (is > today && is <= was)).toBe(true);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
