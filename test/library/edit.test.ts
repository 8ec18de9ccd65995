import { writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../server/library/replace-file.ts';
import { DECK, openWorld } from '../support/tenax.ts';

describe('an edit', () => {
  it('keeps the bytes that it replaces', async () => {
    const world = await openWorld();
    await world.tenax.library.change((editor) =>
      editor.edit('k8s/pod-networking.md', () => '# Pod Networking\n'),
    );
    expect(await world.read('k8s/pod-networking.md')).toBe('# Pod Networking\n');
    const [kept] = await readdir(join(world.data, 'trash'));
    expect(await readFile(join(world.data, 'trash', `${kept}`), 'utf8')).toBe(DECK);
  });

  it('leaves no temporary file behind', async () => {
    const world = await openWorld();
    await world.tenax.library.change((editor) => editor.edit('k8s/storage.md', () => '# Storage\n'));
    expect((await readdir(join(world.decks, 'k8s'))).sort()).toEqual([
      'plan.md',
      'pod-networking.md',
      'storage.md',
    ]);
  });

  it('that has begun is in the file and the store once Tenax has closed, and none begins after', async () => {
    const world = await openWorld();
    const { library, close } = world.tenax;
    let ended = false;
    const editing = library
      .change((editor) =>
        editor.edit('k8s/pod-networking.md', () => `${DECK}\n### Who?\n<!-- id: who -->\n\nI.\n`),
      )
      .finally(() => {
        ended = true;
      });
    await close();
    expect(ended).toBe(true);
    await editing;
    expect(await world.read('k8s/pod-networking.md')).toContain('id: who');
    await expect(library.scan()).rejects.toThrow('The library is closed.');
    await world.restart();
    expect((await world.get('/api/cards/who')).status).toBe(200);
  });

  it('that was killed while writing has its temporary file removed at the next start', async () => {
    const world = await openWorld();
    const uuid = '5f5a3251-6fbd-4a1d-9a08-883639b2b4ff';
    await world.write(`k8s/.plan.md.${uuid}.tmp`, 'half of a pl', 120_000);
    await world.write(`k8s/.storage.md.${uuid}.tmp`, 'being written right now', 0);
    await world.write('k8s/.notes.tmp', 'somebody else’s', 120_000);
    await world.restart();
    expect((await readdir(join(world.decks, 'k8s'))).sort()).toEqual([
      '.notes.tmp',
      `.storage.md.${uuid}.tmp`,
      'plan.md',
      'pod-networking.md',
    ]);
  });

  it('starts over if another program wrote the file meanwhile', async () => {
    const world = await openWorld();
    let asked = 0;
    await world.tenax.library.change((editor) =>
      editor.edit('k8s/pod-networking.md', (text) => {
        // Another program saves the file after the first attempt has read it, and before it writes.
        if (asked++ === 0) writeFileSync(join(world.decks, 'k8s/pod-networking.md'), `${DECK}\nTheirs.\n`);
        return `${text}\nOurs.\n`;
      }),
    );
    expect(asked).toBe(2);
    expect(await world.read('k8s/pod-networking.md')).toBe(`${DECK}\nTheirs.\n\nOurs.\n`);
  });

  it('keeps CRLF, a byte-order mark and a missing newline at the end', async () => {
    const world = await openWorld();
    const theirs = `\ufeff${DECK.trimEnd().replaceAll('\n', '\r\n')}`;
    await world.write('k8s/pod-networking.md', theirs);
    await world.tenax.library.scan();
    const { body } = await world.get<{ markdown: string; etag: string }>('/api/notes/pod-ip-source');
    const changed = await world.send(
      'PATCH',
      '/api/notes/pod-ip-source',
      { markdown: body.markdown.replace("the node's subnet", 'a subnet') },
      { 'if-match': body.etag },
    );
    expect(changed.status).toBe(200);
    expect(await world.read('k8s/pod-networking.md')).toBe(theirs.replace("the node's subnet", 'a subnet'));
  });
});

describe('replacing a file', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('refuses if the file is not the one that was read', async () => {
    const world = await openWorld();
    const path = join(world.decks, 'k8s/pod-networking.md');
    const trash = { folder: join(world.data, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    await expect(replaceFile(path, bytes('other'), bytes('new'), trash)).rejects.toMatchObject({
      failure: 'changed',
    });
    expect(await readFile(path, 'utf8')).toBe(DECK);
  });

  it('refuses to overwrite a file that did not exist before', async () => {
    const world = await openWorld();
    const path = join(world.decks, 'k8s/storage.md');
    const trash = { folder: join(world.data, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    await writeFile(path, 'theirs');
    await expect(replaceFile(path, null, bytes('ours'), trash)).rejects.toMatchObject({ failure: 'changed' });
    expect(await readFile(path, 'utf8')).toBe('theirs');
  });

  it('says what to do if the folder is gone', async () => {
    const world = await openWorld();
    const trash = { folder: join(world.data, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    const writing = replaceFile(join(world.decks, 'gone/deck.md'), null, bytes('new'), trash);
    await expect(writing).rejects.toMatchObject({
      failure: 'missing',
      message: expect.stringContaining('Bring it back'),
    });
  });
});
