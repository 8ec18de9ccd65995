import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLUSTER_DAYS, clusterOf } from '../../server/gap/cluster.ts';
import { listProposals } from '../../server/gap/proposals.ts';
import type { Dismissed, Gap, GapProposal, GapResult, Problem } from '../../server/http/schemas.ts';
import { memoryByCard } from '../../server/log/memories.ts';
import { historyOf } from '../../server/log/rows.ts';
import { act } from '../../server/review/acts.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asLearnerId, asTopicId, type EventId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { ItemRow } from '../../server/store/tables.ts';
import { addCards, newReview, openDesk, uuid } from '../support/desk.ts';
import { grading, openWorld, PLAN, SAMPLE, type World } from '../support/tenax.ts';

const DAY = 86_400_000;
const ITEM: ItemRow = {
  topic_id: asTopicId('eks/pods'),
  key: 'item',
  kind: 'covered',
  text: 'Item',
  detail: '[]',
  position: 0,
  aliases: '[]',
  live: 1,
};
const CARDS = ['pod-ip-source', 'pod-ip-plugin'] as const;

async function review(world: World, cardId: string, rating: string): Promise<string> {
  const sent = grading(cardId, rating);
  expect((await world.send('POST', '/api/reviews', sent)).status).toBe(201);
  return sent.id;
}

/** Lets a card lapse, learns it again within the day, and waits. */
async function lapse(world: World, cardId: string, waitDays = 2): Promise<string> {
  const id = await review(world, cardId, 'again');
  world.time.nowMs += 60_000;
  await review(world, cardId, 'easy');
  world.time.nowMs += waitDays * DAY;
  return id;
}

/** A world with all cards learnt, eight days later. */
async function learnt(files = SAMPLE): Promise<World> {
  const world = await openWorld(files);
  for (const cardId of [...CARDS, 'prefix-delegation']) await review(world, cardId, 'easy');
  world.time.nowMs += 8 * DAY;
  return world;
}

async function failing(): Promise<{ readonly world: World; readonly lapses: readonly string[] }> {
  const world = await learnt();
  const lapses = [];
  for (const cardId of [CARDS[0], CARDS[1], CARDS[0]]) lapses.push(await lapse(world, cardId));
  return { world, lapses };
}

const proposalsIn = async ({ get }: World) => (await get<GapProposal[]>('/api/gaps/proposals')).body;

async function proposalIn(world: World): Promise<GapProposal> {
  const [proposal, ...more] = await proposalsIn(world);
  if (!proposal || more.length > 0) throw new Error('One proposal is wanted.');
  return proposal;
}

describe('a proposed gap', () => {
  it('follows from three lapses within 14 days in any cards of an item', async () => {
    const { world, lapses } = await failing();
    const proposal = await proposalIn(world);
    expect(proposal).toMatchObject({
      id: lapses[2],
      topic: { id: 'k8s/pod-networking', title: 'Pod Networking' },
      item: { text: "Where a Pod's IP comes from" },
      text: "Where a Pod's IP comes from: Where does a Pod's IP come from on EKS?",
    });
    expect(proposal.lapses.map(({ cardId, reviewId }) => [cardId, reviewId])).toEqual([
      [CARDS[0], lapses[0]],
      [CARDS[1], lapses[1]],
      [CARDS[0], lapses[2]],
    ]);
    expect((await world.get<GapProposal[]>('/api/gaps/proposals?topic=k8s/storage')).body).toEqual([]);
    expect((await world.get('/api/gaps/proposals?plan=none')).status).toBe(404);
  });

  it('needs three lapses within 14 days', async () => {
    const world = await learnt();
    await lapse(world, CARDS[0], 6);
    await lapse(world, CARDS[1], 9);
    await lapse(world, CARDS[0], 1);
    expect(await proposalsIn(world)).toEqual([]);
    await lapse(world, CARDS[1], 1);
    expect(await proposalsIn(world)).toHaveLength(1);
  });

  it('does not follow from answers on steps, which are not lapses', async () => {
    const world = await openWorld();
    for (let times = 0; times < 5; times++) await review(world, CARDS[0], 'again');
    expect(await proposalsIn(world)).toEqual([]);
  });

  it('disappears when one of its lapses is undone', async () => {
    const { world, lapses } = await failing();
    await world.send('DELETE', `/api/reviews/${lapses[1]}`);
    expect(await proposalsIn(world)).toEqual([]);
  });

  it('keeps its id when more lapses follow, and expires 30 days after the last one', async () => {
    const { world, lapses } = await failing();
    await lapse(world, CARDS[1], 25);
    expect(await proposalIn(world)).toMatchObject({ id: lapses[2] });
    expect((await proposalIn(world)).lapses).toHaveLength(4);
    world.time.nowMs += 6 * DAY;
    expect(await proposalsIn(world)).toEqual([]);
  });

  it('is not made for an item that is a gap already', async () => {
    const world = await learnt();
    for (let times = 0; times < 3; times++) await lapse(world, 'prefix-delegation');
    expect(await proposalsIn(world)).toEqual([]);
  });
});

describe('the lapses that propose a gap', () => {
  const step = fc.oneof(
    fc.record({ cardId: fc.constantFrom('a', 'b'), rating: fc.constantFrom(...RATINGS, 'again') }),
    fc.record({ days: fc.constantFrom(0.01, 1, 3, 5) }),
    fc.record({ undo: fc.constant('last') }),
    fc.record({ reset: fc.constantFrom('a', 'b') }),
  );

  it('are those that the memories of the cards count', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const desk = await openDesk();
        await addCards(desk, { id: 'a', item_key: 'item' }, { id: 'b', item_key: 'item' });
        await desk.store.write((tx) => tx.insertInto('items').values(ITEM).execute());
        let lapses: { readonly id: EventId; readonly atMs: number }[] = [];
        let last: string | null = null;
        const lapsesOf = async (id: string) => {
          const { memory } = historyOf(
            await memoryByCard.first(desk.store.read, { learner: asLearnerId('default'), id: asCardId(id) }),
          );
          return memory.state === 'new' ? 0 : memory.lapses;
        };
        for (const step of steps) {
          desk.now += 60_000;
          if ('days' in step) desk.now += step.days * DAY;
          else if ('cardId' in step) {
            const before = await lapsesOf(step.cardId);
            const review = newReview(step);
            await record(desk, review);
            if ((await lapsesOf(step.cardId)) > before) lapses.push({ id: review.id, atMs: desk.now });
            last = review.id;
          } else if ('reset' in step)
            await act(desk, { id: asEventId(uuid()), cardId: asCardId(step.reset), act: 'reset' });
          else if (last !== null) {
            const undone = last;
            await undo(desk, asEventId(undone));
            lapses = lapses.filter(({ id }) => id !== undone);
            last = null;
          }
        }
        const recent = lapses.filter(({ atMs }) => atMs > desk.now - 44 * DAY);
        const cluster = clusterOf(recent);
        const lastMs = cluster?.lapses.at(-1)?.atMs ?? 0;
        const proposed = await listProposals(desk);
        expect(proposed.map(({ lapses }) => lapses.map(({ id }) => id))).toEqual(
          cluster && lastMs >= desk.now - 30 * DAY ? [cluster.lapses.map(({ id }) => id)] : [],
        );
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('accepting a proposed gap', () => {
  it('writes it into the plan with its cards, only once even if it is sent again', async () => {
    const { world } = await failing();
    const { id, text } = await proposalIn(world);
    const body = { cards: [{ id: 'node-subnet', prompt: 'Which subnet is it?', answer: "The node's." }] };
    const accept = () => world.send<GapResult>('POST', `/api/gaps/proposals/${id}/accept`, body);
    const accepted = await accept();
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ gap: { text, status: 'carded' }, addedCards: ['node-subnet'] });
    expect(await world.read('k8s/plan.md')).toBe(
      PLAN.replace('- Prefix delegation\n', `- Prefix delegation\n- ${text}\n`),
    );
    const again = await accept();
    expect([again.status, again.body.addedCards]).toEqual([200, []]);
    expect(await proposalsIn(world)).toEqual([]);
  });

  it('can give it another text', async () => {
    const { world } = await failing();
    const { id } = await proposalIn(world);
    const url = `/api/gaps/proposals/${id.toUpperCase()}/accept`;
    expect((await world.send('POST', url, { text: 'Addresses of Pods' })).status).toBe(201);
    expect((await world.send('POST', url, { text: 'Addresses of Pods' })).status).toBe(200);
    expect((await world.send('POST', url, {})).status).toBe(200);
    const other = await world.send<Problem>('POST', url, { text: 'Something else' });
    expect(other).toMatchObject({
      status: 409,
      body: { type: 'urn:tenax:proposal-decided', decision: 'accepted', text: 'Addresses of Pods' },
    });
    expect((await world.get<Gap[]>('/api/gaps')).body.map(({ text }) => text)).toContain('Addresses of Pods');
  });

  it('decides nothing if the text is rejected', async () => {
    const { world } = await failing();
    const { id, item } = await proposalIn(world);
    const refused = await world.send('POST', `/api/gaps/proposals/${id}/accept`, { text: item.text });
    expect(refused.status).toBe(400);
    expect(await proposalsIn(world)).toHaveLength(1);
  });
});

describe('dismissing a proposed gap', () => {
  it('silences its lapses for good, but not three new ones', async () => {
    const { world } = await failing();
    const { id } = await proposalIn(world);
    const dismiss = () => world.send<Dismissed>('POST', `/api/gaps/proposals/${id}/dismiss`);
    const dismissed = await dismiss();
    expect(dismissed.status).toBe(200);
    world.time.nowMs += DAY;
    expect((await dismiss()).body).toEqual(dismissed.body);
    await lapse(world, CARDS[0]);
    await lapse(world, CARDS[1]);
    expect(await proposalsIn(world)).toEqual([]);
    await lapse(world, CARDS[0]);
    const next = await proposalIn(world);
    expect(next.id).not.toBe(id);
    expect(next.lapses).toHaveLength(3);
    const accepted = await world.send<Problem>('POST', `/api/gaps/proposals/${id}/accept`, {});
    expect(accepted.status).toBe(409);
    expect(accepted.body.detail).toContain('dismissed');
  });

  it('still counts when the item is reworded', async () => {
    const { world } = await failing();
    const { id } = await proposalIn(world);
    await world.send('POST', `/api/gaps/proposals/${id}/dismiss`);
    await world.write('k8s/plan.md', PLAN.replace("a Pod's IP comes", "a Pod's IP address comes"));
    await world.tenax.library.scan();
    expect(await proposalsIn(world)).toEqual([]);
  });

  it('fails for a gap that was not proposed', async () => {
    const { world, lapses } = await failing();
    for (const what of ['accept', 'dismiss']) {
      const unknown = await world.send<Problem>('POST', `/api/gaps/proposals/${lapses[0]}/${what}`, {});
      expect([unknown.status, unknown.body.type]).toEqual([404, 'urn:tenax:unknown-proposal']);
    }
  });
});

describe('a cluster of lapses', () => {
  const lapses = fc
    .uniqueArray(fc.integer({ min: 0, max: 100 * DAY }), { maxLength: 12 })
    .map((times) => times.map((atMs) => ({ id: asEventId(`at ${atMs}`), atMs })));

  it('exists if any three lapses lie within 14 days, and begins with such three', () => {
    fc.assert(
      fc.property(lapses, (all) => {
        const times = all.map(({ atMs }) => atMs).sort((a, b) => a - b);
        const isClustered = times.some((atMs, i) => atMs - (times[i - 2] ?? -Infinity) <= CLUSTER_DAYS * DAY);
        const cluster = clusterOf(all);
        expect(cluster !== null).toBe(isClustered);
        if (!cluster) return;
        const [first, , third] = cluster.lapses;
        expect(third?.id).toBe(cluster.id);
        expect((third?.atMs ?? 0) - (first?.atMs ?? 0)).toBeLessThanOrEqual(CLUSTER_DAYS * DAY);
      }),
    );
  });

  it('keeps its id when more lapses follow', () => {
    fc.assert(
      fc.property(lapses, (all) => {
        const sorted = [...all].sort((a, b) => a.atMs - b.atMs);
        const names = sorted.map((_, i) => clusterOf(sorted.slice(0, i + 1))?.id).filter(Boolean);
        expect(new Set(names).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});
