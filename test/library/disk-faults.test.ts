import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toProblem } from '../../server/http/problems.ts';
import { codeOf } from '../../server/library/errors.ts';
import { presentFile } from '../../server/library/present.ts';
import { replaceFile, type Trash } from '../../server/library/replace-file.ts';
import { type Call, failing } from '../support/failing-calls.ts';
import { temporaryFolder } from '../support/temporary.ts';

const OLD = Buffer.from('# Old\n');
const NEW = Buffer.from('# New\n');
const PATH = 'k8s/deck.md';

/** What each code becomes when a file is written: fault, status, type of problem. */
const WRITING: readonly (readonly [code: string, fault: string, status: number, slug: string])[] = [
  ['EACCES', 'read-only-folder', 403, 'decks-read-only'],
  ['EPERM', 'read-only-folder', 403, 'decks-read-only'],
  ['EROFS', 'read-only-folder', 403, 'decks-read-only'],
  ['ENOSPC', 'disk-full', 507, 'disk-full'],
  ['EDQUOT', 'disk-full', 507, 'disk-full'],
  ['ENOENT', 'folder-gone', 503, 'decks-missing'],
  ['ENOTDIR', 'folder-gone', 503, 'decks-missing'],
  ['EISDIR', 'a-folder', 409, 'file-unreadable'],
  ['ELOOP', 'link-loop', 409, 'file-unreadable'],
  ['ENAMETOOLONG', 'name-too-long', 409, 'file-unreadable'],
  ['EMFILE', 'too-many-open', 503, 'file-busy'],
  ['ENFILE', 'too-many-open', 503, 'file-busy'],
  ['EBUSY', 'file-busy', 503, 'file-busy'],
  ['ETXTBSY', 'file-busy', 503, 'file-busy'],
  ['EAGAIN', 'file-busy', 503, 'file-busy'],
  ['EXDEV', 'file-busy', 503, 'file-busy'],
  ['EIO', 'disk-error', 503, 'disk-failed'],
  ['ENODEV', 'disk-error', 503, 'disk-failed'],
  ['ESTALE', 'disk-error', 503, 'disk-failed'],
  ['EFBIG', 'disk-error', 503, 'disk-failed'],
  ['ENOMEM', 'disk-error', 503, 'disk-failed'],
];
const CODES = WRITING.map(([code]) => code);

interface Desk {
  readonly root: string;
  readonly file: string;
  readonly trash: Trash;
}

async function deskWithDeck(): Promise<Desk> {
  const folder = await temporaryFolder();
  const root = join(folder, 'decks');
  await mkdir(join(root, 'k8s'), { recursive: true });
  await writeFile(join(root, PATH), OLD);
  const trash = { folder: join(folder, 'trash'), clock: Date.now, uuid: () => crypto.randomUUID() };
  return { root, file: join(root, PATH), trash };
}

/** The steps of a write that can fail before the file is replaced, with whether the trash is to blame. */
const STEPS: readonly (readonly [
  name: string,
  call: Call,
  where: (path: string, desk: Desk) => boolean,
  blamesTrash: boolean,
])[] = [
  ['creating the temporary file', 'open', (path) => path.endsWith('.tmp'), false],
  ['writing it', 'writeFile', (path) => path.endsWith('.tmp'), false],
  ['making it durable', 'sync', (path) => path.endsWith('.tmp'), false],
  ['making the trash', 'mkdir', (path, { trash }) => path === trash.folder, true],
  ['creating the copy in the trash', 'open', (path, { trash }) => path.startsWith(trash.folder), true],
  ['writing the copy', 'writeFile', (path, { trash }) => path.startsWith(trash.folder), true],
  ['making the copy durable', 'sync', (path, { trash }) => path.startsWith(trash.folder), true],
  ['renaming', 'rename', () => true, false],
];

describe.each(STEPS)('a write that fails at %s', (_name, call, where, blamesTrash) => {
  it.each(WRITING)(
    'with %s says so of the right place, and leaves the file',
    async (code, fault, status, slug) => {
      const desk = await deskWithDeck();
      const callOff = failing(call, code, (path) => where(path, desk));
      const error = await replaceFile(desk.file, OLD, NEW, desk.trash, PATH).catch(
        (thrown: unknown) => thrown,
      );
      callOff();
      const { body } = toProblem(error);
      expect(body).toMatchObject({
        status,
        type: `urn:tenax:${slug}`,
        path: blamesTrash ? desk.trash.folder : PATH,
        fault: { kind: fault },
      });
      expect(body.detail).toContain(`${PATH} was not written`);
      expect(body.detail.includes(desk.trash.folder)).toBe(blamesTrash);
      expect(body.detail).not.toContain('object Object');
      expect(body).not.toHaveProperty('written');
      expect(await readFile(desk.file)).toEqual(OLD);
      expect(await readdir(join(desk.root, 'k8s'))).toEqual([basename(PATH)]);
      if (blamesTrash) expect(await readdir(desk.trash.folder).catch(() => [])).toEqual([]);
      // The same works once the disk does.
      await replaceFile(desk.file, OLD, NEW, desk.trash, PATH);
      expect(await readFile(desk.file)).toEqual(NEW);
    },
  );
});

describe('a write of a new file', () => {
  it.each(WRITING.filter(([code]) => code !== 'EPERM'))(
    'that fails with %s when the file gets its name leaves nothing',
    async (code, fault, status) => {
      const desk = await deskWithDeck();
      const callOff = failing('link', code, () => true);
      const file = join(desk.root, 'k8s/new.md');
      const error = await replaceFile(file, null, NEW, desk.trash, 'k8s/new.md').catch(
        (thrown: unknown) => thrown,
      );
      callOff();
      expect(toProblem(error).body).toMatchObject({ status, fault: { kind: fault }, path: 'k8s/new.md' });
      expect(await readdir(join(desk.root, 'k8s'))).toEqual([basename(PATH)]);
    },
  );

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])('needs no hard links (%s)', async (code) => {
    const desk = await deskWithDeck();
    failing('link', code, () => true);
    const file = join(desk.root, 'k8s/new.md');
    await replaceFile(file, null, NEW, desk.trash);
    expect(await readFile(file)).toEqual(NEW);
    expect((await readdir(join(desk.root, 'k8s'))).sort()).toEqual([basename(PATH), 'new.md']);
    await expect(replaceFile(file, null, OLD, desk.trash)).rejects.toMatchObject({ failure: 'changed' });
    expect(await readFile(file)).toEqual(NEW);
  });
});

describe('a write that fails after the file was replaced', () => {
  it.each(WRITING)('with %s says that it was written', async (code, fault, status, slug) => {
    const desk = await deskWithDeck();
    failing('sync', code, (path) => path === join(desk.root, 'k8s'));
    const error = await replaceFile(desk.file, OLD, NEW, desk.trash, PATH).catch((thrown: unknown) => thrown);
    const { body } = toProblem(error);
    expect(body).toMatchObject({
      status,
      type: `urn:tenax:${slug}`,
      fault: { kind: fault },
      written: [PATH],
    });
    expect(body.detail).toContain(`${PATH} was written`);
    expect(body.detail).not.toMatch(/not written|not saved|unchanged/);
    expect(await readFile(desk.file)).toEqual(NEW);
  });
});

describe('a read', () => {
  /** What may be read differs from what may be written; the rest is the same. */
  const readingOf = ([code, fault, status, slug]: (typeof WRITING)[number]) =>
    slug === 'decks-read-only'
      ? ([code, 'no-permission', status, 'file-denied'] as const)
      : ([code, fault, status, slug] as const);
  const reading = WRITING.filter(([code]) => !['ENOENT', 'ENOTDIR'].includes(code)).map(readingOf);

  it.each(reading)('that fails with %s names the file', async (code, fault, status, slug) => {
    const desk = await deskWithDeck();
    failing('read', code, (path) => path === desk.file);
    const { body } = toProblem(await presentFile(desk.root, PATH).catch((thrown: unknown) => thrown));
    expect(body).toMatchObject({
      status,
      type: `urn:tenax:${slug}`,
      path: PATH,
      fault: { kind: fault },
    });
    expect(body.detail).toMatch(/^k8s\/deck\.md can't be read\. ./);
  });

  it.each(['EIO', 'EACCES', 'EMFILE'])('of its state that fails with %s names the file too', async (code) => {
    const desk = await deskWithDeck();
    failing('lstat', code, (path) => path === desk.file);
    await expect(presentFile(desk.root, PATH)).rejects.toThrow("k8s/deck.md can't be read.");
  });
});

it('leaves errors of the program as they are', async () => {
  const desk = await deskWithDeck();
  const trash = {
    ...desk.trash,
    clock: (): number => {
      throw new TypeError('a bug');
    },
  };
  const error = await replaceFile(desk.file, OLD, NEW, trash, PATH).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(codeOf(error)).toBe('');
  expect(CODES).not.toContain(codeOf(error));
  expect(toProblem(error).status).toBe(500);
});
