import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileProblems } from '../../server/http/schemas.ts';
import { checkLibrary } from '../../server/library/check.ts';
import { replaceFile } from '../../server/library/replace-file.ts';
import { failing } from '../support/failing-calls.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { DECK, openWorld, PLAN, type World } from '../support/tenax.ts';

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65534;

const STORAGE = '# Storage\n\n## Covered: Access modes\n\n### What is RWO?\n<!-- id: rwo -->\n\nOne node.\n';
const FILES = { 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': DECK, 'k8s/storage.md': STORAGE };
const WITHOUT_ID = '\n### What is RWX?\n\nMany nodes.\n';
const GAP = { topicId: 'k8s/storage', text: 'Snapshots', cards: [{ prompt: 'Q?', answer: 'A.' }] };

async function giveIds(world: World): Promise<void> {
  world.time.nowMs = Date.now() + 20_000;
  await world.tenax.library.scan();
  await world.tenax.library.writeIds();
}

/** Moves a file or folder to another place below the world’s folder, and puts a link to it in its place. */
async function linked(world: World, path: string, target: string, as = target): Promise<string> {
  const to = join(world.decks, target);
  await mkdir(dirname(to), { recursive: true });
  await rename(join(world.decks, path), to);
  await symlink(as === target ? to : as, join(world.decks, path));
  return to;
}

describe('a link', () => {
  it.each([
    ['a deck in another folder', 'k8s/storage.md', 'shared/storage.md', undefined],
    ['a deck in a folder far below', 'k8s/storage.md', 'shared/a/b/storage.md', undefined],
    ['a deck beside it', 'k8s/storage.md', 'k8s/.storage', '.storage'],
    ['a plan', 'k8s/plan.md', 'shared/the-plan.txt', undefined],
    ['a folder of a plan', 'k8s', 'shared/k8s', undefined],
    ['a folder by a relative way', 'k8s', '.shared/k8s', '.shared/k8s'],
  ])('to %s inside the decks folder stays, and its target is written', async (_what, path, target, as) => {
    const world = await openWorld({ ...FILES, 'k8s/storage.md': STORAGE + WITHOUT_ID });
    await linked(world, path, target, as ?? target);
    await giveIds(world);
    expect(await world.read('k8s/storage.md')).toContain('<!-- id: what-is-rwx -->');
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect(await world.read('k8s/plan.md')).toContain('Snapshots');
    expect(await world.read('k8s/storage.md')).toContain('### Q?');
    expect((await lstat(join(world.decks, path))).isSymbolicLink()).toBe(true);
    expect(await realpath(join(world.decks, path))).toBe(await realpath(join(world.decks, target)));
    expect(await world.tenax.library.problems()).toEqual([]);
    expect(
      (await readdir(join(world.decks, dirname(target)))).filter((name) => name.endsWith('.tmp')),
    ).toEqual([]);
  });

  it('in a chain stays, and so do the others', async () => {
    const world = await openWorld(FILES);
    await linked(world, 'k8s/storage.md', 'shared/storage.md');
    await rename(join(world.decks, 'k8s/storage.md'), join(world.decks, 'shared/first'));
    await symlink('../shared/first', join(world.decks, 'k8s/storage.md'));
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect(await world.read('shared/storage.md')).toContain('### Q?');
    expect(await readlink(join(world.decks, 'k8s/storage.md'))).toBe('../shared/first');
    expect((await lstat(join(world.decks, 'shared/first'))).isSymbolicLink()).toBe(true);
  });

  it('that the decks folder is itself is no obstacle', async () => {
    const folder = await temporaryFolder();
    const world = await openWorld(FILES);
    await rename(world.decks, join(folder, 'real'));
    await symlink(join(folder, 'real'), world.decks);
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect(await readFile(join(folder, 'real/k8s/storage.md'), 'utf8')).toContain('### Q?');
  });

  it.each([
    ['a deck', 'k8s/storage.md'],
    ['a plan', 'k8s/plan.md'],
    ['a folder of a plan', 'k8s'],
  ])('to %s outside the decks folder is read, but not written, and both are said', async (_what, path) => {
    const world = await openWorld({ ...FILES, 'k8s/storage.md': STORAGE + WITHOUT_ID });
    const target = await linked(world, path, '../vault/target', undefined);
    const before = await world.read('k8s/plan.md');
    await giveIds(world);
    expect((await world.get('/api/notes/rwo')).status).toBe(200);
    if (path !== 'k8s/plan.md') {
      expect(await world.read('k8s/storage.md')).toBe(STORAGE + WITHOUT_ID);
      expect((await world.get<FileProblems>('/api/problems')).body.problems).toMatchObject([
        { path: 'k8s/storage.md', rule: 'link-outside', fault: { target: expect.stringContaining('vault') } },
      ]);
    }
    expect(await world.tenax.library.problems()).toContainEqual(
      expect.objectContaining({
        rule: 'link-outside',
        message: expect.stringContaining(await realpath(target)),
      }),
    );
    expect(await checkLibrary(world.decks)).toContainEqual(expect.objectContaining({ rule: 'link-outside' }));
    const refused = await world.send<{ detail: string }>('POST', '/api/gaps', GAP);
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toMatch(/k8s\/.* was not written.*outside the decks folder/);
    expect(await world.read('k8s/plan.md')).toBe(before);
    expect((await lstat(join(world.decks, path))).isSymbolicLink()).toBe(true);
  });

  it('to a folder outside keeps a new deck from being made there', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN });
    const target = await linked(world, 'k8s', '../vault/k8s');
    await world.tenax.library.scan();
    expect(
      (await world.send('POST', '/api/notes', { topicId: 'k8s/storage', prompt: 'Q?', answer: 'A.' })).status,
    ).toBe(403);
    expect(await readdir(target)).toEqual(['plan.md']);
  });

  it('that took the place of the file meanwhile is not replaced', async () => {
    const folder = await temporaryFolder();
    const trash = { folder: join(folder, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    await writeFile(join(folder, 'moved.md'), 'old');
    await symlink('moved.md', join(folder, 'deck.md'));
    const writing = replaceFile(join(folder, 'deck.md'), Buffer.from('old'), Buffer.from('new'), trash);
    await expect(writing).rejects.toMatchObject({ failure: 'changed' });
    expect(await readFile(join(folder, 'moved.md'), 'utf8')).toBe('old');
  });
});

describe('a file’s mode', () => {
  it.each([0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o755, 0o4755])(
    '%o stays as it is, whatever the mask of the process',
    async (mode) => {
      const world = await openWorld(FILES);
      await chmod(join(world.decks, 'k8s/storage.md'), mode);
      const mask = process.umask(0o077);
      const added = await world.send('POST', '/api/gaps', GAP).finally(() => process.umask(mask));
      expect(added.status).toBe(201);
      expect(await world.read('k8s/storage.md')).toContain('### Q?');
      expect((await stat(join(world.decks, 'k8s/storage.md'))).mode & 0o7777).toBe(mode);
    },
  );

  it('shows no private text to others in the trash', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await chmod(file, 0o600);
    const seen: number[] = [];
    failing('rename', 'EIO', (path) => path === file);
    await world.send('POST', '/api/gaps', GAP);
    for (const name of await readdir(join(world.data, 'trash'))) {
      seen.push((await stat(join(world.data, 'trash', name))).mode & 0o777);
    }
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((mode) => mode === 0o600)).toBe(true);
  });

  it.each([0o444, 0o400, 0o555, 0o464])(
    '%o means that Tenax leaves the file alone and reports it',
    async (mode) => {
      const world = await openWorld({ ...FILES, 'k8s/storage.md': STORAGE + WITHOUT_ID });
      await chmod(join(world.decks, 'k8s/storage.md'), mode);
      await giveIds(world);
      expect(await world.read('k8s/storage.md')).toBe(STORAGE + WITHOUT_ID);
      const { problems } = (await world.get<FileProblems>('/api/problems')).body;
      expect(problems).toMatchObject([{ path: 'k8s/storage.md', rule: 'read-only-file' }]);
      expect(world.logged.join('\n')).toMatch(/k8s\/storage\.md was not written.*read-only.*not scheduled/);
      const before = await world.read('k8s/plan.md');
      const refused = await world.send<{ detail: string }>('POST', '/api/gaps', GAP);
      expect(refused).toMatchObject({
        status: 403,
        body: { type: 'urn:tenax:decks-read-only', path: 'k8s/storage.md' },
      });
      expect(await world.read('k8s/plan.md')).toBe(before);
      expect((await stat(join(world.decks, 'k8s/storage.md'))).mode & 0o777).toBe(mode);
      await chmod(join(world.decks, 'k8s/storage.md'), 0o644);
      await giveIds(world);
      expect(await world.read('k8s/storage.md')).toContain('id: what-is-rwx');
      expect((await world.get<FileProblems>('/api/problems')).body.problems).toEqual([]);
    },
  );

  it('of a read-only deck with all its ids is a warning, and so is that of a plan', async () => {
    const world = await openWorld(FILES);
    for (const name of ['plan.md', 'storage.md']) await chmod(join(world.decks, 'k8s', name), 0o444);
    await world.tenax.library.scan();
    expect((await world.get<FileProblems>('/api/problems')).body.problems).toEqual([]);
    expect(await world.tenax.library.problems()).toMatchObject([
      { path: 'k8s/plan.md', rule: 'read-only-file', severity: 'warning' },
      { path: 'k8s/storage.md', rule: 'read-only-file', severity: 'warning' },
    ]);
  });

  it('keeps a note from moving out of a read-only deck before it is copied', async () => {
    const world = await openWorld(FILES);
    await chmod(join(world.decks, 'k8s/storage.md'), 0o444);
    const before = await world.read('k8s/pod-networking.md');
    const moved = await world.send('POST', '/api/notes/move', {
      noteIds: ['rwo'],
      topicId: 'k8s/pod-networking',
    });
    expect(moved.status).toBe(403);
    expect(await world.read('k8s/pod-networking.md')).toBe(before);
  });
});

describe.runIf(isRoot)('a file’s owner', () => {
  it('stays, where the process may set it', async () => {
    const world = await openWorld(FILES);
    await chown(join(world.decks, 'k8s/storage.md'), 1234, 5678);
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect(await stat(join(world.decks, 'k8s/storage.md'))).toMatchObject({ uid: 1234, gid: 5678 });
  });

  it('that can’t be kept gives its group’s rights to no other group', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o777);
    const file = join(folder, 'deck.md');
    await writeFile(file, 'old');
    await chown(file, 1234, 5678);
    await chmod(file, 0o664);
    const trash = { folder: join(folder, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    process.seteuid?.(NOBODY);
    try {
      await replaceFile(file, Buffer.from('old'), Buffer.from('new'), trash);
    } finally {
      process.seteuid?.(0);
    }
    const { uid, gid, mode } = await stat(file);
    expect(uid).toBe(NOBODY);
    expect(gid).not.toBe(5678);
    expect(mode & 0o777).toBe(0o644);
  });
});

describe('a hard link', () => {
  it('is parted from its other names, which is said once', async () => {
    const world = await openWorld(FILES);
    await link(join(world.decks, 'k8s/storage.md'), join(world.data, 'other'));
    expect((await world.send('POST', '/api/gaps', GAP)).status).toBe(201);
    expect((await world.send('POST', '/api/gaps', { ...GAP, text: 'Clones' })).status).toBe(201);
    expect(await readFile(join(world.data, 'other'), 'utf8')).toBe(STORAGE);
    expect(world.logged.filter((line) => line.includes('hard link'))).toHaveLength(1);
  });
});

describe('a name', () => {
  it.each([213, 214, 230, 255])(
    'of %i bytes gets its ids, and so do the decks after it; a gap goes in',
    async (bytes) => {
      const stem = '語'.repeat(Math.floor((bytes - 3) / 3));
      const name = `${'a'.repeat(bytes - 3 - Buffer.byteLength(stem))}${stem}.md`;
      expect(Buffer.byteLength(name)).toBe(bytes);
      const world = await openWorld({
        'k8s/plan.md': PLAN,
        [`k8s/${name}`]: `# Storage\n${WITHOUT_ID}`,
        'k8s/語.md': '# After\n\n### What comes after?\n\nThis.\n',
      });
      await giveIds(world);
      expect(await world.read(`k8s/${name}`)).toContain('id: what-is-rwx');
      expect(await world.read('k8s/語.md')).toContain('id: what-comes-after');
      const topics = (await world.get<{ id: string; title: string }[]>('/api/topics')).body;
      const topic = topics.find(({ title }) => title === 'Storage');
      expect((await world.send('POST', '/api/gaps', { ...GAP, topicId: topic?.id })).status).toBe(201);
      expect(await world.read(`k8s/${name}`)).toContain('### Q?');
      const kept = await readdir(join(world.data, 'trash'));
      expect(kept.some((each) => each.includes('語'.repeat(20)) && each.endsWith('.md'))).toBe(true);
    },
  );

  it('of any characters can be written', async () => {
    const folder = await temporaryFolder();
    const trash = { folder: join(folder, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 255 })
      .map((text) => `a${text.replaceAll(/[/\0]/g, '')}.md`)
      .filter((text) => Buffer.byteLength(text) <= 255);
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        const file = join(folder, text);
        await writeFile(file, 'old');
        await replaceFile(file, Buffer.from('old'), Buffer.from('new'), trash);
        expect(await readFile(file, 'utf8')).toBe('new');
      }),
      { numRuns: 100 },
    );
  });

  it('with a line break is a deck like any other', async () => {
    const world = await openWorld({ ...FILES, 'k8s/two\nlines.md': `# Two lines\n${WITHOUT_ID}` });
    await giveIds(world);
    expect(await world.read('k8s/two\nlines.md')).toContain('id: what-is-rwx');
  });
});

describe('leftovers of a killed write', () => {
  const left = (folder: string) => join(folder, `.tenax.${crypto.randomUUID()}.tmp`);
  const AGE_MS = 120_000;

  it('are removed at the start from every folder that Tenax writes into', async () => {
    const world = await openWorld(FILES);
    await linked(world, 'k8s/storage.md', 'shared/deep/storage.md');
    await linked(world, 'k8s', '.hidden/k8s');
    await mkdir(join(world.decks, 'was-a-plan'));
    const places = ['k8s', 'shared/deep', 'was-a-plan'];
    for (const place of places) await world.write(left(place), 'half', AGE_MS);
    await world.restart();
    for (const place of places) {
      expect((await readdir(join(world.decks, place))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
  });

  it('are removed later if they may still be in use at the start', async () => {
    const world = await openWorld(FILES);
    await world.write(left('k8s'), 'half', 0);
    await world.restart();
    const temporary = async () =>
      (await readdir(join(world.decks, 'k8s'))).filter((name) => name.endsWith('.tmp'));
    expect(await temporary()).toHaveLength(1);
    world.time.nowMs += AGE_MS;
    await world.tenax.library.scan();
    expect(await temporary()).toEqual([]);
  });
});
