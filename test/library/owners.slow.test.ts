import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createLibrary } from '../../server/library/library.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

const DECKS = ['k8s/a.md', 'k8s/b.md', 'go/c.md', 'go/d.md'] as const;
const IDS = ['x', 'y', 'z'] as const;

/** A deck now holds these notes; null: it is removed. */
interface Step {
  readonly deck: (typeof DECKS)[number];
  readonly ids: readonly (typeof IDS)[number][] | null;
}

const steps = fc.array(
  fc.record<Step>({
    deck: fc.constantFrom(...DECKS),
    ids: fc.option(fc.subarray([...IDS]), { freq: 5 }),
  }),
  { minLength: 1, maxLength: 10 },
);

const deckText = (deck: string, ids: readonly string[]) =>
  `# ${deck}\n\n${ids.map((id) => `### The note ${id} of ${deck}\n<!-- id: ${id} -->\n\nThat.\n`).join('\n')}`;

/** What each scan repeats: nothing, reading all files, or starting the whole library. */
type Again = 'nothing' | 'reads' | 'starts';

/** A decks folder with two plans, scanned after each step. */
async function openShelf(again: Again) {
  const folder = await temporaryFolder();
  const root = join(folder, 'decks');
  const store = await openStore({ file: join(folder, 'tenax.db'), migrations });
  const trash = join(folder, 'trash');
  const start = () => createLibrary({ root, trash, store, clock: Date.now, uuid: () => '', warn: () => {} });
  let library = start();
  const files = new Set<string>();
  let seconds = 0;
  const stamp = async (path: string) => {
    seconds += 1;
    await utimes(join(root, path), seconds, seconds);
  };
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    await stamp(path);
    files.add(path);
  };
  for (const plan of ['k8s', 'go']) await write(`${plan}/plan.md`, `# ${plan}\n`);
  return {
    async take({ deck, ids }: Step): Promise<void> {
      if (ids) await write(deck, deckText(deck, ids));
      else {
        await rm(join(root, deck), { force: true });
        files.delete(deck);
      }
      if (again === 'starts') library = start();
      if (again === 'reads') for (const path of files) await stamp(path);
      await library.scan();
    },
    notes: () => store.read.selectFrom('notes').select(['id', 'path', 'live']).orderBy('id').execute(),
    close: () => store.close(),
  };
}

describe('the owner of an id', () => {
  it('is the same whether a scan reads what changed or everything', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        const shelves = [await openShelf('nothing'), await openShelf('starts'), await openShelf('reads')];
        try {
          for (const step of some) {
            const notes = [];
            for (const shelf of shelves) {
              await shelf.take(step);
              notes.push(await shelf.notes());
            }
            const [usual, started, reread] = notes;
            expect(usual).toEqual(reread);
            expect(started).toEqual(reread);
          }
        } finally {
          for (const shelf of shelves) await shelf.close();
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
