import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backlog, daysToClear } from '../../../server/schedule/queue/backlog.ts';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';

const QUIET: Backlog = {
  heldBack: { new: 0, review: 0 },
  reviewsToday: 200,
  dueOn: () => 0,
  intervalDays: 400,
  settings: DEFAULT_SESSION,
};
const days = (changed: Partial<Backlog>) => daysToClear({ ...QUIET, ...changed });
const settings = (newPerDay: number, reviewsPerDay: number, newCountsAgainstReviews = true) => ({
  ...DEFAULT_SESSION,
  newPerDay,
  reviewsPerDay,
  newCountsAgainstReviews,
});

describe('a backlog', () => {
  it('of zero takes zero days', () => {
    expect(days({ dueOn: () => 500 })).toEqual({ new: 0, review: 0 });
  });

  it('of reviews takes its size divided by the limit in days', () => {
    expect(days({ heldBack: { new: 0, review: 200 } }).review).toBe(1);
    expect(days({ heldBack: { new: 0, review: 201 } }).review).toBe(2);
  });

  it('includes what falls due meanwhile', () => {
    expect(days({ heldBack: { new: 0, review: 300 }, dueOn: (day) => (day <= 2 ? 150 : 0) }).review).toBe(3);
    expect(days({ heldBack: { new: 0, review: 1 }, dueOn: () => 200 }).review).toBeNull();
  });

  it('includes the cards that come back after their answers', () => {
    const few = { heldBack: { new: 0, review: 20 }, reviewsToday: 5, settings: settings(0, 5) };
    expect(days({ ...few, intervalDays: 30 }).review).toBe(4);
    expect(days({ ...few, intervalDays: 1 }).review).toBeNull();
  });

  it('of new cards takes what reviews leave of their limit, if they count against it', () => {
    const held = { heldBack: { new: 60, review: 0 }, dueOn: () => 90 };
    expect(days({ ...held, settings: settings(20, 100) }).new).toBe(6);
    expect(days({ ...held, settings: settings(20, 100, false) }).new).toBe(3);
    expect(days({ ...held, settings: settings(0, 100) }).new).toBeNull();
  });

  it('is never cleared later by a larger limit', () => {
    const backlog = fc.record({
      heldBack: fc.record({ new: fc.nat(100), review: fc.nat(300) }),
      inflow: fc.array(fc.nat(30), { maxLength: 30 }),
      newPerDay: fc.nat(20),
      reviewsPerDay: fc.integer({ min: 1, max: 60 }),
      more: fc.nat(20),
    });
    fc.assert(
      fc.property(backlog, ({ heldBack, inflow, newPerDay, reviewsPerDay, more }) => {
        const within = (limit: number) =>
          days({
            heldBack,
            reviewsToday: 0,
            dueOn: (day) => inflow[day] ?? 0,
            settings: settings(newPerDay, limit),
          });
        const [less, larger] = [within(reviewsPerDay), within(reviewsPerDay + more)];
        for (const kind of ['new', 'review'] as const) {
          expect(larger[kind] ?? Infinity).toBeLessThanOrEqual(less[kind] ?? Infinity);
        }
      }),
    );
  });
});
