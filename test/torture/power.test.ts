// The model of a disk that loses its power, without a product.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Kind } from './disk.ts';
import type { Change } from './disk-log.ts';
import { poweredDisk } from './power.ts';
import { seeded } from './random.ts';

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);

interface Told {
  readonly kind: Kind;
  readonly path: string;
  readonly other?: string;
  readonly inode?: number;
  readonly offset?: number;
  readonly data?: string;
}

async function folder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'tenax-power-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text);
  return made;
}

/** All states that some seeds leave after these changes: files with their texts, in the order of their names. */
async function statesAfter(changes: readonly Told[], files: Readonly<Record<string, string>> = {}) {
  const states = new Set<string>();
  for (const seed of SEEDS) {
    const root = await folder(files);
    const power = await poweredDisk(root);
    for (const { kind, path, other, inode = 1_000_000, offset = 0, data = '' } of changes) {
      const change: Change = {
        kind,
        path: path === '' ? root : join(root, path),
        other: other === undefined ? '' : join(root, other),
        inode,
        offset,
        data: Buffer.from(data),
        seen: 0,
        end: 0,
      };
      power.tell(change);
    }
    const left = await folder();
    await power.fail(left, seeded(seed));
    const entries = await readdir(left, { recursive: true, withFileTypes: true });
    const texts = entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        return `${path.slice(left.length + 1)}=${await readFile(path, 'utf8')}`;
      });
    states.add((await Promise.all(texts)).sort().join(' '));
  }
  return [...states].sort();
}

describe('after a power loss', () => {
  it('a file that was synced in a folder that was synced is there', async () => {
    const states = await statesAfter([
      { kind: 'create', path: 'a' },
      { kind: 'write', path: 'a', data: 'new' },
      { kind: 'sync', path: 'a' },
      { kind: 'sync', path: '' },
    ]);
    expect(states).toEqual(['a=new']);
  });

  it('a file whose folder was not synced may be gone', async () => {
    const states = await statesAfter([
      { kind: 'create', path: 'a' },
      { kind: 'write', path: 'a', data: 'new' },
      { kind: 'sync', path: 'a' },
    ]);
    expect(states).toEqual(['', 'a=new']);
  });

  it('a file that was not synced may be empty', async () => {
    const states = await statesAfter([
      { kind: 'create', path: 'a' },
      { kind: 'write', path: 'a', data: 'new' },
      { kind: 'sync', path: '' },
    ]);
    expect(states).toEqual(['a=', 'a=new']);
  });

  it('a later write may be there without an earlier one', async () => {
    const states = await statesAfter([
      { kind: 'create', path: 'a' },
      { kind: 'sync', path: '' },
      { kind: 'write', path: 'a', data: '1' },
      { kind: 'write', path: 'a', offset: 1, data: '2' },
    ]);
    expect(states).toEqual(['a=', 'a=\x002', 'a=1', 'a=12']);
  });

  it('a rename leaves the old or the new file, both whole', async () => {
    const changes: readonly Told[] = [
      { kind: 'create', path: 'b' },
      { kind: 'write', path: 'b', data: 'new' },
      { kind: 'sync', path: 'b' },
      { kind: 'rename', path: 'b', other: 'a' },
    ];
    expect(await statesAfter(changes, { a: 'old' })).toEqual(['a=new', 'a=old', 'a=old b=new']);
    expect(await statesAfter([...changes, { kind: 'sync', path: '' }], { a: 'old' })).toEqual(['a=new']);
  });

  it('a file that moved to another folder is in one of the two', async () => {
    const states = await statesAfter([
      { kind: 'mkdir', path: 'trash' },
      { kind: 'sync', path: '' },
      { kind: 'create', path: 'b' },
      { kind: 'sync', path: '' },
      { kind: 'rename', path: 'b', other: 'trash/b' },
    ]);
    expect(states).toEqual(['b=', 'trash/b=']);
  });

  it('a folder whose own folder was not synced may be gone, with all in it', async () => {
    const states = await statesAfter([
      { kind: 'mkdir', path: 'data' },
      { kind: 'create', path: 'data/a' },
      { kind: 'sync', path: 'data' },
    ]);
    expect(states).toEqual(['', 'data/a=']);
  });

  it('a removed file whose number another one has now may come back with its own bytes', async () => {
    const states = await statesAfter([
      { kind: 'create', path: 'a' },
      { kind: 'write', path: 'a', data: 'old' },
      { kind: 'sync', path: 'a' },
      { kind: 'sync', path: '' },
      { kind: 'unlink', path: 'a' },
      { kind: 'create', path: 'b' },
      { kind: 'sync', path: 'b' },
    ]);
    expect(states).toEqual(['', 'a=old', 'b=']);
  });
});

it('knows each content that a file had under its name', async () => {
  const root = await folder({ a: 'old' });
  await mkdir(join(root, 'empty'));
  const power = await poweredDisk(root);
  const change = { other: '', inode: 5, offset: 0, data: Buffer.alloc(0), seen: 0, end: 0 };
  power.tell({ ...change, kind: 'create', path: join(root, 'b') });
  power.tell({ ...change, kind: 'write', path: join(root, 'b'), data: Buffer.from('new') });
  power.tell({ ...change, kind: 'rename', path: join(root, 'b'), other: join(root, 'a') });
  expect(power.contentsOf(join(root, 'a')).map(String)).toEqual(['old', 'new']);
});
