import { describe, expect } from 'vitest';
import type { Queue, Rendered } from '../../server/http/schemas.ts';
import { createRenderer } from '../../server/render/renderer.ts';
import { openWorld } from '../support/tenax.ts';
import { type Attack, attack } from './attack.ts';
import { type HostileText, hostileTexts } from './hostile-texts.ts';
import { measureStretches } from './stretches.ts';

/** The longest that the main thread may work at a stretch, in ms. */
const MOST_MS = 50;
const COUNT = 4566;

/** Does something with each text, and says which of them kept the main thread longest. */
async function withEach(
  { seed, count, bound, figure }: Attack,
  act: (text: HostileText) => Promise<unknown>,
): Promise<void> {
  const stretches = measureStretches();
  const found: { readonly ms: number; readonly name: string }[] = [];
  // The first is for compiling what all need.
  for (const text of hostileTexts({ seed: seed + 1, count: 20, length: 2000 })) await act(text);
  await stretches.longest();
  for (const text of hostileTexts({ seed, count })) {
    await act(text);
    found.push({ ms: await stretches.longest(), name: text.name });
  }
  stretches.stop();
  found.sort((a, b) => b.ms - a.ms);
  figure('longest stretch, ms', Math.round(found[0]?.ms ?? 0));
  expect(found.filter(({ ms }) => ms > bound(MOST_MS))).toEqual([]);
}

describe('no text holds the only thread', () => {
  attack('hostile cards are shown', { short: 40, full: COUNT }, async (it) => {
    const renderer = createRenderer({ deadlineMs: 200 });
    await withEach(it, async ({ text }) => {
      const context = { path: 'eks/a.md', links: '' };
      const html = await renderer.renderMarkdown(text, context);
      expect(html.length).toBeLessThan(6 * text.length + 600_000);
      await renderer.plainText(text.split('\n', 1)[0] ?? '');
    });
    await renderer.close();
  });

  attack('hostile decks are read and asked', { short: 20, full: COUNT / 3 }, async (it) => {
    const world = await openWorld();
    await withEach(it, async ({ text }) => {
      const { body } = await world.send<Rendered>('POST', '/api/render', {
        markdown: `### Why?\n\n${text.slice(0, 60_000)}`,
      });
      expect(body).toHaveProperty('problems');
      await world.write(
        'k8s/storage.md',
        `# Storage\n\n### Why?\n<!-- id: why -->\n\n${text.slice(0, 64_000)}\n`,
      );
      await world.tenax.library.scan();
      expect((await world.get<Queue>('/api/queue')).body.cards.length).toBeGreaterThan(0);
      await world.get('/api/topics/k8s/storage');
      await world.get('/api/notes/why');
    });
  });

  attack('hostile plans are read', { short: 20, full: COUNT / 3 }, async (it) => {
    const world = await openWorld();
    await withEach(it, async ({ text }) => {
      await world.write('other/plan.md', `# Other\n\n## Topic\n\nGaps:\n- ${text}\n`);
      await world.tenax.library.scan();
      await world.get('/api/topics');
      await world.get('/api/plans');
    });
  });
});
