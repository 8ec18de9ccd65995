// Which file a topic belongs to, whatever other files come and go.
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { GapResult, Topic } from '../../server/http/schemas.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { asEventId, asTopicId, type TopicId } from '../../server/schedule/ids.ts';
import { grading, openWorld, type World } from '../support/tenax.ts';

const PLAN = `# Shell

## Signals

**Covered:**
- Default signal

**Gaps:**
- Traps

## Pipes

**Covered:**
- Exit status
`;
const KILL = `## Covered: Default signal

### Which signal does kill send?
<!-- id: kill -->

SIGTERM.
`;
const STOP = `
### Which signals can no handler catch?
<!-- id: stop -->

SIGKILL and SIGSTOP.
`;
const TRAP = `
## Gap: Traps

### When does an EXIT trap run?
<!-- id: trap -->

When the shell ends.
`;
const SIGNALS = `# Signals\n\n${KILL}${STOP}${TRAP}`;
const SECOND = '# Signals\n\n### What does SIGHUP mean?\n<!-- id: hup -->\n\nThe terminal is gone.\n';
const PIPES = '# Pipes\n\n### Whose status has a pipe?\n<!-- id: status -->\n\nThat of the last command.\n';
const FILES = { 'shell/plan.md': PLAN, 'shell/signals.md': SIGNALS };

const RETENTION = 0.95;

/** A world in which the topic has settings, a history, and a gap that is being learned. */
async function studied(files: Readonly<Record<string, string>> = FILES): Promise<World> {
  const world = await openWorld(files);
  const weights = world.tenax.desk.scheduler.weights.map((weight, at) => (at < 4 ? weight / 2 : weight));
  await set(world, 'shell/signals', { desiredRetention: RETENTION, weights });
  const decision = {
    id: asEventId('decided'),
    item_key: 'default signal',
    at_ms: 1,
    decision: 'dismissed' as const,
  };
  const ofTopic = {
    learner_id: world.tenax.desk.learner.id,
    topic_id: asTopicId('shell/signals'),
    gap_text: null,
  };
  await world.tenax.desk.store.write((tx) =>
    tx
      .insertInto('gap_decisions')
      .values({ ...ofTopic, ...decision })
      .execute(),
  );
  for (let day = 0; day < 3; day++) {
    for (const card of ['kill', 'stop', 'trap']) await world.send('POST', '/api/reviews', grading(card));
    world.time.nowMs += 4 * 86_400_000;
  }
  await world.get(`/api/topics/shell/signals`);
  return world;
}

async function set(world: World, topic: string, values: object): Promise<void> {
  const url = `/api/plans/${topic.split('/')[0]}/settings?topic=${encodeURIComponent(topic)}`;
  expect((await world.send('PATCH', url, values)).status).toBe(200);
}

const store = ({ tenax }: World) => tenax.desk.store.read;

/** What a learner has of a topic, wherever it is kept. */
async function kept(world: World, topic: string) {
  const { desk } = world.tenax;
  const id: TopicId = asTopicId(topic);
  const snapshots = store(world)
    .selectFrom('retention_snapshots')
    .select('study_day')
    .where('topic_id', '=', id);
  const marks = store(world).selectFrom('snapshot_marks').select('arrival').where('topic_id', '=', id);
  const decisions = store(world).selectFrom('gap_decisions').select('id').where('topic_id', '=', id);
  const weights = store(world).selectFrom('weights_changes').select(['number', 'weights_id']);
  const lives = await store(world)
    .selectFrom('gap_lives')
    .select(['gap', 'key', 'kind', 'changes'])
    .where('topic_id', '=', id)
    .execute();
  return {
    retention: desk.schedulerOf(id).desiredRetention,
    snapshots: (await snapshots.execute()).length,
    marks: await marks.execute(),
    decisions: await decisions.execute(),
    weights: await weights.where('scope_id', '=', topic).execute(),
    // While its cards are away a gap is open or gone, which its life tells.
    lives: lives.map(({ changes, ...life }) => ({ ...life, stage: JSON.parse(changes).at(-1)?.stage })),
    memories: await store(world).selectFrom('memories').selectAll().orderBy('card_id').execute(),
  };
}

const rules = async ({ tenax }: World) =>
  (await tenax.library.problems()).map(({ path, rule }) => `${path} ${rule}`);

async function topicIds(world: World): Promise<readonly string[]> {
  return (await world.get<Topic[]>('/api/topics')).body.map(({ id }) => id);
}

/** Moves a file of the decks folder. */
const move = ({ decks }: World, from: string, to: string) => rename(join(decks, from), join(decks, to));

async function quiet(world: World): Promise<void> {
  await world.tenax.library.scan();
  world.time.nowMs += 60_000;
  await world.tenax.library.writeIds();
}

const NO_IDS = (text: string) => text.replaceAll(/<!-- id: .* -->\n/g, '');
/** Names of copies; `names.test.ts` has all kinds of them. The last does not look like one. */
const COPIES = [
  'signals (conflicted copy 2026-11-30).md',
  'signals.sync-conflict-20261130-120000-ABCDEFG.md',
  'Copy of signals.md',
  'a-signals.md',
];

describe.each(COPIES)('a copy named %s', (name) => {
  it.each([
    ['alike', SIGNALS],
    ['with a note more', `${SIGNALS}\n### What is new here?\n\nThis.\n`],
    ['with a note and its id more', `${SIGNALS}\n### What is new?\n<!-- id: new-one -->\n\nThis.\n`],
    ['without its ids', NO_IDS(SIGNALS)],
    ['of an older state', `# Signals\n\n${KILL}`],
    [
      'without its ids, of an older state, with other answers',
      NO_IDS(`# Signals\n\n${KILL}`).replace('SIG', 'The '),
    ],
  ])('%s takes nothing, is reported and never written', async (_, text) => {
    const world = await studied();
    const before = await kept(world, 'shell/signals');
    await world.write(`shell/${name}`, text);
    await quiet(world);
    await quiet(world);
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    expect(await kept(world, 'shell/signals')).toEqual(before);
    expect(await world.read(`shell/${name}`)).toBe(text);
    expect((await rules(world)).filter((rule) => rule.endsWith(' deck-copy'))).toEqual([
      `shell/${name} deck-copy`,
    ]);
    expect((await rules(world)).filter((rule) => rule.includes('shell/signals.md'))).toEqual([]);
    const added = await world.send<GapResult>('POST', '/api/gaps', {
      topicId: 'shell/signals',
      text: 'Masks',
      cards: [{ prompt: 'What does a mask do?', answer: 'It holds signals back.' }],
    });
    expect(added.status).toBe(201);
    expect(await world.read('shell/signals.md')).toContain('What does a mask do?');
    expect(await world.read(`shell/${name}`)).toBe(text);
  });
});

describe('a copy that is there at the first scan', () => {
  it.each(COPIES.slice(0, -1))('named %s is not the original', async (name) => {
    const world = await openWorld({ ...FILES, [`shell/${name}`]: SIGNALS });
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    expect(await rules(world)).toEqual([`shell/${name} deck-copy`]);
  });

  it('is the later path if no name says more', async () => {
    const world = await openWorld({ ...FILES, 'shell/unix.md': SIGNALS });
    expect(await rules(world)).toEqual(['shell/unix.md deck-copy']);
  });

  it('is recognised without ids, and stays as it is when the original gets its ids', async () => {
    const text = NO_IDS(SIGNALS);
    const world = await openWorld({
      'shell/plan.md': PLAN,
      'shell/a (1).md': text,
      'shell/signals.md': text,
    });
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    await quiet(world);
    await quiet(world);
    expect(await world.read('shell/a (1).md')).toBe(text);
    expect(await world.read('shell/signals.md')).toContain('<!-- id: ');
  });
});

describe('a note that only the copy has', () => {
  it('is named with its line, and asked once it is moved into the deck', async () => {
    const world = await studied();
    const more = '\n### What is new?\n<!-- id: new-one -->\n\nThis.\n';
    await world.write('shell/signals 2.md', SIGNALS + more);
    await world.tenax.library.scan();
    const line = SIGNALS.split('\n').length + 1;
    expect((await world.tenax.library.problems()).map(({ rule, line }) => [rule, line])).toEqual([
      ['deck-copy', 1],
      ['only-in-copy', line],
    ]);
    await world.write('shell/signals.md', SIGNALS + more);
    await rm(join(world.decks, 'shell/signals 2.md'));
    await world.tenax.library.scan();
    expect((await world.get('/api/cards/new-one')).status).toBe(200);
    expect(await rules(world)).toEqual([]);
  });
});

describe('a second deck with other notes', () => {
  it.each(['a-second.md', 'signals-2.md', 'zz.md'])('named %s adds them to the topic', async (name) => {
    const world = await studied();
    const before = await kept(world, 'shell/signals');
    await world.write(`shell/${name}`, SECOND);
    await world.tenax.library.scan();
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    expect(await kept(world, 'shell/signals')).toEqual(before);
    expect((await world.get<{ topic: { id: string } }>('/api/cards/hup')).body.topic.id).toBe(
      'shell/signals',
    );
    expect(await rules(world)).toEqual([]);
    // Its own new notes get their ids.
    await world.write(`shell/${name}`, `${SECOND}\n### What does SIGINT mean?\n\nSomebody pressed Ctrl-C.\n`);
    await quiet(world);
    expect(await world.read(`shell/${name}`)).toContain('<!-- id: what-does-sigint-mean -->');
  });
});

describe.each(['at once', 'in two steps', 'while the server is stopped'])(
  'a deck that is renamed %s',
  (how) => {
    const act = async (world: World, away: () => Promise<void>, back: () => Promise<void>) => {
      await away();
      if (how === 'in two steps') await world.tenax.library.scan();
      await back();
      if (how === 'while the server is stopped') await world.restart();
      await world.tenax.library.scan();
    };
    const rename = async (world: World, text: string, name = 'unix-signals.md') =>
      act(
        world,
        () => rm(join(world.decks, 'shell/signals.md')),
        () => world.write(`shell/${name}`, text),
      );

    it('takes everything along', async () => {
      const world = await studied();
      const before = await kept(world, 'shell/signals');
      expect(before.snapshots).toBeGreaterThan(0);
      expect(before.marks).toHaveLength(1);
      expect(before.decisions).toHaveLength(1);
      expect(before.weights).toHaveLength(1);
      expect(before.lives).toHaveLength(1);
      await rename(world, SIGNALS);
      expect(await topicIds(world)).toEqual(['shell/unix-signals', 'shell/pipes']);
      expect(await kept(world, 'shell/unix-signals')).toEqual(before);
      expect(await rules(world)).toEqual([]);
      await isAsRebuilt(world);
      // And back again.
      await act(
        world,
        () => rm(join(world.decks, 'shell/unix-signals.md')),
        () => world.write('shell/signals.md', SIGNALS),
      );
      expect(await kept(world, 'shell/signals')).toEqual(before);
      await isAsRebuilt(world);
    });

    it('takes everything along with half of its notes', async () => {
      const world = await studied();
      await rename(world, `# Signals\n\n${KILL}${STOP}`);
      expect((await kept(world, 'shell/unix-signals')).retention).toBe(RETENTION);
    });

    it('keeps its topic’s id with less than half of its notes, and says so', async () => {
      const world = await studied();
      const others = ['a', 'b', 'c']
        .map((id) => `\n### The note ${id}\n<!-- id: ${id} -->\n\nThat.\n`)
        .join('');
      const text = `# Signals\n\n${KILL}${others}`;
      await rename(world, text);
      expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
      expect((await kept(world, 'shell/signals')).retention).toBe(RETENTION);
      const [problem, ...more] = await world.tenax.library.problems();
      expect(more).toEqual([]);
      expect(problem).toMatchObject({ rule: 'topic-renamed', path: 'shell/unix-signals.md' });
      expect(problem?.message).toContain('signals.md');
      await world.write('shell/plan.md', `${PLAN}- pipefail\n`);
      await world.tenax.library.scan();
      expect(await rules(world)).toEqual(['shell/unix-signals.md topic-renamed']);
      await move(world, 'shell/unix-signals.md', 'shell/signals.md');
      await world.tenax.library.scan();
      expect(await rules(world)).toEqual([]);
    });

    it('and loses its comments gets them back, for it has the same prompts', async () => {
      const world = await studied();
      await rename(world, NO_IDS(SIGNALS));
      await quiet(world);
      expect(await world.read('shell/unix-signals.md')).toBe(SIGNALS);
      expect(await topicIds(world)).toEqual(['shell/unix-signals', 'shell/pipes']);
      expect((await kept(world, 'shell/unix-signals')).retention).toBe(RETENTION);
    });
  },
);

async function isAsRebuilt(world: World): Promise<void> {
  const memories = () => store(world).selectFrom('memories').selectAll().orderBy('card_id').execute();
  const before = await memories();
  await rebuildMemories(world.tenax.desk);
  expect(await memories()).toEqual(before);
}

describe('the file that had the topic', () => {
  let world: World;
  let before: Awaited<ReturnType<typeof kept>>;
  const isAsBefore = async () => {
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    expect(await kept(world, 'shell/signals')).toEqual(before);
  };
  beforeEach(async () => {
    world = await studied();
    before = await kept(world, 'shell/signals');
  });

  it.each(['a-second.md', 'zz.md'])('gets it back after it was away, with a second deck %s', async (name) => {
    await world.write(`shell/${name}`, SECOND);
    await world.tenax.library.scan();
    await move(world, 'shell/signals.md', 'away.md');
    await world.tenax.library.scan();
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    await world.restart();
    await move(world, 'away.md', 'shell/signals.md');
    await world.tenax.library.scan();
    await isAsBefore();
  });

  it.each(COPIES)('gets it back after it was away, with a copy %s', async (name) => {
    await world.write(`shell/${name}`, SIGNALS);
    await world.tenax.library.scan();
    await move(world, 'shell/signals.md', 'away.md');
    await quiet(world);
    await isAsBefore();
    expect(await rules(world)).toEqual([`shell/${name} deck-copy-alone`]);
    await move(world, 'away.md', 'shell/signals.md');
    await world.tenax.library.scan();
    await isAsBefore();
    expect(await rules(world)).toEqual([`shell/${name} deck-copy`]);
    expect(await world.read(`shell/${name}`)).toBe(SIGNALS);
  });

  it.each(COPIES.slice(0, -1))('keeps it when it is gone as the copy %s comes', async (name) => {
    await move(world, 'shell/signals.md', `shell/${name}`);
    await quiet(world);
    await isAsBefore();
    expect(await rules(world)).toEqual([`shell/${name} deck-copy-alone`]);
    await world.write('shell/signals.md', SIGNALS);
    await world.tenax.library.scan();
    await isAsBefore();
    expect(await rules(world)).toEqual([`shell/${name} deck-copy`]);
  });

  it.each([SIGNALS, SECOND])('keeps it while it can’t be read', async (other) => {
    await world.write('shell/a-other.md', other);
    await world.tenax.library.scan();
    await world.write('shell/signals.md', `${SIGNALS}\n\`\`\`\nnever closed\n`);
    await world.tenax.library.scan();
    await world.restart();
    await isAsBefore();
    await world.write('shell/signals.md', SIGNALS, 50_000);
    await world.tenax.library.scan();
    await isAsBefore();
  });

  it('keeps it while the plan is away, or can’t be read', async () => {
    await world.write('shell/a-second.md', SECOND);
    await world.tenax.library.scan();
    await move(world, 'shell/plan.md', 'plan-away.md');
    await world.tenax.library.scan();
    await move(world, 'plan-away.md', 'shell/plan.md');
    await world.tenax.library.scan();
    await isAsBefore();
    await world.write('shell/plan.md', new Uint8Array([0, 1, 2]));
    await world.tenax.library.scan();
    await isAsBefore();
  });

  it('keeps it through a typo in its heading', async () => {
    await world.write('shell/signals.md', SIGNALS.replace('# Signals', '# Signls'));
    await world.tenax.library.scan();
    expect(await rules(world)).toEqual(['shell/signals.md unknown-topic']);
    expect((await world.tenax.library.problems())[0]?.message).toContain('The nearest is “Signals”');
    expect((await kept(world, 'shell/signals')).retention).toBe(RETENTION);
    expect((await kept(world, 'shell/signals')).memories).toEqual(before.memories);
    await world.write('shell/signals.md', SIGNALS, 50_000);
    await world.tenax.library.scan();
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    expect((await kept(world, 'shell/signals')).memories).toEqual(before.memories);
  });

  it('keeps it through a typo in its heading as it gets another name', async () => {
    await rm(join(world.decks, 'shell/signals.md'));
    await world.write('shell/unix.md', SIGNALS.replace('# Signals', '# Signls'));
    await world.tenax.library.scan();
    await world.write('shell/unix.md', SIGNALS, 50_000);
    await world.tenax.library.scan();
    expect(await topicIds(world)).toEqual(['shell/unix', 'shell/pipes']);
    expect((await kept(world, 'shell/unix')).retention).toBe(RETENTION);
    expect((await kept(world, 'shell/unix')).memories).toEqual(before.memories);
  });

  it('gets it back from a copy that an earlier version gave it to', async () => {
    await world.write('shell/signals (1).md', SIGNALS);
    const [taken, own] = [asTopicId('shell/signals (1)'), asTopicId('shell/signals')];
    await world.tenax.desk.store.write(async (tx) => {
      const row = await tx.selectFrom('topics').selectAll().where('id', '=', own).executeTakeFirstOrThrow();
      await tx.updateTable('topics').set({ live: 0 }).where('id', '=', own).execute();
      await tx
        .insertInto('topics')
        .values({ ...row, id: taken, deck_path: 'shell/signals (1).md' })
        .execute();
      await tx.updateTable('notes').set({ topic_id: taken }).where('topic_id', '=', own).execute();
      await tx.updateTable('cards').set({ topic_id: taken }).where('topic_id', '=', own).execute();
    });
    await world.restart();
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipes']);
    const after = await kept(world, 'shell/signals');
    expect(after).toEqual({ ...before, memories: after.memories });
    await isAsRebuilt(world);
  });

  it('follows its content when two files are exchanged', async () => {
    await world.write('shell/pipes.md', PIPES);
    await world.tenax.library.scan();
    await set(world, 'shell/pipes', { desiredRetention: 0.85 });
    await move(world, 'shell/signals.md', 'shell/between');
    await move(world, 'shell/pipes.md', 'shell/signals.md');
    await move(world, 'shell/between', 'shell/pipes.md');
    await world.tenax.library.scan();
    const { desk } = world.tenax;
    expect(desk.schedulerOf(asTopicId('shell/pipes')).desiredRetention).toBe(RETENTION);
    expect(desk.schedulerOf(asTopicId('shell/signals')).desiredRetention).toBe(0.85);
    expect(await kept(world, 'shell/pipes')).toEqual(before);
    await isAsRebuilt(world);
  });
});

describe('a topic without a deck', () => {
  it('keeps its settings when its first deck has another name', async () => {
    const world = await openWorld(FILES);
    await set(world, 'shell/pipes', { desiredRetention: RETENTION });
    await world.write('shell/pipelines.md', PIPES);
    await world.tenax.library.scan();
    expect(await topicIds(world)).toEqual(['shell/signals', 'shell/pipelines']);
    expect((await kept(world, 'shell/pipelines')).retention).toBe(RETENTION);
  });

  it('never has the name of a file that is not a deck of it', async () => {
    const world = await openWorld({
      'shell/plan.md': `${PLAN}\n## Plan\n\n**Covered:**\n- One\n\n## Jottings\n\n**Covered:**\n- Two\n`,
      'shell/jottings.md': '# Some notes\n\n### Of mine\n\nThat.\n',
    });
    expect(await topicIds(world)).toEqual([
      'shell/signals',
      'shell/pipes',
      'shell/plan-2',
      'shell/jottings-2',
    ]);
    const note = { topicId: 'shell/jottings-2', prompt: 'What is two?', answer: 'One more.' };
    expect((await world.send('POST', '/api/notes', note)).status).toBe(201);
    expect(await world.read('shell/jottings.md')).toBe('# Some notes\n\n### Of mine\n\nThat.\n');
    expect(await topicIds(world)).toContain('shell/jottings-2');
  });
});

describe.each(['at once', 'in two steps', 'while the server is stopped'])(
  'a folder that is renamed %s',
  (how) => {
    const renamed = async (world: World, change: () => Promise<void> = async () => {}) => {
      await move(world, 'shell', how === 'in two steps' ? '.away' : 'bash');
      if (how === 'in two steps') {
        await world.tenax.library.scan();
        await move(world, '.away', 'bash');
      }
      await change();
      if (how === 'while the server is stopped') await world.restart();
      await world.tenax.library.scan();
    };

    it('takes the settings of the plan and everything of its topics along', async () => {
      const world = await studied({ ...FILES, 'shell/sig-2.md': SECOND });
      const { desiredRetention, ...pace } = { desiredRetention: 0.8, newPerDay: 7 };
      expect(
        (await world.send('PATCH', '/api/plans/shell/settings', { desiredRetention, ...pace })).status,
      ).toBe(200);
      await set(world, 'shell/pipes', { desiredRetention: 0.85 });
      const before = await kept(world, 'shell/signals');
      await renamed(world);
      expect(await topicIds(world)).toEqual(['bash/signals', 'bash/pipes']);
      expect(await kept(world, 'bash/signals')).toEqual(before);
      expect((await kept(world, 'bash/pipes')).retention).toBe(0.85);
      expect(world.tenax.desk.sessionSettingsOf('bash').newPerDay).toBe(7);
      expect(world.tenax.desk.schedulerOf(asTopicId('bash/new')).desiredRetention).toBe(0.8);
      expect(await rules(world)).toEqual([]);
      await isAsRebuilt(world);
      await move(world, 'bash', 'shell');
      await world.tenax.library.scan();
      expect(await kept(world, 'shell/signals')).toEqual(before);
      expect(world.tenax.desk.sessionSettingsOf('shell').newPerDay).toBe(7);
    });

    it('takes them along although a deck is renamed too', async () => {
      const world = await studied();
      const before = await kept(world, 'shell/signals');
      await renamed(world, () => move(world, 'bash/signals.md', 'bash/unix.md'));
      expect(await topicIds(world)).toEqual(['bash/unix', 'bash/pipes']);
      expect(await kept(world, 'bash/unix')).toEqual(before);
      expect(await rules(world)).toEqual([]);
    });

    it('takes them along without any note, if plan.md is the same', async () => {
      const world = await openWorld({ 'shell/plan.md': PLAN });
      await set(world, 'shell/pipes', { desiredRetention: RETENTION });
      await renamed(world);
      expect((await kept(world, 'bash/pipes')).retention).toBe(RETENTION);
    });

    it('with less than half of its notes says that they stay behind', async () => {
      const world = await studied();
      const others = ['a', 'b', 'c']
        .map((id) => `\n### The note ${id}\n<!-- id: ${id} -->\n\nThat.\n`)
        .join('');
      await renamed(world, () => world.write('bash/signals.md', `# Signals\n\n${KILL}${others}`, 30_000));
      expect(await rules(world)).toEqual(['bash/plan.md plan-renamed']);
      await world.write('bash/plan.md', `${PLAN}- pipefail\n`);
      await world.tenax.library.scan();
      expect(await rules(world)).toEqual(['bash/plan.md plan-renamed']);
      await world.write('bash/signals.md', SIGNALS);
      await world.tenax.library.scan();
      expect(await rules(world)).toEqual([]);
      expect((await kept(world, 'bash/signals')).retention).toBe(RETENTION);
    });
  },
);
