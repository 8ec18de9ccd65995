import { describe, expect, it } from 'vitest';
import type { Gap } from '../../server/http/schemas.ts';
import { DAY, uuid } from '../support/desk.ts';
import { DECK, grading, openWorld, PLAN, type World } from '../support/tenax.ts';

const GAP = 'Prefix delegation';
const CARD = 'prefix-delegation';

async function gapOf({ get }: World, text = GAP): Promise<Gap> {
  const gap = (await get<Gap[]>('/api/gaps')).body.find((one) => one.text === text);
  if (!gap) throw new Error(`The gap "${text}" is not listed.`);
  return gap;
}

const stagesOf = ({ changes }: Gap) => changes.map(({ status }) => status);

async function review(world: World, rating: string, more: object = {}, card = CARD): Promise<string> {
  const sent = grading(card, rating, more);
  expect((await world.send('POST', '/api/reviews', sent)).status).toBe(201);
  return sent.id;
}

/** Answers a card every three days until its gap is closed. */
async function close(world: World, card = CARD): Promise<void> {
  for (let day = 0; (await gapOf(world)).status !== 'closed'; day++) {
    if (day > 10) throw new Error('The gap does not close.');
    await review(world, 'good', {}, card);
    world.time.nowMs += 3 * DAY;
  }
}

async function rewrite(world: World, path: string, text: string): Promise<void> {
  world.time.nowMs += 60_000;
  await world.write(path, text);
  await world.tenax.library.scan();
}

describe('the life of a gap', () => {
  it('goes from open through carded and learning to closed, each change with its time', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN });
    const found = new Date(world.time.nowMs).toISOString();
    expect(await gapOf(world)).toMatchObject({
      status: 'open',
      since: found,
      changes: [{ status: 'open', at: found, cardId: null }],
      recallPercent: null,
      stabilityDays: null,
    });
    world.time.nowMs += DAY;
    await rewrite(world, 'k8s/pod-networking.md', DECK);
    world.time.nowMs += DAY;
    await review(world, 'good');
    const learning = await gapOf(world);
    expect(stagesOf(learning)).toEqual(['open', 'carded', 'learning']);
    expect(learning.changes.at(-1)).toEqual({
      status: 'learning',
      at: new Date(world.time.nowMs).toISOString(),
      cardId: CARD,
    });
    await close(world);
    const closed = await gapOf(world);
    expect(stagesOf(closed)).toEqual(['open', 'carded', 'learning', 'closed']);
    expect(closed.stabilityDays).toBeGreaterThanOrEqual(21);
    expect((await world.get<Gap[]>('/api/gaps?status=closed')).body).toEqual([closed]);
    expect((await world.get<Gap[]>('/api/gaps?status=reopened')).body).toEqual([]);
  });

  it('stays closed while recall falls, and reopens when one of its cards lapses', async () => {
    const world = await openWorld();
    await close(world);
    world.time.nowMs += 400 * DAY;
    expect(await gapOf(world)).toMatchObject({ status: 'closed' });
    expect((await gapOf(world)).recallPercent).toBeLessThan(80);
    await review(world, 'again');
    const reopened = await gapOf(world);
    expect(reopened).toMatchObject({ status: 'reopened', since: new Date(world.time.nowMs).toISOString() });
    expect((await world.get<Gap[]>('/api/gaps?status=reopened')).body).toEqual([reopened]);
    await close(world);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'closed', 'reopened', 'closed']);
  });

  it('loses the reopening when the lapse is undone', async () => {
    const world = await openWorld();
    await close(world);
    const closed = (await gapOf(world)).changes;
    const lapse = await review(world, 'again');
    await world.send('DELETE', `/api/reviews/${lapse}`);
    expect((await gapOf(world)).changes).toEqual(closed);
  });

  it('reopens at the time of a lapse that arrives late', async () => {
    const world = await openWorld();
    await close(world);
    const lapsedMs = world.time.nowMs;
    world.time.nowMs += 5 * DAY;
    await review(world, 'good');
    expect((await gapOf(world)).status).toBe('closed');
    await review(world, 'again', { reviewedAt: new Date(lapsedMs).toISOString() });
    const { changes } = await gapOf(world);
    expect(changes.find(({ status }) => status === 'reopened')?.at).toBe(new Date(lapsedMs).toISOString());
  });

  it('goes back to learning when it gets another card, until that card is known', async () => {
    const world = await openWorld();
    await close(world);
    const cards = [{ id: 'prefix-size', prompt: 'How many addresses has a /28?', answer: '16' }];
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text: GAP, cards });
    expect(stagesOf(await gapOf(world)).slice(-2)).toEqual(['closed', 'learning']);
    await review(world, 'easy', {}, 'prefix-size');
    expect((await gapOf(world)).status).toBe('learning');
    await close(world, 'prefix-size');
    expect((await gapOf(world)).cards).toEqual({ total: 2, seen: 2 });
  });

  it('does not close while one of its cards is suspended and unknown', async () => {
    const world = await openWorld();
    const cards = [{ id: 'prefix-size', prompt: 'How many addresses has a /28?', answer: '16' }];
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text: GAP, cards });
    const suspended = { id: uuid(), act: 'suspend' };
    expect((await world.send('POST', '/api/cards/prefix-size/acts', suspended)).status).toBe(201);
    await expect(close(world)).rejects.toThrow('does not close');
    // A card that is no longer in the file does not count.
    await rewrite(world, 'k8s/pod-networking.md', DECK);
    await close(world);
  });

  it('starts over when its card is reset', async () => {
    const world = await openWorld();
    await close(world);
    await world.send('POST', `/api/cards/${CARD}/acts`, { id: uuid(), act: 'reset' });
    expect((await gapOf(world)).status).toBe('carded');
  });

  it('keeps its history when the gap is reworded', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const { changes } = await gapOf(world);
    await rewrite(world, 'k8s/plan.md', PLAN.replace(GAP, 'Prefix delegation on ENIs'));
    expect((await gapOf(world, 'Prefix delegation on ENIs')).changes).toEqual(changes);
  });

  it('keeps its history when its deck and so its topic are renamed', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const { changes } = await gapOf(world);
    await world.write('k8s/networking.md', DECK);
    const { rm } = await import('node:fs/promises');
    await rm(`${world.decks}/k8s/pod-networking.md`);
    await world.tenax.library.scan();
    const gap = await gapOf(world);
    expect(gap.topic.id).toBe('k8s/networking');
    expect(gap.changes.slice(0, changes.length)).toEqual(changes);
  });

  it('ends when the author moves the gap to covered, and continues when it is moved back', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const covered = PLAN.replace('\n**Gaps:**\n- Prefix delegation\n', `- ${GAP}\n`);
    await rewrite(world, 'k8s/plan.md', covered);
    expect((await world.get<Gap[]>('/api/gaps')).body).toEqual([]);
    await rewrite(world, 'k8s/plan.md', PLAN);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'covered', 'learning']);
  });

  it('continues with the state of its cards when the gap returns to the plan', async () => {
    const world = await openWorld();
    await review(world, 'good');
    await rewrite(world, 'k8s/plan.md', PLAN.replace('\n**Gaps:**\n- Prefix delegation\n', ''));
    await rewrite(world, 'k8s/plan.md', PLAN);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'gone', 'learning']);
  });

  it('does not change with settings until the next review', async () => {
    const world = await openWorld();
    await close(world);
    const url = '/api/plans/k8s/settings';
    expect((await world.send('PATCH', url, { desiredRetention: 0.97 })).status).toBe(200);
    const { changes } = await gapOf(world);
    expect(changes.at(-1)?.status).toBe('closed');
    await review(world, 'good');
    expect((await gapOf(world)).changes).toEqual(changes);
    await review(world, 'again');
    expect((await gapOf(world)).status).toBe('reopened');
  });

  it('starts with the effect of an imported history at the time when Tenax first saw the gap', async () => {
    const world = await openWorld();
    const at = (day: number) => new Date(world.time.nowMs - day * DAY).toISOString();
    const reviews = [60, 59, 50, 20].map((day) => ({ cardId: CARD, rating: 'good', reviewedAt: at(day) }));
    expect((await world.send('POST', '/api/import/reviews', { reviews })).status).toBe(200);
    expect((await gapOf(world)).changes).toEqual([{ status: 'closed', at: at(0), cardId: null }]);
  });

  it('is the same after a restart', async () => {
    const world = await openWorld();
    await close(world);
    const before = await gapOf(world);
    await world.restart();
    expect(await gapOf(world)).toEqual(before);
  });
});
