import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CardDetail, CardNow, Problem, Rendered, Topic } from '../../server/http/schemas.ts';
import { DECK, grading, openWorld } from '../support/tenax.ts';

describe('notes', () => {
  interface NoteBody {
    readonly markdown: string;
    readonly etag: string;
    readonly id: string;
  }

  it('are changed in their file if the client has seen the present text', async () => {
    const world = await openWorld();
    const { body, headers } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    expect(headers.etag).toBe(body.etag);
    const markdown = body.markdown.replace("the node's", 'the chosen');
    const change = (etag?: string) =>
      world.send(
        'PATCH',
        '/api/notes/pod-ip-source',
        { markdown },
        etag === undefined ? {} : { 'if-match': etag },
      );
    expect((await change()).status).toBe(428);
    expect((await change('"old"')).status).toBe(412);
    expect((await change(body.etag)).status).toBe(200);
    // Sent again because no answer arrived, although the change was made.
    expect((await change(body.etag)).status).toBe(200);
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK.replace("the node's", 'the chosen'));
    expect((await world.get<CardNow>('/api/cards/pod-ip-source')).body.answerHtml).toContain('the chosen');
  });

  it('are returned in their present state to a client that saw another text', async () => {
    const world = await openWorld();
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    await world.write('k8s/pod-networking.md', DECK.replace("the node's", 'their'));
    const mine = body.markdown.replace("the node's", 'my');
    const refused = await world.send<Problem & { note: NoteBody }>(
      'PATCH',
      '/api/notes/pod-ip-source',
      { markdown: mine },
      { 'if-match': body.etag },
    );
    expect(refused.body).toMatchObject({ status: 412, type: 'urn:tenax:file-changed' });
    expect(refused.body.note.markdown).toContain('From their subnet.');
    const again = await world.send(
      'PATCH',
      '/api/notes/pod-ip-source',
      { markdown: mine },
      { 'if-match': refused.body.note.etag },
    );
    expect(again.status).toBe(200);
  });

  it('keep the memory of their cards unless the edit says that the meaning changed', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const change = async (from: string, to: string, more: object) => {
      const { body } = await world.get<NoteBody & { seen: number }>('/api/notes/pod-ip-source');
      const markdown = body.markdown.replace(from, to);
      const patch = { markdown, ...more };
      const send = () =>
        world.send<{ seen: number }>('PATCH', '/api/notes/pod-ip-source', patch, { 'if-match': body.etag });
      return { before: body.seen, send };
    };
    const reps = async () => (await world.get<CardNow>('/api/cards/pod-ip-source')).body.reps;

    const same = await change("the node's", 'its', { meaning: 'same' });
    expect([same.before, (await same.send()).body.seen, await reps()]).toEqual([1, 1, 1]);

    expect((await (await change('its', 'no', { meaning: 'new' })).send()).status).toBe(400);
    expect(await world.read('k8s/pod-networking.md')).toContain('From its subnet.');

    const fresh = await change('its', 'another', { meaning: 'new', id: randomUUID() });
    expect([(await fresh.send()).body.seen, await reps()]).toEqual([0, 0]);
    world.time.nowMs += 1000;
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    expect((await fresh.send()).status).toBe(200);
    expect(await reps()).toBe(1);
  });

  it('reset their cards even if the process died after writing only the file', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    await world.write('k8s/pod-networking.md', DECK.replace("the node's", 'another'));
    const markdown = body.markdown.replace("the node's", 'another');
    const patch = { markdown, meaning: 'new', id: randomUUID() };
    const sent = await world.send('PATCH', '/api/notes/pod-ip-source', patch, { 'if-match': body.etag });
    expect(sent.status).toBe(200);
    expect((await world.get<CardNow>('/api/cards/pod-ip-source')).body.reps).toBe(0);
  });

  it('keep their id and remain one note', async () => {
    const world = await openWorld();
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    for (const markdown of [
      body.markdown.replace('id: pod-ip-source', 'id: other'),
      `${body.markdown}\n\n### Another\n\nOne.`,
    ]) {
      const refused = await world.send<Problem>(
        'PATCH',
        '/api/notes/pod-ip-source',
        { markdown },
        { 'if-match': body.etag },
      );
      expect(refused.body).toMatchObject({ status: 400, type: 'urn:tenax:text-refused' });
    }
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK);
  });

  it('are added only once, under their item', async () => {
    const world = await openWorld();
    const note = {
      topicId: 'k8s/pod-networking',
      item: 'veth pairs (virtual ethernet cables)',
      prompt: 'What is the Pod end of a veth pair called?',
      answer: '`eth0`',
    };
    const added = await world.send<NoteBody>('POST', '/api/notes', note);
    expect(added.status).toBe(201);
    expect(added.body.id).toBe('what-is-the-pod-end-of-a-veth-pair-called');
    expect((await world.send('POST', '/api/notes', note)).status).toBe(200);
    expect((await world.get<Topic[]>('/api/topics')).body[0]).toMatchObject({
      items: { uncarded: 0 },
      cards: { total: 4 },
    });
    expect((await world.send('POST', '/api/notes', { ...note, item: 'No such item' })).status).toBe(404);
    expect((await world.send('POST', '/api/notes', { ...note, topicId: 'k8s/nothing' })).status).toBe(404);
  });

  it('are deleted from their file but keep their history', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    expect(
      (await world.send('DELETE', '/api/notes/pod-ip-source', undefined, { 'if-match': body.etag })).status,
    ).toBe(204);
    expect(await world.read('k8s/pod-networking.md')).not.toContain('pod-ip-source');
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({
      setAside: true,
      reps: 1,
    });
  });

  it('are previewed without being saved', async () => {
    const world = await openWorld();
    const { body } = await world.send<Rendered>('POST', '/api/render', {
      markdown: '### Warm pool\n\nThe CNI keeps {{c1::spare IPs}} and {{c2::ENIs}}.',
    });
    expect(body.kind).toBe('cloze');
    expect(body.cards).toHaveLength(2);
    expect(body.cards[0]?.promptHtml).toContain('<span class="cloze">[…]</span>');
    const broken = await world.send<Rendered>('POST', '/api/render', {
      markdown: '### Open\n\n```yaml\nkind: Pod',
    });
    expect(broken.body.problems[0]).toMatchObject({ line: 3 });
  });
});
