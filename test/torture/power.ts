// What a disk holds after the power failed: what was synced for certain, of the rest any part.
//
// A file keeps each write since its last sync or loses it, and half of one may be done. The names in a folder are
// certain once the folder was synced; of the changes since, in their order, a first part is kept. That is what a file
// system may do, not what the usual ones do.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Change } from './disk-log.ts';
import type { Random } from './random.ts';

/** The smallest part of a write that a disk does as one. */
const SECTOR = 512;

/** A write or a truncation. */
interface Edit {
  readonly offset: number;
  /** null: the file gets the length `offset`. */
  readonly data: Buffer | null;
}

interface File {
  /** What is certain. */
  readonly bytes: Buffer;
  /** What was done since. */
  readonly edits: readonly Edit[];
}

/** A change of names: what a path holds from now on, or null if nothing. */
interface Naming {
  readonly paths: readonly (readonly [path: string, holds: Thing | null])[];
}

/** A file by a number that no other file ever has, or a folder. */
type Thing = number | 'folder';

/** A disk whose changes are told one by one. */
export interface Power {
  /** Does a change. */
  tell(change: Change): void;
  /** Writes what is left when the power fails now into an empty folder. */
  fail(to: string, random: Random): Promise<void>;
  /** All contents that a path has had, from the moment when it had its name. */
  contentsOf(path: string): readonly Buffer[];
}

/** A disk on which everything in a folder is certain. Call it before a process changes the folder. */
export async function poweredDisk(root: string): Promise<Power> {
  const files = new Map<number, File>();
  /** The names that are certain, and those as the process sees them. */
  const certain = new Map<string, Thing>();
  const pending: Naming[] = [];
  /** The system gives the number of a file that is gone to another one. */
  const numbers = new Map<number, number>();
  const contents = new Map<string, Buffer[]>();
  const add = (inode: number, bytes: Buffer): number => {
    const number = files.size;
    numbers.set(inode, number);
    files.set(number, { bytes, edits: [] });
    return number;
  };
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) certain.set(path, 'folder');
    if (!entry.isFile()) continue;
    const bytes = await readFile(path);
    certain.set(path, add((await stat(path)).ino, bytes));
    contents.set(path, [bytes]);
  }
  const present = new Map(certain);

  const name = (...paths: Naming['paths']) => {
    for (const [path, holds] of paths) {
      put(present, path, holds);
      const file = typeof holds === 'number' ? files.get(holds) : undefined;
      if (file) contents.set(path, [...(contents.get(path) ?? []), applied(file.bytes, file.edits)]);
    }
    pending.push({ paths });
  };
  const numberOf = ({ path, inode }: Change): number => {
    const number = numbers.get(inode);
    if (number === undefined) throw new Error(`The log changes ${path}, which it has not made.`);
    return number;
  };
  const edit = (change: Change, done: Edit) => {
    const number = numberOf(change);
    const file = files.get(number);
    if (file) files.set(number, { ...file, edits: [...file.edits, done] });
  };

  return {
    tell(change) {
      const { kind, path, other, inode, offset, data } = change;
      switch (kind) {
        case 'create':
          return name([path, add(inode, Buffer.alloc(0))]);
        case 'mkdir':
          return name([path, 'folder']);
        case 'write':
          return edit(change, { offset, data });
        case 'truncate':
          return edit(change, { offset, data: null });
        case 'link':
          return name([other, present.get(path) ?? numberOf(change)]);
        case 'rename':
          return name([path, null], [other, present.get(path) ?? numberOf(change)]);
        case 'unlink':
          return name([path, null]);
        case 'sync': {
          if (path === root || present.get(path) === 'folder') return settle(pending, certain, path);
          const number = numberOf(change);
          const file = files.get(number);
          if (file) files.set(number, { bytes: applied(file.bytes, file.edits), edits: [] });
          return;
        }
      }
    },
    async fail(to, random) {
      const names = new Map(certain);
      const left = [...pending];
      // Each folder keeps a first part of its changes.
      const kept = new Map<string, number>();
      for (const naming of pending)
        for (const folder of foldersOf(naming)) kept.set(folder, (kept.get(folder) ?? 0) + 1);
      for (const [folder, count] of kept) settle(left, names, folder, random.below(count + 1));
      const whole = (path: string): boolean => {
        const folder = dirname(path);
        return (
          folder === root || folder.length < root.length || (names.get(folder) === 'folder' && whole(folder))
        );
      };
      for (const [path, holds] of [...names]
        .filter(([it]) => whole(it))
        .sort(([a], [b]) => (a < b ? -1 : 1))) {
        const target = join(to, relative(root, path));
        if (holds === 'folder') await mkdir(target, { recursive: true });
        else await writeFile(target, leftOf(files.get(holds), random));
      }
    },
    contentsOf: (path) => contents.get(path) ?? [],
  };
}

function leftOf(file: File | undefined, random: Random): Buffer {
  if (!file) return Buffer.alloc(0);
  const share = random.pick([0, 0.5, 0.9, 1]);
  const kept = file.edits.filter(() => random.next() < share);
  return applied(
    file.bytes,
    kept.map((done) => torn(done, random)),
  );
}

/** Perhaps only some sectors of a write. */
function torn(done: Edit, random: Random): Edit {
  if (!done.data || done.data.length <= SECTOR || random.below(4) > 0) return done;
  const sectors = 1 + random.below(Math.ceil(done.data.length / SECTOR) - 1);
  return { offset: done.offset, data: done.data.subarray(0, sectors * SECTOR) };
}

function applied(bytes: Buffer, edits: readonly Edit[]): Buffer {
  let now = Buffer.from(bytes);
  for (const { offset, data } of edits) {
    const length = data ? Math.max(now.length, offset + data.length) : offset;
    if (length !== now.length)
      now = Buffer.concat([now, Buffer.alloc(Math.max(0, length - now.length))], length);
    data?.copy(now, offset);
  }
  return now;
}

function put(names: Map<string, Thing>, path: string, holds: Thing | null): void {
  if (holds === null) names.delete(path);
  else names.set(path, holds);
}

function foldersOf({ paths }: Naming): readonly string[] {
  return [...new Set(paths.map(([path]) => dirname(path)))];
}

/**
 * Makes the first `count` pending changes of a folder certain, and with each the earlier ones of the folders that it
 * also concerns: a rename between two folders happens in both or in none.
 */
function settle(
  pending: Naming[],
  certain: Map<string, Thing>,
  folder: string,
  count = Number.POSITIVE_INFINITY,
): void {
  for (let done = 0; done < count; done++) {
    const next = pending.find((naming) => foldersOf(naming).includes(folder));
    if (!next) return;
    for (const other of foldersOf(next)) {
      if (other === folder) continue;
      const before = pending.slice(0, pending.indexOf(next)).filter((it) => foldersOf(it).includes(other));
      settle(pending, certain, other, before.length);
    }
    // An earlier one of this folder may have been settled with the others.
    if (!pending.includes(next)) continue;
    pending.splice(pending.indexOf(next), 1);
    for (const [path, holds] of next.paths) put(certain, path, holds);
  }
}
