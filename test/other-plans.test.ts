import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Due, GapResult, Queue, Topic } from '../server/http/schemas.ts';
import { checkLibrary } from '../server/library/check.ts';
import { grading, openWorld } from './support/tenax.ts';

const PLANS = join(import.meta.dirname, 'fixtures', 'plans');
const MUSIC_DECK = `# Intervals

## Sound

### How many semitones has a perfect fifth?
<!-- id: perfect-fifth -->

Seven.

### Perfect fourth
<!-- id: perfect-fourth -->

It has {{c1::five}} semitones, {{c2::two}} fewer than a perfect fifth.
`;

describe.each(readdirSync(PLANS))('the plan %s', (file) => {
  const plan = readFileSync(join(PLANS, file), 'utf8');

  it('can be derived, reviewed, and given a gap', async () => {
    const world = await openWorld({ 'mine/plan.md': plan });
    const derived = await world.send<{ added: { draft: boolean }[] }>('POST', '/api/derive', {});
    const cards = derived.body.added.filter(({ draft }) => !draft);
    expect((await world.send<{ added: unknown[] }>('POST', '/api/derive', {})).body.added).toEqual([]);
    expect((await checkLibrary(world.decks)).filter(({ severity }) => severity === 'error')).toEqual([]);

    const topics = (await world.get<Topic[]>('/api/topics')).body;
    const due = (await world.get<Due>('/api/due')).body;
    expect(topics.length).toBeGreaterThan(0);
    expect(due.total + due.backlog).toBeGreaterThanOrEqual(cards.length);

    const [topic] = topics;
    const gap = await world.send<GapResult>('POST', '/api/gaps', {
      topicId: topic?.id,
      text: 'Something found just now',
      cards: [{ prompt: 'What was found just now?', answer: 'A gap.' }],
    });
    expect(gap.status).toBe(201);
    const { body: queue } = await world.get<Queue>('/api/queue');
    expect(queue.cards[0]?.cardId).toBe('what-was-found-just-now');
    expect((await world.send('POST', '/api/reviews', grading('what-was-found-just-now'))).status).toBe(201);
    const after = (await world.get<Topic[]>('/api/topics')).body.find(({ id }) => id === topic?.id);
    expect(after?.retentionPercent).toBeGreaterThan(0);
  });
});

describe('two plans in one library', () => {
  it('have their own topics, limits and sessions', async () => {
    const music = readFileSync(join(PLANS, 'music-bullets.md'), 'utf8');
    const world = await openWorld(
      {
        'k8s/plan.md': '# K8s\n\n## Pods\n**Topics covered:**\n- What a Pod is\n',
        'k8s/pods.md': '# Pods\n\n### What is a Pod?\n<!-- id: pod -->\n\nContainers that share a network.\n',
        'music/plan.md': music,
        'music/intervals.md': MUSIC_DECK,
      },
      { newPerDay: 1 },
    );
    expect((await world.get<Due>('/api/due')).body.total).toBe(2);
    expect((await world.get<Due>('/api/due?plan=music')).body).toMatchObject({
      total: 1,
      new: 1,
      backlog: 1,
    });
    expect((await world.get<{ id: string }[]>('/api/plans')).body.map(({ id }) => id)).toEqual([
      'k8s',
      'music',
    ]);
    await world.send('POST', '/api/reviews', grading('pod'));
    expect((await world.get<Due>('/api/due?plan=music')).body.new).toBe(1);
  });
});
