import { describe, expect, it } from 'vitest';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { grading, openWorld, SAMPLE, type World } from '../support/tenax.ts';

const STORAGE = `# Storage

## Covered: Access modes

### What does ReadWriteOnce allow?
<!-- id: rwo -->

One node.
`;
const MOVED = `
### Where does a Pod's IP come from on EKS?
<!-- id: pod-ip-source -->

From the node's subnet.
`;
const FILES = { ...SAMPLE, 'k8s/storage.md': STORAGE };

const memories = ({ tenax }: World) =>
  tenax.desk.store.read.selectFrom('memories').selectAll().orderBy('card_id').execute();

/** Expects the kept memories to equal those folded from the log by the settings in effect. */
async function isAsRebuilt(world: World): Promise<void> {
  const kept = await memories(world);
  await rebuildMemories(world.tenax.desk);
  expect(await memories(world)).toEqual(kept);
}

async function review(world: World): Promise<void> {
  for (let day = 0; day < 3; day++) {
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    world.time.nowMs += 5 * 86_400_000;
  }
}

/** Other weights and another retention, for one topic. */
const settle = async (world: World, topic: string) => {
  const weights = world.tenax.desk.scheduler.weights.map((weight, index) =>
    index < 4 ? weight / 2 : weight,
  );
  const url = `/api/plans/k8s/settings?topic=${encodeURIComponent(topic)}`;
  expect((await world.send('PATCH', url, { weights, desiredRetention: 0.95 })).status).toBe(200);
};

async function move(world: World): Promise<void> {
  const deck = await world.read('k8s/pod-networking.md');
  await world.write('k8s/storage.md', STORAGE + MOVED);
  await world.write('k8s/pod-networking.md', deck.replace(/### Where does[^#]*/, ''));
  await world.tenax.library.scan();
}

describe('a card that moves to a topic with other settings', () => {
  it('gets the memory and the due time that they give', async () => {
    const world = await openWorld(FILES);
    await settle(world, 'k8s/storage');
    await review(world);
    const [before] = await memories(world);
    await move(world);
    const [after] = await memories(world);
    expect(after?.stability).toBeLessThan(before?.stability ?? 0);
    expect(after?.due_day).toBeLessThan(before?.due_day ?? 0);
    const latest = await world.tenax.desk.store.read
      .selectFrom('events')
      .select(['type', 'cause', 'due_day'])
      .orderBy('at_ms', 'desc')
      .executeTakeFirst();
    expect(latest).toEqual({ type: 'rescheduled', cause: 'moved', due_day: after?.due_day });
    await isAsRebuilt(world);
  });

  it('is unchanged if the settings are the same', async () => {
    const world = await openWorld(FILES);
    await review(world);
    const before = await memories(world);
    await move(world);
    expect(await memories(world)).toEqual(before);
    await isAsRebuilt(world);
  });

  it('gets them, too, if its reviews were imported before it existed', async () => {
    const world = await openWorld(FILES);
    await settle(world, 'k8s/pod-networking');
    const given = { cardId: 'pod-mtu', rating: 'good' };
    const reviews = [30, 20, 5].map((days) => ({
      ...given,
      reviewedAt: new Date(world.time.nowMs - days * 86_400_000).toISOString(),
    }));
    await world.send('POST', '/api/import/reviews', { reviews });
    const deck = await world.read('k8s/pod-networking.md');
    await world.write(
      'k8s/pod-networking.md',
      `${deck}\n### What is its MTU?\n<!-- id: pod-mtu -->\n\n9001.\n`,
    );
    await world.tenax.library.scan();
    await isAsRebuilt(world);
  });
});
