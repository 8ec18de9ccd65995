import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createApp } from '../../server/app.ts';
import { createBackups } from '../../server/backup/backups.ts';
import { readGaps } from '../../server/gap/read.ts';
import type { LearnerServices } from '../../server/http/learner.ts';
import type { Due, GapProposal, Queue, StreakStats, TodayStats, Topic } from '../../server/http/schemas.ts';
import { createLibrary } from '../../server/library/library.ts';
import { createOptimizer } from '../../server/optimize/job.ts';
import { createRenderer } from '../../server/render/renderer.ts';
import { asLearnerId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION, NO_EASY_DAYS } from '../../server/schedule/settings.ts';
import { openSettings } from '../../server/settings/settings.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { counting } from '../store/counting.ts';
import { uuid } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { grading, SAMPLE } from '../support/tenax.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;
const HOST = 'localhost:4816';
const LEARNERS = ['ada', 'bob'] as const;
type LearnerId = (typeof LEARNERS)[number];

/** One store and one library, with a desk for each of two learners. The header `learner` names the learner of a request. */
async function openForTwo() {
  const folder = await temporaryFolder();
  const decks = join(folder, 'decks');
  for (const [path, text] of Object.entries(SAMPLE)) {
    await mkdir(dirname(join(decks, path)), { recursive: true });
    await writeFile(join(decks, path), text);
    await utimes(join(decks, path), new Date(0), new Date(0));
  }
  const opened = await openStore({ file: join(folder, 'tenax.db'), migrations });
  onTestFinished(() => opened.close());
  const { store, reads } = counting(opened);
  const time = { nowMs: NOON };
  const clock = () => time.nowMs;
  const services = new Map<string, LearnerServices>();
  for (const id of LEARNERS) {
    const settings = await openSettings({
      store,
      clock,
      uuid,
      defaults: {
        learner: { id: asLearnerId(id), zone: 'UTC', rolloverMinutes: 240, easyDays: NO_EASY_DAYS },
        scheduler: DEFAULT_SCHEDULER,
        sessionSettings: DEFAULT_SESSION,
      },
    });
    services.set(id, { desk: settings.desk, settings, optimizer: createOptimizer(settings, () => {}) });
  }
  const library = createLibrary({
    root: decks,
    trash: join(folder, 'trash'),
    store,
    clock,
    uuid,
    shelved: async (tx, planIds, pause) => {
      for (const { desk } of services.values()) await readGaps(tx, desk, planIds, pause);
    },
    warn: () => {},
  });
  await library.scan();
  const asked: string[] = [];
  const servicesOf = async (learnerId: string): Promise<LearnerServices> => {
    asked.push(learnerId);
    const found = services.get(learnerId);
    if (!found) throw new Error(`There is no learner ${learnerId}.`);
    return found;
  };
  const { desk } = await servicesOf('ada');
  asked.pop();
  const app = await createApp(
    { store, library, backups: createBackups(desk, join(folder, 'backups'), 0), renderer: createRenderer() },
    {
      webRoot: folder,
      hosts: () => [HOST],
      log: () => {},
      learnerOf: ({ headers }) => asLearnerId(String(headers.learner)),
      servicesOf,
    },
  );
  onTestFinished(() => app.close());
  const inject = (
    learner: LearnerId | null,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ) =>
    app.inject({
      method,
      url,
      headers: { host: HOST, ...(learner && { learner }) },
      ...(body && { payload: body }),
    });
  return {
    time,
    asked,
    reads,
    inject,
    async get<T>(learner: LearnerId, url: string): Promise<T> {
      const answer = await inject(learner, 'GET', url);
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json();
    },
    async send(learner: LearnerId, method: 'POST' | 'PATCH', url: string, body: object): Promise<void> {
      const answer = await inject(learner, method, url, body);
      expect(answer.statusCode, answer.body).toBeLessThan(300);
    },
  };
}

type ForTwo = Awaited<ReturnType<typeof openForTwo>>;

/** Everything a learner sees that their own answers change. */
const VIEWS = [
  '/api/due',
  '/api/queue',
  '/api/queue?mode=ahead',
  '/api/queue?mode=cram',
  '/api/reviews',
  '/api/cards',
  '/api/cards/pod-ip-source',
  '/api/topics',
  '/api/topics/k8s/pod-networking',
  '/api/gaps',
  '/api/gaps/proposals',
  '/api/plans/k8s/report',
  '/api/settings',
  '/api/plans/k8s/settings',
  '/api/stats/today',
  '/api/stats/moved',
  '/api/stats/days',
  '/api/stats/forecast',
  '/api/stats/retention',
  '/api/stats/calibration',
  '/api/stats/distributions',
  '/api/stats/answers',
  '/api/stats/hours',
  '/api/stats/hardest',
  '/api/stats/streak',
  '/api/export/reviews.csv',
] as const;

/** All views of a learner, by address. */
async function seenBy(world: ForTwo, learner: LearnerId): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for (const url of VIEWS) {
    const answer = await world.inject(learner, 'GET', url);
    expect(answer.statusCode, url).toBe(200);
    seen.set(url, answer.body);
  }
  return seen;
}

describe('two learners of one library', () => {
  it('see nothing of what the other one answers, suspends or sets', async () => {
    const world = await openForTwo();
    // Both have begun, so that the values settled for the day exist for both.
    for (const learner of LEARNERS) {
      await world.send(learner, 'POST', '/api/reviews', grading('pod-ip-plugin', 'easy'));
    }
    world.time.nowMs += 40 * DAY;
    const before = await seenBy(world, 'bob');
    const adaBefore = await seenBy(world, 'ada');
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'good', { durationMs: 5_000 }));
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-plugin', 'again', { durationMs: 5_000 }));
    await world.send(
      'ada',
      'POST',
      '/api/reviews',
      grading('prefix-delegation', 'good', { durationMs: 5_000 }),
    );
    await world.send('ada', 'POST', '/api/cards/pod-ip-source/acts', { id: uuid(), act: 'suspend' });
    await world.send('ada', 'PATCH', '/api/plans/k8s/settings', { newPerDay: 0, desiredRetention: 0.8 });
    await world.send('ada', 'PATCH', '/api/settings', { easyDays: [1, 1, 1, 1, 1, 0, 0] });

    const after = await seenBy(world, 'bob');
    for (const url of VIEWS) expect(after.get(url), url).toBe(before.get(url));
    const moved = await seenBy(world, 'ada');
    const unmoved = VIEWS.filter((url) => moved.get(url) === adaBefore.get(url));
    // A suggestion takes three lapses, and a report shows the start of the study day.
    expect(unmoved).toEqual(['/api/gaps/proposals', '/api/plans/k8s/report']);
  });

  it('each have their own due cards, topics, streak and gaps', async () => {
    const world = await openForTwo();
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const due = async (learner: LearnerId) => (await world.get<Due>(learner, '/api/due')).total;
    expect([await due('ada'), await due('bob')]).toEqual([2, 3]);
    const first = async (learner: LearnerId) => (await world.get<Queue>(learner, '/api/queue')).cards.length;
    expect([await first('ada'), await first('bob')]).toEqual([2, 3]);
    const seen = async (learner: LearnerId) =>
      (await world.get<Topic[]>(learner, '/api/topics')).map(({ cards }) => cards.seen);
    expect([await seen('ada'), await seen('bob')]).toEqual([
      [1, 0],
      [0, 0],
    ]);
    const today = async (learner: LearnerId) =>
      (await world.get<TodayStats>(learner, '/api/stats/today')).reviews;
    expect([await today('ada'), await today('bob')]).toEqual([1, 0]);
    const streak = async (learner: LearnerId) =>
      (await world.get<StreakStats>(learner, '/api/stats/streak')).days;
    expect([await streak('ada'), await streak('bob')]).toEqual([1, 0]);
  });

  it('may use the same id, which names a review of each', async () => {
    const world = await openForTwo();
    const review = grading('pod-ip-source', 'good');
    const answers = [];
    for (const learner of LEARNERS) answers.push(await world.inject(learner, 'POST', '/api/reviews', review));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    await world.inject('ada', 'DELETE', `/api/reviews/${review.id}`);
    const undone = async (learner: LearnerId) =>
      (await world.get<{ reviews: { undone: boolean }[] }>(learner, '/api/reviews')).reviews.map(
        (one) => one.undone,
      );
    expect([await undone('ada'), await undone('bob')]).toEqual([[true], [false]]);
  });

  it('get gaps suggested by their own lapses alone', async () => {
    const world = await openForTwo();
    for (let lapse = 0; lapse < 3; lapse++) {
      await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'easy'));
      world.time.nowMs += DAY;
      await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'again'));
      world.time.nowMs += DAY;
    }
    const proposed = async (learner: LearnerId) =>
      (await world.get<GapProposal[]>(learner, '/api/gaps/proposals')).length;
    expect([await proposed('ada'), await proposed('bob')]).toEqual([1, 0]);
  });

  it('have metrics of their own due cards', async () => {
    const world = await openForTwo();
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const fresh = async (learner: LearnerId) =>
      /^tenax_due_cards\{kind="new"\} (\d+)$/m.exec(
        (await world.inject(learner, 'GET', '/metrics')).body,
      )?.[1];
    expect([await fresh('ada'), await fresh('bob')]).toEqual(['2', '3']);
  });
});

describe('the learner of a request', () => {
  it('is resolved once by each route that needs one', async () => {
    const world = await openForTwo();
    await world.get('bob', '/api/queue');
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source'));
    expect(world.asked).toEqual(['bob', 'ada']);
  });

  it.each([
    '/healthz',
    '/readyz',
    '/api/plans',
    '/api/problems',
    '/api/backups',
    '/api/openapi.json',
    '/',
    '/nothing',
  ])('is not asked for by %s', async (url) => {
    const world = await openForTwo();
    await world.inject(null, 'GET', url);
    expect(world.asked).toEqual([]);
  });
});

describe('the answer to a grade', () => {
  it.each(['good', 'again'])(
    'of %s is made from what was recorded, without reading the card again',
    async (rating) => {
      const world = await openForTwo();
      await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'easy'));
      world.time.nowMs += 1_000;
      const before = world.reads();
      const answer = await world.inject('ada', 'POST', '/api/reviews', grading('pod-ip-source', rating));
      expect(world.reads() - before).toBe(0);
      const now = await world.get<object>('ada', '/api/cards/pod-ip-source');
      expect(now).toMatchObject(answer.json().card);
    },
  );

  it('is the present card, also after an act and its undo', async () => {
    const world = await openForTwo();
    const now = () => world.get<object>('ada', '/api/cards/pod-ip-source');
    const lapse = grading('pod-ip-source', 'again');
    await world.send('ada', 'POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    world.time.nowMs += 30 * DAY;
    for (const act of ['suspend', 'bury', 'unsuspend']) {
      const acted = await world.inject('ada', 'POST', '/api/cards/pod-ip-source/acts', { id: uuid(), act });
      expect(await now()).toMatchObject(acted.json());
    }
    await world.send('ada', 'POST', '/api/reviews', lapse);
    const repeated = await world.inject('ada', 'POST', '/api/reviews', lapse);
    expect(await now()).toMatchObject(repeated.json().card);
    const undone = await world.inject('ada', 'DELETE', `/api/reviews/${lapse.id}`);
    expect(undone.json().card).toMatchObject({ lapses: 0, reps: 1 });
    expect(await now()).toMatchObject(undone.json().card);
    const expected = { expectedLastReviewId: null };
    const refused = await world.inject(
      'ada',
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'good', expected),
    );
    expect(refused.statusCode).toBe(409);
    expect(await now()).toMatchObject(refused.json().card);
  });
});
