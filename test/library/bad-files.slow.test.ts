import { execFileSync } from 'node:child_process';
import { mkdir, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toProblem } from '../../server/http/problems.ts';
import type { FileProblems } from '../../server/http/schemas.ts';
import { checkLibrary } from '../../server/library/check.ts';
import { LibraryError } from '../../server/library/errors.ts';
import { StoreError } from '../../server/store/errors.ts';
import { failing } from '../support/failing-calls.ts';
import { grading, openWorld, SAMPLE, type World } from '../support/tenax.ts';

const STORAGE = '# Storage\n\n## Covered: Access modes\n\n### What is RWO?\n<!-- id: rwo -->\n\nOne node.\n';
const WITHOUT_ID = '# Ownership\n\n### What is a move?\n\nA transfer.\n';
const FILES = {
  ...SAMPLE,
  'k8s/storage.md': STORAGE,
  'rust/plan.md': '# Rust\n\n## Ownership\n**Topics covered:**\n- Borrowing\n',
};
const ALL = ['pod-ip-plugin', 'pod-ip-source', 'prefix-delegation', 'rwo'];

interface Bad {
  readonly kind: string;
  /** The rule of the finding on a deck. */
  readonly rule: string;
  /** Puts it in the place of a file that is gone. Resolves with what ends the failure of a call, if one was made to fail. */
  readonly put: (file: string, world: World) => Promise<unknown>;
}

const sparse = (bytes: number) => async (file: string) => {
  const handle = await open(file, 'w');
  await handle.truncate(bytes);
  await handle.close();
};

/** What can stand at the path of a deck, or of plan.md, and be no deck and no plan. */
const UNREADABLE: readonly Bad[] = [
  { kind: 'a pipe', rule: 'special-file', put: async (file) => execFileSync('mkfifo', [file]) },
  {
    kind: 'a socket',
    rule: 'special-file',
    put: async (file) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(file, resolve));
      onTestFinished(() => void server.close());
    },
  },
  { kind: 'a link to a device', rule: 'special-file', put: (file) => symlink('/dev/zero', file) },
  { kind: 'a folder', rule: 'a-folder', put: (file) => mkdir(file) },
  { kind: 'a link to a folder', rule: 'a-folder', put: (file, { decks }) => symlink(decks, file) },
  { kind: 'a link to itself', rule: 'link-loop', put: (file) => symlink(file, file) },
  {
    kind: 'a circle of links',
    rule: 'link-loop',
    put: async (file) => {
      await symlink(`${file}.other`, file);
      await symlink(file, `${file}.other`);
    },
  },
  { kind: 'a link to nowhere', rule: 'dangling-link', put: (file) => symlink('nowhere.md', file) },
  {
    kind: 'a chain of links to nowhere',
    rule: 'dangling-link',
    put: async (file) => {
      await symlink('nowhere', `${file}.other`);
      await symlink(`${file}.other`, file);
    },
  },
  { kind: 'a sparse file of 3 GiB', rule: 'deck-too-large', put: sparse(3 * 1024 ** 3) },
  { kind: 'a sparse file of exactly 2 GiB', rule: 'deck-too-large', put: sparse(2 ** 31) },
  { kind: 'a file one byte too large', rule: 'deck-too-large', put: sparse(2 * 1024 ** 2 + 1) },
  {
    kind: 'text that is not UTF-8',
    rule: 'not-utf-8',
    put: (file) => writeFile(file, Buffer.from('# Caf\xe9\n', 'latin1')),
  },
  ...['EACCES', 'EPERM'].map((code) => failingToOpen(code, 'no-permission')),
  ...['EIO', 'ENXIO', 'ESTALE'].map((code) => failingToOpen(code, 'disk-error')),
  ...['EMFILE', 'ENFILE'].map((code) => failingToOpen(code, 'too-many-open')),
  failingToOpen('EBUSY', 'file-busy'),
  ...['EIO', 'EACCES'].map((code) => ({
    kind: `a file whose state fails with ${code}`,
    rule: code === 'EIO' ? 'disk-error' : 'no-permission',
    put: async (file: string) => {
      await writeFile(file, STORAGE);
      return failing('lstat', code, (path) => path === file);
    },
  })),
  {
    kind: 'a file that fails in the middle',
    rule: 'disk-error',
    put: async (file) => {
      await writeFile(file, STORAGE);
      return failing('read', 'EIO', (path) => path === file);
    },
  },
];

function failingToOpen(code: string, rule: string): Bad {
  return {
    kind: `a file that opens with ${code}`,
    rule,
    put: async (file) => {
      await writeFile(file, STORAGE);
      return failing('open', code, (path) => path === file);
    },
  };
}

/** A file is not acted on while it may still be being written. */
function settle(world: World): void {
  world.time.nowMs = Date.now() + 20_000;
}

async function cards(world: World): Promise<readonly string[]> {
  const rows = await world.tenax.desk.store.read
    .selectFrom('cards')
    .select('id')
    .where('live', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Everything else in the library loads, gets ids, takes an edit, and is reviewed. */
async function othersWork(world: World): Promise<void> {
  await world.write('rust/ownership.md', WITHOUT_ID);
  settle(world);
  expect((await world.tenax.library.scan()).unsettled).toEqual([]);
  expect(await world.tenax.library.writeIds()).toBeNull();
  expect(await world.read('rust/ownership.md')).toContain('<!-- id: what-is-a-move -->');
  expect(await cards(world)).toEqual(expect.arrayContaining(['pod-ip-source', 'what-is-a-move']));
  const gap = {
    topicId: 'rust/ownership',
    text: 'Lifetimes',
    cards: [{ prompt: "What is 'a?", answer: 'A.' }],
  };
  expect((await world.send('POST', '/api/gaps', gap)).status).toBe(201);
  expect(await world.read('rust/plan.md')).toContain('Lifetimes');
  expect((await world.send('POST', '/api/reviews', grading('pod-ip-source'))).status).toBe(201);
}

describe.each(UNREADABLE)('a deck that is $kind', ({ rule, put: putBad }) => {
  it('is reported by name, keeps its cards, and holds no other up', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await rm(file);
    await putBad(file, world);
    await othersWork(world);
    expect(await cards(world)).toEqual(expect.arrayContaining(ALL));
    const { body } = await world.get<FileProblems>('/api/problems');
    expect(body).toMatchObject({ failure: null, files: 1 });
    expect(body.problems).toMatchObject([{ path: 'k8s/storage.md', rule, line: 1 }]);
    expect(body.problems[0]?.message).toMatch(/^[A-Z].*\. .*\.$/);
    const found = (await checkLibrary(world.decks)).filter(({ severity }) => severity === 'error');
    expect(found).toMatchObject([{ path: 'k8s/storage.md', rule }]);
  });

  it('refuses edits by name, and nothing of them is written', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await rm(file);
    await putBad(file, world);
    settle(world);
    await world.tenax.library.scan();
    const before = await world.read('k8s/plan.md');
    const gap = { topicId: 'k8s/storage', text: 'Snapshots', cards: [{ prompt: 'Q?', answer: 'A.' }] };
    const added = await world.send<{ detail: string; type: string }>('POST', '/api/gaps', gap);
    expect(added.status).toBeGreaterThanOrEqual(400);
    expect(added.status).not.toBe(500);
    expect(added.body.detail).toContain('k8s/storage.md');
    expect(await world.read('k8s/plan.md')).toBe(before);
    const note = await world.get<{ detail: string }>('/api/notes/rwo');
    expect([403, 404, 409, 503]).toContain(note.status);
    expect(note.body.detail).toContain('k8s/storage.md');
  });

  it('is read again once it is a deck', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await rename(file, `${file}.kept`);
    const callOff = await putBad(file, world);
    settle(world);
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).not.toEqual([]);
    await rm(file, { recursive: true });
    if (typeof callOff === 'function') callOff();
    await rename(`${file}.kept`, file);
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toEqual([]);
    expect(await cards(world)).toEqual(ALL);
  });
});

describe.each(UNREADABLE)('a plan.md that is $kind', ({ put: putBad }) => {
  it('is reported, its decks load with its last good reading, and no other is held up', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/plan.md');
    await rm(file);
    await putBad(file, world);
    await world.write('k8s/storage.md', STORAGE.replace('One node.', 'A single node.'));
    await othersWork(world);
    expect(await cards(world)).toEqual(expect.arrayContaining(ALL));
    expect((await world.get<FileProblems>('/api/problems')).body.problems).toMatchObject([
      { path: 'k8s/plan.md', rule: 'unreadable-plan' },
    ]);
    expect((await world.get('/api/topics/k8s/storage')).status).toBe(200);
    const gap = { topicId: 'k8s/storage', text: 'Snapshots' };
    const added = await world.send<{ detail: string }>('POST', '/api/gaps', gap);
    expect(added.status).toBeGreaterThanOrEqual(400);
    expect(added.status).not.toBe(500);
    expect(added.body.detail).toContain('k8s/plan.md');
  });

  it('does not keep a new library from opening', async () => {
    const world = await openWorld({ 'k8s/pod-networking.md': SAMPLE['k8s/pod-networking.md'] ?? '' });
    const file = join(world.decks, 'k8s/plan.md');
    await putBad(file, world);
    settle(world);
    await world.restart();
    settle(world);
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL.filter((id) => id !== 'rwo'));
  });
});

describe('a failing disk', () => {
  it('is asked again at every scan, since the file looks the same when it works', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await world.write('k8s/storage.md', STORAGE.replace('rwo', 'rwo-2'));
    const callOff = failing('open', 'EIO', (path) => path === file);
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    callOff();
    await world.tenax.library.scan();
    expect(await cards(world)).toContain('rwo-2');
    expect(await world.tenax.library.problems()).toEqual([]);
    expect((await world.tenax.library.scan()).changed).toBe(false);
  });

  it('reads no byte of a file that is too large', async () => {
    const world = await openWorld(FILES);
    const file = join(world.decks, 'k8s/storage.md');
    await sparse(3 * 1024 ** 3)(file);
    failing('read', 'EIO', (path) => path === file);
    settle(world);
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'deck-too-large' }]);
  });
});

describe('a name that is not UTF-8', () => {
  const latin = (path: string) => Buffer.from(path, 'latin1');

  it('of a deck is reported, and holds no other up', async () => {
    const world = await openWorld(FILES);
    await writeFile(latin(join(world.decks, 'k8s/caf\xe9.md')), STORAGE);
    await writeFile(latin(join(world.decks, 'k8s/caf\xe8.md')), STORAGE);
    await othersWork(world);
    expect(await world.tenax.library.problems()).toMatchObject([
      { path: 'k8s/caf\ufffd.md', rule: 'name-not-utf-8', severity: 'error' },
    ]);
  });

  it('of a folder is said, and holds no other up', async () => {
    const world = await openWorld(FILES);
    await mkdir(latin(join(world.decks, 'caf\xe9')));
    await othersWork(world);
    expect(world.logged.join('\n')).toMatch(/caf\ufffd.*not UTF-8/);
  });
});

describe('a folder that can’t be listed', () => {
  const unlistable = (world: World, name: string, code = 'EACCES') =>
    failing('readdir', code, (path) => path === join(world.decks, name));

  it.each(['EACCES', 'EIO', 'EMFILE', 'ENOENT'])(
    '(%s) and holds no plan is skipped with a warning',
    async (code) => {
      const world = await openWorld(FILES);
      await mkdir(join(world.decks, 'lost+found'));
      unlistable(world, 'lost+found', code);
      await othersWork(world);
      await world.tenax.library.scan();
      expect(world.logged.filter((line) => line.includes('lost+found'))).toHaveLength(1);
      expect(world.logged.join('\n')).toContain(`can't be listed (${code})`);
      expect((await world.get<FileProblems>('/api/problems')).body.problems).toEqual([]);
      expect(world.tenax.library.failure()).toBeNull();
      expect(await checkLibrary(world.decks)).toContainEqual(
        expect.objectContaining({ path: 'lost+found', rule: 'folder-not-listed', severity: 'warning' }),
      );
    },
  );

  it.each(['EACCES', 'EIO', 'EMFILE', 'ENFILE'])(
    '(%s) and holds a plan keeps its cards, and is reported',
    async (code) => {
      const world = await openWorld(FILES);
      const callOff = unlistable(world, 'k8s', code);
      await othersWork(world);
      expect(await cards(world)).toEqual(expect.arrayContaining(ALL));
      expect((await world.get<FileProblems>('/api/problems')).body.problems).toMatchObject([
        { path: 'k8s', rule: 'folder-not-listed', fault: { code } },
      ]);
      expect((await world.get<FileProblems>('/api/problems?plan=rust')).body.problems).toEqual([]);
      await rm(join(world.decks, 'k8s/storage.md'));
      callOff();
      await world.tenax.library.scan();
      expect(await world.tenax.library.problems()).toEqual([]);
      expect(await cards(world)).not.toContain('rwo');
    },
  );

  it('keeps its cards over a restart, and its ids from a copy', async () => {
    const world = await openWorld(FILES);
    unlistable(world, 'k8s');
    await world.restart();
    await world.write('rust/copy.md', STORAGE.replace('# Storage', '# Copy'));
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual(ALL);
    expect(await world.tenax.library.problems()).toContainEqual(
      expect.objectContaining({ path: 'rust/copy.md', rule: 'duplicate-id' }),
    );
    const row = await world.tenax.desk.store.read
      .selectFrom('notes')
      .select('path')
      .where('prompt', '=', 'What is RWO?')
      .executeTakeFirst();
    expect(row?.path).toBe('k8s/storage.md');
  });

  it.each([
    ['to itself', (path: string) => symlink(path, path)],
    ['to nowhere', (path: string) => symlink('nowhere', path)],
  ])('since it is a link %s keeps its cards', async (_where, put) => {
    const world = await openWorld(FILES);
    await rename(join(world.decks, 'k8s'), join(world.data, 'k8s'));
    await put(join(world.decks, 'k8s'));
    await othersWork(world);
    expect(await cards(world)).toEqual(expect.arrayContaining(ALL));
    expect(await world.tenax.library.problems()).toMatchObject([{ path: 'k8s', rule: 'folder-not-listed' }]);
  });

  it('but is gone sets its cards aside, as before', async () => {
    const world = await openWorld(FILES);
    await rm(join(world.decks, 'k8s'), { recursive: true });
    await world.tenax.library.scan();
    expect(await cards(world)).toEqual([]);
    expect(await world.tenax.library.problems()).toEqual([]);
  });
});

describe('writing ids', () => {
  it('goes on after a deck that can’t take them, and says which', async () => {
    const world = await openWorld(FILES);
    for (const name of ['a', 'b', 'c']) {
      await world.write(`rust/${name}.md`, `# ${name}\n\n### What is ${name}?\n\nA letter.\n`);
    }
    failing('rename', 'EIO', (path) => path.endsWith('/b.md'));
    await world.tenax.library.scan();
    await world.tenax.library.writeIds();
    expect(await world.read('rust/a.md')).toContain('id: what-is-a');
    expect(await world.read('rust/b.md')).not.toContain('id:');
    expect(await world.read('rust/c.md')).toContain('id: what-is-c');
    expect(world.logged.join('\n')).toMatch(/rust\/b\.md was not written.*EIO.*not scheduled/);
  });

  it('goes on after a deck that makes the program fail, and tells of it at the end', async () => {
    const world = await openWorld(FILES);
    for (const name of ['a', 'b'])
      await world.write(`rust/${name}.md`, `# ${name}\n\n### What is ${name}?\n\nIt.\n`);
    await world.tenax.library.scan();
    failing('rename', 'ERR_BUG', (path) => path.endsWith('/a.md'));
    await expect(world.tenax.library.writeIds()).rejects.toThrow('ERR_BUG');
    expect(await world.read('rust/b.md')).toContain('id: what-is-b');
  });
});

describe('a gap whose deck fails after the plan was written', () => {
  it('says what was written, and is completed by the same again', async () => {
    const world = await openWorld(FILES);
    const gap = { topicId: 'k8s/storage', text: 'Snapshots', cards: [{ prompt: 'Q?', answer: 'A.' }] };
    const callOff = failing('rename', 'ENOSPC', (path) => path.endsWith('storage.md'));
    const failed = await world.send<{ detail: string; written: string[] }>('POST', '/api/gaps', gap);
    expect(failed.status).toBe(507);
    expect(failed.body.written).toEqual(['k8s/plan.md']);
    expect(failed.body.detail).toMatch(/storage\.md was not written.*Written before.*k8s\/plan\.md/);
    expect(await world.read('k8s/plan.md')).toContain('Snapshots');
    callOff();
    expect((await world.send('POST', '/api/gaps', gap)).status).toBeLessThan(300);
    expect(await world.read('k8s/storage.md')).toContain('### Q?');
    expect((await world.read('k8s/plan.md')).split('Snapshots')).toHaveLength(2);
  });

  it('says so too if the disk does not confirm the plan, which the store takes up all the same', async () => {
    const world = await openWorld(FILES);
    failing('sync', 'EIO', (path) => path === join(world.decks, 'k8s'));
    const failed = await world.send<{ written: string[] }>('POST', '/api/gaps', {
      topicId: 'k8s/storage',
      text: 'Snapshots',
    });
    expect(failed).toMatchObject({ status: 503, body: { written: ['k8s/plan.md'] } });
    expect((await world.get<{ text: string }[]>('/api/gaps')).text).toContain('Snapshots');
  });
});

describe('a change whose files are written and whose store fails', () => {
  it.each([
    ['full', /^k8s\/storage\.md was written, but .*The disk is full\. Free/],
    ['io', /^k8s\/storage\.md was written, but .*Broken\.$/],
  ] as const)('(%s) says that they were written', async (failure, message) => {
    const world = await openWorld(FILES);
    const changing = world.tenax.library.change(async (editor) => {
      await editor.edit('k8s/storage.md', (text) => `${text}\nMore.\n`);
      editor.alongside(async () => {
        throw new StoreError(failure, 'Broken.');
      });
    });
    const { status, body } = toProblem(await changing.catch((thrown: unknown) => thrown));
    expect(status).toBe(failure === 'full' ? 507 : 503);
    expect(body.detail).toMatch(message);
    expect(body.detail).not.toMatch(/not saved|not written/);
    expect(await world.read('k8s/storage.md')).toContain('More.');
  });

  it('tells the reason of the change first, if that failed too', async () => {
    const world = await openWorld(FILES);
    const changing = world.tenax.library.change(async (editor) => {
      editor.alongside(async () => {
        throw new StoreError('io', 'Broken.');
      });
      await editor.edit('k8s/storage.md', (text) => `${text}\nMore.\n`);
      await editor.edit('k8s/plan.md', () => {
        throw new LibraryError('refused', 'No.');
      });
    });
    await expect(changing).rejects.toMatchObject({
      failure: 'refused',
      about: { written: ['k8s/storage.md'] },
    });
  });
});

describe('media', () => {
  it.each(UNREADABLE.filter(({ rule }) => /special|folder|link/.test(rule)))(
    'that is $kind is not there, and is not waited for',
    async ({ put: putBad }) => {
      const world = await openWorld(FILES);
      await putBad(join(world.decks, 'k8s/picture.png'), world);
      expect((await world.get('/media/k8s/picture.png')).status).toBe(404);
    },
  );

  it('of 3 GiB is served in parts', async () => {
    const world = await openWorld(FILES);
    await sparse(3 * 1024 ** 3)(join(world.decks, 'k8s/film.mp4'));
    const answer = await world.tenax.app.inject({
      url: '/media/k8s/film.mp4',
      headers: { host: '127.0.0.1:4816', range: 'bytes=3221225470-' },
    });
    expect(answer.statusCode).toBe(206);
    expect(answer.rawPayload).toHaveLength(2);
  });
});
