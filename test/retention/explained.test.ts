import { expect, it } from 'vitest';
import type { ReviewResult, TopicDetail } from '../../server/http/schemas.ts';
import { grading, openWorld, PLAN, type World } from '../support/tenax.ts';

const DECK = `# Pod Networking

## Covered: Where a Pod's IP comes from

### Explain: a Pod's \`start\`
<!-- id: pod-start -->

- [ ] the scheduler binds it
- [ ] the kubelet sees it
- [ ] the runtime starts it

### Explain: a Pod's end
<!-- id: pod-end -->

- [ ] it is marked
- [ ] it gets SIGTERM
`;

async function openExercises(): Promise<World> {
  return openWorld({ 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': DECK });
}

async function explain(world: World, points: readonly boolean[], more: object = {}) {
  world.time.nowMs += 3_600_000;
  const body = grading('pod-start', 'good', { points, ...more });
  return (await world.send<ReviewResult>('POST', '/api/reviews', body)).body;
}

async function explainedIn(world: World) {
  return (await world.get<TopicDetail>('/api/topics/k8s/pod-networking')).body.explained;
}

it('The scores of all explanations are kept, oldest first.', async () => {
  const world = await openExercises();
  expect(await explainedIn(world)).toEqual([]);
  await explain(world, [true, false, false]);
  await explain(world, [true, true, false]);
  await explain(world, [true, true, true]);
  const [exercise, ...others] = await explainedIn(world);
  expect(others).toEqual([]);
  expect(exercise).toMatchObject({ cardId: 'pod-start', prompt: "Explain: a Pod's start" });
  expect(exercise?.scores.map(({ percent }) => percent)).toEqual([33.3, 66.7, 100]);
  expect(exercise?.scores[1]).toEqual({
    at: new Date(world.time.nowMs - 3_600_000).toISOString(),
    percent: 66.7,
    points: [true, true, false],
  });
});

it('The scores include practice and what came before a reset, but no undone reviews and none without points.', async () => {
  const world = await openExercises();
  await explain(world, [false, false, false]);
  const act = { id: '0b51a1e6-8d2e-4f29-8f5a-2a8e6f8ed0a1', act: 'reset' };
  await world.send('POST', '/api/cards/pod-start/acts', act);
  await explain(world, [true, true, false], { mode: 'cram' });
  const { reviewId } = await explain(world, [true, true, true]);
  await world.send('POST', '/api/reviews', grading('pod-start'));
  await world.send('DELETE', `/api/reviews/${reviewId}`);
  const [exercise] = await explainedIn(world);
  expect(exercise?.scores.map(({ percent }) => percent)).toEqual([0, 66.7]);
});
