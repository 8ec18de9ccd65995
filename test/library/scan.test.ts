import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LibraryError } from '../../server/library/errors.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { DECK, openWorld, PLAN, type World } from '../support/tenax.ts';

async function cards(world: World, live: 0 | 1 = 1): Promise<string[]> {
  const rows = await world.tenax.desk.store.read
    .selectFrom('cards')
    .select('id')
    .where('live', '=', live)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

const ALL = ['pod-ip-plugin', 'pod-ip-source', 'prefix-delegation'];

describe('a scan', () => {
  it('takes in the cards of every deck, bound to the topics and items of the plan', async () => {
    const world = await openWorld();
    expect(await cards(world)).toEqual(ALL);
    const rows = await world.tenax.desk.store.read
      .selectFrom('cards')
      .select(['topic_id', 'item_key', 'gap_rank'])
      .where('id', '=', asCardId('prefix-delegation'))
      .execute();
    expect(rows).toEqual([{ topic_id: 'k8s/pod-networking', item_key: 'prefix delegation', gap_rank: 0 }]);
  });

  it('stores nothing the second time', async () => {
    const world = await openWorld();
    const version = world.tenax.desk.store.version();
    expect((await world.tenax.library.scan()).changed).toBe(false);
    expect(world.tenax.desk.store.version()).toBe(version);
  });

  it('keeps the history of a card whose wording changes', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', {
      id: crypto.randomUUID(),
      cardId: 'pod-ip-source',
      rating: 'good',
    });
    await world.write(
      'k8s/pod-networking.md',
      DECK.replace("From the node's subnet.", 'A secondary address of an ENI.'),
    );
    await world.tenax.library.scan();
    const { body } = await world.get<{ reps: number; answerHtml: string }>('/api/cards/pod-ip-source');
    expect(body.reps).toBe(1);
    expect(body.answerHtml).toContain('A secondary address');
  });

  it('sets the cards of a removed file aside and gives them back with their memory', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', {
      id: crypto.randomUUID(),
      cardId: 'pod-ip-source',
      rating: 'good',
    });
    const before = (await world.get<{ reps: number }>('/api/cards/pod-ip-source')).body;
    expect(before.reps).toBe(1);

    await rm(join(world.decks, 'k8s/pod-networking.md'));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual([]);
    expect(await cards(world, 0)).toEqual(ALL);

    await world.write('k8s/pod-networking.md', DECK);
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    expect((await world.get<object>('/api/cards/pod-ip-source')).body).toEqual(before);
  });

  it('sets one card aside when its note goes, and no other', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', DECK.slice(0, DECK.indexOf('### Which plugin')));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(['pod-ip-source']);
  });

  it('follows a deck to its new name', async () => {
    const world = await openWorld();
    await rename(join(world.decks, 'k8s/pod-networking.md'), join(world.decks, 'k8s/networking.md'));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    expect((await world.get('/api/topics/k8s/networking')).status).toBe(200);
    expect((await world.get('/api/topics/k8s/pod-networking')).status).toBe(404);
  });

  it('follows a note to another deck', async () => {
    const world = await openWorld();
    const at = DECK.indexOf('## Gap');
    await world.write('k8s/pod-networking.md', DECK.slice(0, at));
    await world.write('k8s/storage.md', `# Storage\n\n${DECK.slice(at)}`);
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    const { body } = await world.get<{ topic: { id: string } }>('/api/cards/prefix-delegation');
    expect(body.topic.id).toBe('k8s/storage');
  });

  it('keeps the last good cards of a deck that became unreadable, and says where and why', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', `${DECK}\n\`\`\`yaml\nnever closed\n`);
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    const [problem] = await world.tenax.library.problems();
    expect(problem).toMatchObject({
      severity: 'error',
      path: 'k8s/pod-networking.md',
      line: DECK.split('\n').length + 1,
    });
    await world.write('k8s/pod-networking.md', DECK, 50_000);
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toEqual([]);
  });

  it('keeps the last good plan when plan.md becomes unreadable', async () => {
    const world = await openWorld();
    await world.write('k8s/plan.md', new Uint8Array([0, 1, 2]));
    await world.tenax.library.scan();
    expect((await world.get<unknown[]>('/api/topics')).body).toHaveLength(2);
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'unreadable-plan', line: 1 }]);
    expect(await cards(world)).toEqual(ALL);
  });

  it('does not act on a file that was written a moment ago', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', '# Pod Networking\n', 0);
    world.time.nowMs = Date.now();
    const report = await world.tenax.library.scan();
    expect(report.unsettled).toEqual(['k8s/pod-networking.md']);
    expect(await cards(world)).toEqual(ALL);
    world.time.nowMs += 1000;
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual([]);
  });

  it('acts on a file whose time is in the future, and gives its notes their ids', async () => {
    const world = await openWorld();
    const YEAR_MS = 365 * 24 * 3_600_000;
    await world.write('k8s/pod-networking.md', `${DECK}\n### What is a /28?\n\nSixteen.\n`, -YEAR_MS);
    expect((await world.tenax.library.scan()).unsettled).toEqual([]);
    expect(await world.tenax.library.writeIds()).toBeNull();
    expect(await world.read('k8s/pod-networking.md')).toContain('<!-- id: what-is-a-28 -->');
  });

  it('acts on a file whose time is ahead of the clock, as on another machine', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', DECK.slice(0, DECK.indexOf('## Gap')), -3_600_000);
    world.time.nowMs = Date.now();
    expect((await world.tenax.library.scan()).unsettled).toEqual([]);
    expect(await cards(world)).toEqual(['pod-ip-plugin', 'pod-ip-source']);
  });

  it('sets nothing aside when the decks folder is gone, and says so', async () => {
    const world = await openWorld();
    await rename(world.decks, `${world.decks}-gone`);
    await expect(world.tenax.library.scan()).rejects.toThrow(LibraryError);
    expect(await cards(world)).toEqual(ALL);
    expect(world.logged.join('\n')).toContain('is missing');
    expect((await world.get('/readyz')).status).toBe(503);
    expect((await world.get('/api/due')).status).toBe(200);
    await rename(`${world.decks}-gone`, world.decks);
    await world.tenax.library.scan();
    expect((await world.get('/readyz')).status).toBe(200);
  });

  it('takes README.md, hidden files and folders without a plan for no decks', async () => {
    const world = await openWorld();
    await world.write('k8s/README.md', DECK.replaceAll('id: ', 'id: readme-'));
    await world.write('k8s/.draft.md', DECK.replaceAll('id: ', 'id: hidden-'));
    await world.write('notes/some.md', DECK.replaceAll('id: ', 'id: loose-'));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
  });

  it('reads CRLF and a byte-order mark', async () => {
    const world = await openWorld({
      'k8s/plan.md': `\ufeff${PLAN.replaceAll('\n', '\r\n')}`,
      'k8s/pod-networking.md': `\ufeff${DECK.replaceAll('\n', '\r\n')}`,
    });
    expect(await cards(world)).toEqual(ALL);
  });

  it('follows a link to a deck and ignores one to nowhere or to itself', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN });
    await mkdir(join(world.data, 'elsewhere'));
    await symlink(join(world.data, 'nowhere.md'), join(world.decks, 'k8s/nowhere.md'));
    await symlink('circle.md', join(world.decks, 'k8s/circle.md'));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual([]);
  });
});

describe('two notes with one id', () => {
  const COPY = `# Storage\n\n## Covered: Access modes\n\n### A copy\n<!-- id: pod-ip-source -->\n\nOf another note.\n`;

  it('are both reported; the file that owned the id keeps it', async () => {
    const world = await openWorld();
    await world.write('k8s/a-storage.md', COPY);
    await world.tenax.library.scan();
    const { body } = await world.get<{ topic: { id: string } }>('/api/cards/pod-ip-source');
    expect(body.topic.id).toBe('k8s/pod-networking');
    const problems = await world.tenax.library.problems();
    expect(problems.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([
      'k8s/a-storage.md:5 duplicate-id',
      'k8s/pod-networking.md:5 duplicate-id',
    ]);
  });

  it('end when the owner gives its id up: the other note takes it over', async () => {
    const world = await openWorld();
    await world.write('k8s/a-storage.md', COPY);
    await world.tenax.library.scan();
    await world.write('k8s/pod-networking.md', DECK.replace('id: pod-ip-source', 'id: pod-ip-origin'));
    await world.tenax.library.scan();
    const { body } = await world.get<{ topic: { id: string } }>('/api/cards/pod-ip-source');
    expect(body.topic.id).toBe('k8s/a-storage');
    expect(await world.tenax.library.problems()).toEqual([]);
  });

  it('in different plans are settled the same way', async () => {
    const world = await openWorld();
    await world.write('a-plan/plan.md', PLAN);
    await world.write('a-plan/storage.md', COPY);
    await world.tenax.library.scan();
    expect((await world.tenax.library.problems()).map(({ path }) => path)).toContain('a-plan/storage.md');
    await rm(join(world.decks, 'k8s'), { recursive: true });
    await world.tenax.library.scan();
    const { body } = await world.get<{ topic: { id: string } }>('/api/cards/pod-ip-source');
    expect(body.topic.id).toBe('a-plan/storage');
  });
});

describe('an item', () => {
  it('that is reworded keeps its cards under its old heading', async () => {
    const world = await openWorld();
    await world.write(
      'k8s/plan.md',
      PLAN.replace("Where a Pod's IP comes from", 'Where the IP of a Pod comes from on EKS'),
      50_000,
    );
    await world.tenax.library.scan();
    const { body } = await world.get<{ item: string }>('/api/cards/pod-ip-source');
    expect(body.item).toBe('Where the IP of a Pod comes from on EKS');
  });

  it('that turns from gap to covered keeps its cards, which are no gap cards any more', async () => {
    const world = await openWorld();
    const covered = PLAN.replace('\n**Gaps:**\n- Prefix delegation\n', '').replace(
      '- veth pairs',
      '- Prefix delegation\n- veth pairs',
    );
    await world.write('k8s/plan.md', covered, 50_000);
    await world.tenax.library.scan();
    const row = await world.tenax.desk.store.read
      .selectFrom('cards')
      .select(['item_key', 'gap_rank'])
      .where('id', '=', asCardId('prefix-delegation'))
      .executeTakeFirst();
    expect(row).toEqual({ item_key: 'prefix delegation', gap_rank: 1 });
  });
});

describe('notes without an id', () => {
  const UNNAMED = `${DECK}\n### What is a /28?\n\nSixteen addresses.\n`;
  const NAMED = UNNAMED.replace('/28?\n', '/28?\n<!-- id: what-is-a-28 -->\n');

  it('get one once their file has been quiet for ten seconds, and nothing else changes', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', UNNAMED, 5_000);
    world.time.nowMs = Date.now();
    await world.tenax.library.scan();
    expect(await world.tenax.library.writeIds()).toBeGreaterThan(0);
    expect(await world.read('k8s/pod-networking.md')).toBe(UNNAMED);

    world.time.nowMs += 6_000;
    await world.tenax.library.writeIds();
    expect(await world.read('k8s/pod-networking.md')).toBe(NAMED);
    expect(await cards(world)).toContain('what-is-a-28');
  });

  it('get it also where an earlier process read the file', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': UNNAMED });
    await world.restart();
    await world.tenax.library.writeIds();
    expect(await cards(world)).toContain('what-is-a-28');
  });

  it('never get an id that any note ever had', async () => {
    const world = await openWorld();
    await world.write('k8s/storage.md', '# Storage\n\n### What is a /28?\n<!-- id: what-is-a-28 -->\n\nA.\n');
    await world.tenax.library.scan();
    await rm(join(world.decks, 'k8s/storage.md'));
    await world.write('k8s/pod-networking.md', UNNAMED, 30_000);
    await world.tenax.library.scan();
    await world.tenax.library.writeIds();
    expect(await world.read('k8s/pod-networking.md')).toContain('<!-- id: what-is-a-28-2 -->');
  });

  it('are reported and not scheduled until then', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': UNNAMED });
    expect(await cards(world)).toEqual(ALL);
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'note-without-id', line: 22 }]);
  });
});
