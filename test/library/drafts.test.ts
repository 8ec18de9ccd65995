import { describe, expect, it } from 'vitest';
import { openWorld, SAMPLE } from '../support/tenax.ts';

describe('drafts', () => {
  it('are the notes without an answer, each with its topic and item', async () => {
    const deck = `${SAMPLE['k8s/pod-networking.md']}\n### What does a /28 hold?\n<!-- id: slash-28 -->\n\n`;
    const world = await openWorld({ ...SAMPLE, 'k8s/pod-networking.md': deck });
    expect((await world.get('/api/drafts')).body).toEqual([
      {
        noteId: 'slash-28',
        prompt: 'What does a /28 hold?',
        topic: { id: 'k8s/pod-networking', title: 'Pod Networking' },
        item: 'Prefix delegation',
      },
    ]);
  });

  it('are empty if every note has an answer', async () => {
    const world = await openWorld();
    expect((await world.get('/api/drafts')).body).toEqual([]);
  });
});
