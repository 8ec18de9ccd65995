import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gap, GapResult, Queue } from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, PLAN, SAMPLE } from '../support/tenax.ts';

const GAP = {
  topicId: 'k8s/pod-networking',
  text: 'Security groups for Pods',
  cards: [
    { prompt: 'What does a branch ENI carry?', answer: "A Pod's own security groups." },
    { id: 'sgp-trunk', prompt: 'What does a trunk ENI hold?', answer: 'The branch ENIs of a node.' },
  ],
};

describe('adding a gap with cards', () => {
  it('writes one bullet into the plan and one section into the deck, and nothing else', async () => {
    const world = await openWorld();
    const added = await world.send<GapResult>('POST', '/api/gaps', GAP);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      gap: { text: 'Security groups for Pods', status: 'carded', cards: { total: 2, seen: 0 } },
      addedCards: ['what-does-a-branch-eni-carry', 'sgp-trunk'],
    });
    expect(await world.read('k8s/plan.md')).toBe(
      PLAN.replace('- Prefix delegation\n', '- Prefix delegation\n- Security groups for Pods\n'),
    );
    expect(await world.read('k8s/pod-networking.md')).toBe(
      `${DECK}
## Gap: Security groups for Pods

### What does a branch ENI carry?
<!-- id: what-does-a-branch-eni-carry -->

A Pod's own security groups.

### What does a trunk ENI hold?
<!-- id: sgp-trunk -->

The branch ENIs of a node.
`,
    );
  });

  it('finds a gap that its author wrote a moment ago', async () => {
    const world = await openWorld();
    await world.write('k8s/plan.md', PLAN.replace('- Prefix delegation\n', `$&- ${GAP.text}\n`), 0);
    const added = await world.send<GapResult>('POST', '/api/gaps', { ...GAP, cards: [] });
    expect(added.status).toBe(200);
    expect(added.body).toMatchObject({ gap: { text: GAP.text }, planLine: 11 });
  });

  it('puts its cards before all other new cards', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/gaps', GAP);
    const { body } = await world.get<Queue>('/api/queue');
    expect(body.cards.slice(0, 2).map(({ cardId }) => cardId)).toEqual([
      'what-does-a-branch-eni-carry',
      'sgp-trunk',
    ]);
  });

  it("asks its cards even if today's new cards are used up", async () => {
    const world = await openWorld(SAMPLE, { newPerDay: 1 });
    await world.send('POST', '/api/reviews', grading('prefix-delegation', 'easy'));
    expect((await world.get<Queue>('/api/queue')).body.cards).toEqual([]);
    await world.send('POST', '/api/gaps', GAP);
    expect((await world.get<Queue>('/api/queue')).body.cards.map(({ cardId }) => cardId)).toEqual([
      'what-does-a-branch-eni-carry',
      'sgp-trunk',
    ]);
  });

  it('changes nothing when the same gap is sent again', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/gaps', GAP);
    const before = [await world.read('k8s/plan.md'), await world.read('k8s/pod-networking.md')];
    const again = await world.send<GapResult>('POST', '/api/gaps', {
      ...GAP,
      text: '  security groups for **Pods** ',
    });
    expect(again.status).toBe(200);
    expect(again.body.addedCards).toEqual([]);
    expect([await world.read('k8s/plan.md'), await world.read('k8s/pod-networking.md')]).toEqual(before);
  });

  it('adds missing cards to a gap that is already in the plan', async () => {
    const world = await openWorld();
    const gap = {
      topicId: 'k8s/pod-networking',
      text: 'Prefix delegation',
      cards: [
        { prompt: 'What does prefix delegation assign to an ENI?', answer: 'Already there.' },
        { prompt: 'How many addresses has a /28?', answer: '16' },
      ],
    };
    const added = await world.send<GapResult>('POST', '/api/gaps', gap);
    expect(added.status).toBe(200);
    expect(added.body.addedCards).toEqual(['how-many-addresses-has-a-28']);
    expect(await world.read('k8s/plan.md')).toBe(PLAN);
    expect(await world.read('k8s/pod-networking.md')).not.toContain('Already there.');
  });

  it('completes a request that was interrupted between the two files', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/gaps', { ...GAP, cards: [] });
    const completed = await world.send<GapResult>('POST', '/api/gaps', GAP);
    expect(completed.status).toBe(200);
    expect(completed.body.addedCards).toHaveLength(2);
  });

  it('creates the deck of a topic that has none', async () => {
    const world = await openWorld();
    const added = await world.send<GapResult>('POST', '/api/gaps', {
      topicId: 'k8s/storage',
      text: 'Snapshots',
      cards: [{ prompt: 'What is a VolumeSnapshot?', answer: 'A copy.' }],
    });
    expect(added.status).toBe(201);
    expect(await world.read('k8s/storage.md')).toContain(
      '# Storage\n\n## Gap: Snapshots\n\n### What is a VolumeSnapshot?',
    );
    expect((await world.get<Gap[]>('/api/gaps?topic=k8s/storage')).body).toMatchObject([
      { text: 'Snapshots', status: 'carded' },
    ]);
  });

  it('keeps what someone else wrote to the files and Tenax has not read yet', async () => {
    const world = await openWorld();
    writeFileSync(join(world.decks, 'k8s/plan.md'), `${PLAN}\nTheir last line.\n`);
    writeFileSync(join(world.decks, 'k8s/pod-networking.md'), `${DECK}\nTheir last line.\n`);
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect(await world.read('k8s/plan.md')).toContain('Their last line.');
    expect(await world.read('k8s/pod-networking.md')).toContain('Their last line.');
  });

  it.each([
    ['an unknown topic', { topicId: 'k8s/nothing' }, 404],
    ['a text of two lines', { text: 'One\n# Two' }, 400],
    ['an answer that would be a heading', { cards: [{ prompt: 'P', answer: '## Not an answer' }] }, 400],
    ['an answer with an open fence', { cards: [{ prompt: 'P', answer: '```yaml\nkind: Pod' }] }, 400],
    ['an id that is taken', { cards: [{ id: 'pod-ip-source', prompt: 'P', answer: 'A' }] }, 409],
    ['an item that is covered', { text: 'veth pairs (virtual ethernet cables)' }, 400],
    ['no text', { text: '' }, 400],
  ])('rejects %s and writes nothing', async (_what, more, status) => {
    const world = await openWorld();
    const refused = await world.send<{ detail: string }>('POST', '/api/gaps', { ...GAP, ...more });
    expect(refused.status).toBe(status);
    expect(refused.body.detail.length).toBeGreaterThan(20);
    expect(await world.read('k8s/plan.md')).toBe(PLAN);
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK);
  });
});

describe('the list of gaps', () => {
  it('distinguishes open, carded and learning gaps', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/gaps', { ...GAP, cards: [] });
    const statuses = async () =>
      (await world.get<Gap[]>('/api/gaps')).body.map(({ text, status }) => [text, status]);
    expect(await statuses()).toEqual([
      ['Prefix delegation', 'carded'],
      ['Security groups for Pods', 'open'],
    ]);
    await world.send('POST', '/api/reviews', grading('prefix-delegation'));
    expect((await statuses())[0]).toEqual(['Prefix delegation', 'learning']);
    expect((await world.get<Gap[]>('/api/gaps?status=open')).body).toHaveLength(1);
  });
});
