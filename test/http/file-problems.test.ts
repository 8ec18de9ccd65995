import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { FileProblems } from '../../server/http/schemas.ts';
import { DECK, openWorld, SAMPLE } from '../support/tenax.ts';

const UNCLOSED = `${DECK}\n\`\`\`yaml\nnever closed\n`;
const STORAGE = '# Storage\n\n### What is a PV?\n<!-- id: pv; colour: red -->\n\nA volume of the cluster.\n';

describe('GET /api/problems', () => {
  it('is empty if every file can be read', async () => {
    const world = await openWorld();
    expect((await world.get('/api/problems')).body).toEqual({
      failure: null,
      folder: null,
      files: 0,
      problems: [],
    });
  });

  it('returns file, line, remedy and topic until the file is corrected', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', UNCLOSED);
    await world.tenax.library.scan();
    const { body } = await world.get<FileProblems>('/api/problems');
    expect(body).toEqual({
      failure: null,
      folder: null,
      files: 1,
      problems: [
        {
          path: 'k8s/pod-networking.md',
          line: DECK.split('\n').length + 1,
          severity: 'error',
          rule: 'unclosed-fence',
          message: expect.stringContaining('Close it'),
          fault: { kind: 'unclosed-fence' },
          topicId: 'k8s/pod-networking',
        },
      ],
    });
    await world.write('k8s/pod-networking.md', DECK, 50_000);
    await world.tenax.library.scan();
    expect((await world.get<FileProblems>('/api/problems')).body.problems).toEqual([]);
  });

  it('includes parts of a deck that can’t be read, and can be narrowed to a topic or plan', async () => {
    const world = await openWorld({ ...SAMPLE, 'k8s/storage.md': STORAGE, 'go/plan.md': '# Go\n' });
    await world.write('go/plan.md', new Uint8Array([0, 1, 2]));
    await world.tenax.library.scan();
    const rules = async (query: string) =>
      (await world.get<FileProblems>(`/api/problems${query}`)).body.problems.map(({ rule }) => rule);
    expect(await rules('')).toEqual(['unreadable-plan', 'unknown-key']);
    expect(await rules('?plan=go')).toEqual(['unreadable-plan']);
    expect(await rules('?topic=k8s/storage')).toEqual(['unknown-key']);
    expect(await rules('?topic=k8s/pod-networking')).toEqual([]);
    expect((await world.get('/api/problems?plan=gone')).status).toBe(404);
  });

  it('includes what a deck seems to lose', async () => {
    const world = await openWorld({
      ...SAMPLE,
      'k8s/storage.md': '# Storage\n\n### Q\n<!-- id: pv -->\n\nA\n\n###Lost?\n<!-- id: lost -->\n',
    });
    const { body } = await world.get<FileProblems>('/api/problems');
    expect(body.problems.map(({ line, severity, rule }) => [line, severity, rule])).toEqual([
      [8, 'warning', 'heading-as-text'],
      [9, 'error', 'misplaced-id'],
    ]);
  });

  it('does not include notes that only wait for their id', async () => {
    const world = await openWorld({
      ...SAMPLE,
      'k8s/storage.md': '# Storage\n\n### What is a PV?\n\nOne.\n',
    });
    expect(await world.tenax.library.problems()).not.toEqual([]);
    expect((await world.get<FileProblems>('/api/problems')).body.files).toBe(0);
  });

  it('says why the folder could not be read', async () => {
    const world = await openWorld();
    await rename(world.decks, `${world.decks}-gone`);
    await world.tenax.library.scan().catch(() => undefined);
    const { body } = await world.get<FileProblems>('/api/problems');
    expect(body.failure).toContain('Bring it back');
    expect(body.folder).toBe(world.decks);
    await rename(`${world.decks}-gone`, world.decks);
  });
});
