// Whatever files come, go and are renamed, a topic's settings stay with it, and no copy is written.
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createLibrary } from '../../server/library/library.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PLAN = '# Shell\n\n## Signals\n\n**Covered:**\n- One\n\n## Pipes\n\n**Covered:**\n- Two\n';
const note = (id: string) => `\n### What is ${id}?\n<!-- id: ${id} -->\n\nThat.\n`;
const noId = (text: string) => `\n### What is ${text}?\n\nThat.\n`;
const deck = (...notes: readonly string[]) => `# Signals\n${notes.join('')}`;

const TEXTS = {
  whole: deck(note('a'), note('b'), note('c')),
  older: deck(note('a'), note('b')),
  newer: deck(note('a'), note('b'), note('c'), noId('new')),
  bare: deck(noId('a'), noId('b'), noId('c')),
  second: deck(note('x'), note('y')),
  third: deck(note('z'), noId('w')),
  broken: '# Signals\n\n```\n',
  empty: '# Signals\n',
} as const;
const COPY = 'signals (1).md';
const NAMES = ['signals.md', COPY, 'a-signals.md', 'unix.md'] as const;

type Name = (typeof NAMES)[number];
type Step =
  | { readonly act: 'write'; readonly name: Name; readonly text: keyof typeof TEXTS }
  | { readonly act: 'remove'; readonly name: Name }
  | { readonly act: 'rename'; readonly name: Name; readonly to: Name }
  | { readonly act: 'plan'; readonly live: boolean }
  | { readonly act: 'folder' };

const name = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      name,
      text: fc.constantFrom(...(Object.keys(TEXTS) as (keyof typeof TEXTS)[])),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), name }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('rename' as const), name, to: name }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('plan' as const), live: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ act: 'folder' as const }) },
);
/** What happens between two scans. */
const steps = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });

async function openShelf(again: 'nothing' | 'starts') {
  const folder = await temporaryFolder();
  const root = join(folder, 'decks');
  const store = await openStore({ file: join(folder, 'tenax.db'), migrations });
  /** What is kept by the id of a topic, as settings are. */
  let kept = new Map([
    ['shell/signals', 'signals'],
    ['shell/pipes', 'pipes'],
  ]);
  let seconds = 0;
  let nowMs = 1e6;
  const start = () =>
    createLibrary({
      root,
      trash: join(folder, 'trash'),
      store,
      clock: () => nowMs,
      uuid: () => '',
      moved: async (_, { topics }) => {
        const to = new Map(topics.map((rename) => [rename.from as string, rename.to as string]));
        expect(new Set(to.values()).size).toBe(to.size);
        kept = new Map([...kept].filter(([id]) => !to.has(id)));
        for (const [id, value] of before) if (to.has(id)) kept.set(to.get(id) ?? id, value);
        before = new Map(kept);
        return () => {};
      },
      warn: () => {},
    });
  let before = new Map(kept);
  let library = start();
  let plan = 'shell';
  const at = (file: string) => join(root, plan, file);
  const stamp = async (file: string) => {
    seconds += 1;
    await utimes(at(file), seconds, seconds);
  };
  const put = async (file: string, text: string) => {
    await writeFile(at(file), text);
    await stamp(file);
  };
  await mkdir(at('.'), { recursive: true });
  await put('plan.md', PLAN);
  await put('signals.md', TEXTS.whole);
  await library.scan();
  return {
    async take(some: readonly Step[]): Promise<void> {
      for (const one of some) {
        if (one.act === 'write') await put(one.name, TEXTS[one.text]);
        else if (one.act === 'remove') await rm(at(one.name), { force: true });
        else if (one.act === 'rename') await rename(at(one.name), at(one.to)).catch(() => undefined);
        else if (one.act === 'plan' && one.live) await put('plan.md', PLAN);
        else if (one.act === 'plan') await rm(at('plan.md'), { force: true });
        else {
          const other = plan === 'shell' ? 'bash' : 'shell';
          await rename(join(root, plan), join(root, other));
          plan = other;
        }
      }
      const copy = await readFile(at(COPY), 'utf8').catch(() => null);
      if (again === 'starts') library = start();
      await library.scan();
      nowMs += 1e6;
      await library.writeIds();
      const topic = await this.topic();
      const others = await Promise.all(
        NAMES.filter((file) => file !== COPY).map((file) => readFile(at(file), 'utf8').catch(() => '')),
      );
      const isCopy = copy?.includes('What is a?') === true && others.some((text) => text.includes('id: a '));
      if (isCopy && topic?.id.endsWith('/signals')) expect(await readFile(at(COPY), 'utf8')).toBe(copy);
    },
    topic: () =>
      store.read
        .selectFrom('topics')
        .selectAll()
        .where('plan_slug', '=', 'signals')
        .where('live', '=', 1)
        .executeTakeFirst(),
    kept: (id: string) => kept.get(id),
    async all() {
      const topics = await store.read
        .selectFrom('topics')
        .select(['id', 'deck_path', 'live'])
        .orderBy('id')
        .execute();
      const notes = await store.read
        .selectFrom('notes')
        .select(['id', 'path', 'topic_id', 'live'])
        .orderBy('id')
        .execute();
      const files = await store.read
        .selectFrom('files')
        .select(['path', 'problems'])
        .orderBy('path')
        .execute();
      return { topics, notes, files };
    },
    close: () => store.close(),
  };
}

describe('a topic', () => {
  it('keeps what it has, in a process that goes on as in one that starts each time', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const shelves = [await openShelf('nothing'), await openShelf('starts')];
        /** A folder with a new name and other notes is another plan, which its problem says. */
        let isOther = false;
        try {
          for (const some of all) {
            const found = [];
            for (const shelf of shelves) {
              await shelf.take(some);
              const topic = await shelf.topic();
              const { topics, notes, files } = await shelf.all();
              isOther ||= files.some(({ problems }) => problems.includes('"plan-renamed"'));
              if (topic && !isOther) expect([topic.id, shelf.kept(topic.id)]).toEqual([topic.id, 'signals']);
              const live = topics.filter((row) => row.live === 1);
              expect(new Set(live.map(({ id }) => id)).size).toBe(live.length);
              for (const row of notes.filter((one) => one.live === 1)) {
                expect(live.map(({ id }) => id)).toContain(row.topic_id);
              }
              found.push({ topics, notes, files });
            }
            expect(found[0]).toEqual(found[1]);
          }
        } finally {
          for (const shelf of shelves) await shelf.close();
        }
      }),
      { numRuns: 60 },
    );
  }, 240_000);
});
