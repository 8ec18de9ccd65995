import { describe, expect, it } from 'vitest';
import type { CardDetail, NotesMoved, TopicDetail } from '../../server/http/schemas.ts';
import { StoreError } from '../../server/store/errors.ts';
import { DECK, grading, openWorld, SAMPLE, type World } from '../support/tenax.ts';

const STORAGE = `# Storage

## Covered: Access modes

### What does ReadWriteOnce allow?
<!-- id: rwo -->

One node.
`;
const RUST =
  '# Rust\n\n## Ownership\n**Status:** Deep dive complete\n**Topics covered:**\n- moves of values\n';
const FILES = { ...SAMPLE, 'k8s/storage.md': STORAGE };
const move = (world: World, body: object) => world.send<NotesMoved>('POST', '/api/notes/move', body);
const TO_STORAGE = { noteIds: ['pod-ip-source'], topicId: 'k8s/storage', item: 'Access modes' };

describe('moving notes', () => {
  it('writes both decks, and keeps the history', async () => {
    const world = await openWorld(FILES);
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const moved = await move(world, TO_STORAGE);
    expect(moved.body.notes).toEqual([
      { id: 'pod-ip-source', from: 'k8s/pod-networking.md', path: 'k8s/storage.md' },
    ]);
    expect(await world.read('k8s/storage.md')).toContain('<!-- id: pod-ip-source -->');
    expect(await world.read('k8s/pod-networking.md')).not.toContain('pod-ip-source');
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({
      topic: { id: 'k8s/storage' },
      item: 'Access modes',
      reps: 1,
      setAside: false,
      path: 'k8s/storage.md',
    });
  });

  it('can be repeated to complete a move that was interrupted between the two files', async () => {
    const world = await openWorld(FILES);
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const note = DECK.slice(DECK.indexOf('### Where does'), DECK.indexOf('\n### Which plugin'));
    await world.write('k8s/storage.md', `${STORAGE}\n${note}`);
    await world.restart();
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body.path).toBe('k8s/pod-networking.md');
    for (let time = 0; time < 2; time++) {
      expect((await move(world, TO_STORAGE)).status).toBe(200);
      expect(await world.read('k8s/storage.md')).toBe(`${STORAGE}\n${note}`);
      expect(await world.read('k8s/pod-networking.md')).not.toContain('pod-ip-source');
      expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({
        path: 'k8s/storage.md',
        reps: 1,
      });
    }
  });

  it('can be repeated after both files were written and the disk was too full for the database', async () => {
    const world = await openWorld(FILES);
    const { store } = world.tenax.desk;
    const write = store.write;
    store.write = () => Promise.reject(new StoreError('full', 'The disk is full.'));
    expect((await move(world, TO_STORAGE)).status).toBe(507);
    store.write = write;
    expect(await world.read('k8s/pod-networking.md')).not.toContain('pod-ip-source');
    expect((await move(world, TO_STORAGE)).status).toBe(200);
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body.path).toBe('k8s/storage.md');
  });

  it('takes several notes from several decks and creates the deck of a topic without one', async () => {
    const world = await openWorld({ ...SAMPLE, 'rust/plan.md': RUST });
    const answer = await move(world, {
      noteIds: ['pod-ip-source', 'prefix-delegation'],
      topicId: 'rust/ownership',
      item: 'moves of values',
    });
    expect(answer.status).toBe(200);
    const { body } = await world.get<TopicDetail>('/api/topics/rust/ownership');
    expect(body.itemList[0]?.cards.map(({ cardId }) => cardId)).toEqual([
      'pod-ip-source',
      'prefix-delegation',
    ]);
  });

  it('takes a note to another item of its topic', async () => {
    const world = await openWorld();
    const item = 'Prefix delegation';
    await move(world, { noteIds: ['pod-ip-source'], topicId: 'k8s/pod-networking', item });
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body.item).toBe(item);
  });

  it('changes nothing if one of the notes cannot be moved', async () => {
    const world = await openWorld({
      ...FILES,
      'rust/plan.md': RUST,
      'k8s/pod-networking.md': DECK.replace('The VPC CNI.', '![It](cni.png)'),
    });
    const before = await Promise.all(['k8s/pod-networking.md', 'k8s/storage.md'].map(world.read));
    for (const [body, status] of [
      [{ ...TO_STORAGE, noteIds: ['pod-ip-source', 'nothing'] }, 404],
      [{ ...TO_STORAGE, item: 'No such item' }, 404],
      [{ ...TO_STORAGE, topicId: 'k8s/nothing' }, 404],
      [{ noteIds: ['pod-ip-source', 'pod-ip-plugin'], topicId: 'rust/ownership' }, 400],
      [{ ...TO_STORAGE, noteIds: [] }, 400],
    ] as const) {
      expect((await move(world, body)).status).toBe(status);
    }
    expect(await Promise.all(['k8s/pod-networking.md', 'k8s/storage.md'].map(world.read))).toEqual(before);
  });
});
