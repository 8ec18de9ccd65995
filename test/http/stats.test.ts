import { describe, expect, it } from 'vitest';
import type {
  AnswerStats,
  CalibrationStats,
  DaysStats,
  DistributionStats,
  ForecastStats,
  HardestStats,
  HourStats,
  RetentionStats,
  StreakStats,
  TodayStats,
} from '../../server/http/schemas.ts';
import { grading, openWorld } from '../support/tenax.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);

/** Two cards learned ten days ago, of which one is remembered today. */
async function openStudied() {
  const world = await openWorld();
  const review = (cardId: string, rating: string, atMs: number) =>
    world.send('POST', '/api/reviews', {
      ...grading(cardId, rating, { durationMs: 30_000 }),
      reviewedAt: new Date(atMs).toISOString(),
    });
  world.time.nowMs = NOON;
  await review('pod-ip-source', 'easy', NOON - 10 * DAY);
  await review('pod-ip-plugin', 'easy', NOON - 10 * DAY);
  await review('pod-ip-source', 'good', NOON - DAY / 24);
  await review('pod-ip-plugin', 'again', NOON);
  return { ...world, review };
}

describe('GET /api/stats', () => {
  it('/today returns what was done and what is left', async () => {
    const world = await openStudied();
    const { body } = await world.get<TodayStats>('/api/stats/today');
    expect(body).toEqual({
      asOf: '2026-11-23T12:00:00.000Z',
      studyDay: '2026-11-23',
      reviews: 2,
      cards: 2,
      newCards: 0,
      minutes: 1,
      crammed: { reviews: 0, minutes: 0 },
      secondsPerReview: 30,
      answers: { again: 1, hard: 0, good: 1, easy: 0 },
      retention: {
        young: { reviews: 2, passed: 1, percent: 50 },
        mature: { reviews: 0, passed: 0, percent: null },
        all: { reviews: 2, passed: 1, percent: 50 },
      },
      left: 2,
    });
  });

  it('/days returns a year of days, and follows reviews and undos', async () => {
    const world = await openStudied();
    const { body } = await world.get<DaysStats>('/api/stats/days');
    expect(body).toMatchObject({ from: '2025-11-24', to: '2026-11-23' });
    expect(body.days.map(({ studyDay, reviews }) => [studyDay, reviews])).toEqual([
      ['2026-11-13', 2],
      ['2026-11-23', 2],
    ]);
    expect(body.total).toEqual({ days: 2, reviews: 4, newCards: 2, minutes: 2 });
    const more = grading('prefix-delegation');
    await world.send('POST', '/api/reviews', more);
    expect((await world.get<DaysStats>('/api/stats/days')).body.total.reviews).toBe(5);
    await world.send('DELETE', `/api/reviews/${more.id}`);
    expect((await world.get<DaysStats>('/api/stats/days')).body).toEqual(body);
    await world.restart();
    expect((await world.get<DaysStats>('/api/stats/days')).body).toEqual(body);
  });

  it('/retention returns what its percentages rest on', async () => {
    const world = await openStudied();
    const { body } = await world.get<RetentionStats>('/api/stats/retention?by=week');
    expect(body.periods).toMatchObject([{ start: '2026-11-23', young: { reviews: 2, percent: 50 } }]);
    expect(body.total.all).toEqual({ reviews: 2, passed: 1, percent: 50 });
  });

  it('/calibration compares prediction and outcome', async () => {
    const world = await openStudied();
    const { body } = await world.get<CalibrationStats>('/api/stats/calibration');
    expect(body.bins).toHaveLength(10);
    expect(body).toMatchObject({ reviews: 2, measuredPercent: 50 });
    expect(body.bins.reduce((sum, bin) => sum + bin.reviews, 0)).toBe(2);
    // After easy, stability is 8.2956 days: ten days later R = 0.88, once right and once wrong.
    expect(body.predictedPercent).toBeCloseTo(88.7, 0);
    expect(body.logLoss).toBeCloseTo(-(Math.log(0.887) + Math.log(0.113)) / 2, 1);
    expect(body.rmseBins).toBeCloseTo(0.387, 2);
  });

  it('/answers and /hours return which buttons were pressed, and when', async () => {
    const world = await openStudied();
    const { body } = await world.get<AnswerStats>('/api/stats/answers');
    expect(body.learning).toEqual({ again: 0, hard: 0, good: 0, easy: 2 });
    expect(body.young).toEqual({ again: 1, hard: 0, good: 1, easy: 0 });
    const hours = (await world.get<HourStats>('/api/stats/hours')).body.hours;
    expect(hours).toHaveLength(24);
    expect(hours[11]).toEqual({ hour: 11, reviews: 1, retention: { reviews: 1, passed: 1, percent: 100 } });
    expect(hours[12]).toMatchObject({ reviews: 3, retention: { reviews: 1, percent: 0 } });
  });

  it('/forecast, /distributions and /hardest return the present state of the cards', async () => {
    const world = await openStudied();
    const forecast = (await world.get<ForecastStats>('/api/stats/forecast?days=365')).body;
    expect(forecast.days).toHaveLength(365);
    expect(forecast).toMatchObject({ studyDay: '2026-11-23', overdue: 0, unseen: 1 });
    expect(forecast.days.reduce((sum, { due }) => sum + due, forecast.later)).toBe(2);
    const { body } = await world.get<DistributionStats>('/api/stats/distributions?topic=k8s/pod-networking');
    expect(body).toMatchObject({ seen: 2, unseen: 1 });
    const hardest = (await world.get<HardestStats>('/api/stats/hardest?limit=1&plan=k8s')).body.cards;
    expect(hardest).toMatchObject([
      { cardId: 'pod-ip-plugin', prompt: 'Which plugin gives it?', lapses: 1, reviews: 2 },
    ]);
  });

  it('/streak returns its rule', async () => {
    const world = await openStudied();
    const { body } = await world.get<StreakStats>('/api/stats/streak');
    expect(body).toMatchObject({
      current: { from: '2026-11-23', to: '2026-11-23', days: 1 },
      longest: { days: 1 },
      isTodayDone: true,
      days: 2,
      since: '2026-11-13',
    });
    expect(body.rule).toContain('at least one card was answered');
  });

  it.each([
    ['/api/stats/days?from=2026-11-24&to=2026-11-23', 400, 'urn:tenax:invalid-request'],
    ['/api/stats/days?from=2026-02-30', 400, 'urn:tenax:invalid-request'],
    ['/api/stats/hours?to=yesterday', 400, 'urn:tenax:invalid-request'],
    ['/api/stats/retention?by=year', 400, 'urn:tenax:invalid-request'],
    ['/api/stats/forecast?days=0', 400, 'urn:tenax:invalid-request'],
    ['/api/stats/hardest?topic=k8s/nothing', 404, 'urn:tenax:unknown-topic'],
    ['/api/stats/distributions?plan=nothing', 404, 'urn:tenax:unknown-plan'],
  ])('refuses %s with a problem document', async (url, status, type) => {
    const world = await openWorld();
    const answer = await world.get<{ readonly status: number; readonly type: string }>(url);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, type });
  });
});
