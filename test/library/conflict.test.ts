import { describe, expect, it } from 'vitest';
import { DECK, openWorld, PLAN, type World } from '../support/tenax.ts';

const DECK_PATH = 'k8s/pod-networking.md';
const CONFLICT = '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> laptop\n';
const LINE = DECK.split('\n').length;

interface Refusal {
  readonly detail: string;
}

async function cardIds(world: World): Promise<readonly string[]> {
  const { body } = await world.get<{ cards: { cardId: string }[] }>('/api/cards');
  return body.cards.map(({ cardId }) => cardId);
}

describe('a merge conflict', () => {
  it('in a deck keeps its cards, and nothing is written into it until it is resolved', async () => {
    const world = await openWorld();
    const before = await cardIds(world);
    const text = `${DECK}${CONFLICT}\n### New?\n\nA\n`.replaceAll('\n', '\r\n');
    await world.write(DECK_PATH, text);
    await world.tenax.library.scan();
    await world.tenax.library.writeIds();
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'merge-conflict', line: LINE }]);
    expect(await cardIds(world)).toEqual(before);

    const note = { topicId: 'k8s/pod-networking', prompt: 'Another?', answer: 'A' };
    const added = await world.send<Refusal>('POST', '/api/notes', note);
    expect(added.status).toBe(400);
    expect(added.body.detail).toContain(`line ${LINE}`);
    const gap = { topicId: 'k8s/pod-networking', text: 'A gap', cards: [{ prompt: 'P?', answer: 'A' }] };
    expect((await world.send('POST', '/api/gaps', gap)).status).toBe(400);
    expect(await world.read(DECK_PATH)).toBe(text);
    expect(await world.read('k8s/plan.md')).toBe(PLAN);

    await world.write(DECK_PATH, `${DECK}\n### New?\n<!-- id: new -->\n\nA\n`, 50_000);
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toEqual([]);
    expect((await cardIds(world)).toSorted()).toEqual([...before, 'new'].toSorted());
  });

  it('in a plan keeps its last good reading, and nothing is written into it', async () => {
    const world = await openWorld();
    const topics = await world.get('/api/topics');
    const text = `${PLAN}${CONFLICT}`;
    await world.write('k8s/plan.md', text);
    await world.tenax.library.scan();
    const line = PLAN.split('\n').length;
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'unreadable-plan', line }]);
    expect((await world.get('/api/topics')).body).toEqual(topics.body);
    const gap = await world.send<Refusal>('POST', '/api/gaps', { topicId: 'k8s/storage', text: 'A gap' });
    expect(gap.status).toBe(400);
    expect(gap.body.detail).toContain(`line ${line}`);
    expect((await world.send('POST', '/api/plans/k8s/report')).status).toBe(400);
    expect(await world.read('k8s/plan.md')).toBe(text);
  });
});

describe('a misplaced id', () => {
  it('keeps its note from getting a second one, and says so once', async () => {
    const world = await openWorld();
    const text = `${DECK}\n### Which Pods?\n\nAll.\n<!-- id: which-pods -->\n`;
    await world.write(DECK_PATH, text);
    const { withoutIds } = await world.tenax.library.scan();
    expect(withoutIds).toEqual([]);
    await world.tenax.library.writeIds();
    expect(await world.read(DECK_PATH)).toBe(text);
    expect((await world.tenax.library.problems()).map(({ rule }) => rule)).toEqual(['misplaced-id']);
  });

  it('is refused in a text that comes in, with its line', async () => {
    const world = await openWorld();
    const note = { topicId: 'k8s/storage', prompt: 'What is a PV?', answer: 'A volume.\n<!-- id: pv -->' };
    const { status, body } = await world.send<Refusal>('POST', '/api/notes', note);
    expect(status).toBe(400);
    expect(body.detail).toContain('Line 5 of the note');
  });

  it('does not hide the preview of a note whose id is written unusually', async () => {
    const world = await openWorld();
    for (const comment of ['<!-- ID: pv -->', '<!-- id : pv -->', '<!--id:pv-->']) {
      const { body } = await world.send<{ cards: unknown[]; problems: unknown[] }>('POST', '/api/render', {
        topicId: 'k8s/storage',
        markdown: `### What is a PV?\n${comment}\n\nA volume.`,
      });
      expect(body).toMatchObject({ problems: [], cards: [{ kind: 'basic' }] });
    }
  });
});
