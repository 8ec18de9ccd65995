// Lists and reads the files of the decks folder.
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { access, constants, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../deck/types.ts';
import { asPlanId, type PlanId } from '../schedule/ids.ts';
import { faultOf, findingOf } from './disk-faults.ts';
import { codeOf, LibraryError } from './errors.ts';
import type { DiskFault } from './faults.ts';
import { contentOf, folderAt, isGone, mostBytes, type Standing, standingAt } from './standing.ts';

export const PLAN_FILE = 'plan.md';

/** A file of the library as listed in its folder. */
export interface ListedFile {
  /** Relative to the decks folder, with forward slashes: `eks/pod-networking.md`. */
  readonly path: string;
  readonly planId: PlanId;
  readonly isPlan: boolean;
  /** Size, times and inode. It changes whenever the file, its permissions or what keeps it from use do. */
  readonly stamp: string;
  readonly modifiedMs: number;
  /** What keeps it from being read; null if nothing is known to. */
  readonly unreadable: DiskFault | null;
  /** What keeps Tenax from writing it; null if nothing is known to. */
  readonly unwritable: DiskFault | null;
}

/** What a decks folder holds. */
export interface Listing {
  /** In the order of their paths. */
  readonly files: readonly ListedFile[];
  /** The folders that Tenax may have written into, behind all links. */
  readonly folders: readonly string[];
  /** The folders that could not be listed, each with its finding. Nothing is known of their files. */
  readonly unlisted: ReadonlyMap<PlanId, Problem>;
}

/** The clocks of two machines may differ by this much. */
const SKEW_MS = 60_000;

/** How long ago a file was changed; Infinity if its time is in the future, where it means nothing. */
export function quietForMs({ modifiedMs }: Pick<ListedFile, 'modifiedMs'>, nowMs: number): number {
  const quiet = nowMs - modifiedMs;
  return quiet < -SKEW_MS ? Number.POSITIVE_INFINITY : quiet;
}

/**
 * Every plan and deck of a decks folder. A plan is a folder with a `plan.md`. Its decks lie flat beside that file;
 * `README.md` and hidden files are not decks. Whatever else has the name of a plan or deck is listed too, with what
 * keeps it from being read.
 *
 * @throws LibraryError if the decks folder itself can't be listed.
 */
export async function listLibrary(root: string): Promise<Listing> {
  const names = (await list(root)).filter((entry) => !entry.startsWith('.'));
  const ids = [...new Set(names)].sort().map(asPlanId);
  const found = await Promise.all(ids.map((planId) => listFolder(root, planId)));
  return {
    files: found.flatMap(({ files }) => files),
    folders: [...new Set(found.flatMap(({ folders }) => folders))],
    unlisted: new Map(
      found.flatMap(({ planId, fault }) =>
        fault ? [[planId, findingOf(planId, fault, 'warning')] as const] : [],
      ),
    ),
  };
}

interface Listed {
  readonly planId: PlanId;
  readonly files: readonly ListedFile[];
  readonly folders: readonly string[];
  /** Why it could not be listed. */
  readonly fault: DiskFault | null;
}

async function listFolder(root: string, planId: PlanId): Promise<Listed> {
  const nothing: Listed = { planId, files: [], folders: [], fault: null };
  const asked = join(root, planId);
  try {
    if (!(await stat(asked)).isDirectory()) return nothing;
    const folder = await folderAt(root, planId);
    if (folder === null) return nothing;
    const names = [...new Set(await readdir(folder.path))];
    if (!names.includes(PLAN_FILE)) return { ...nothing, folders: [folder.path] };
    const decks = names
      .filter((name) => /^[^.].*\.md$/is.test(name) && name.toLowerCase() !== 'readme.md')
      .sort();
    const found = await Promise.all(
      decks.map(async (name) => ({ name, standing: await standingAt(folder, name) })),
    );
    return {
      planId,
      files: found.flatMap(({ name, standing }) => (standing ? listedAs(planId, name, standing) : [])),
      folders: [folder.path, ...found.flatMap(({ standing }) => writtenFolderOf(standing))],
      fault: null,
    };
  } catch (error) {
    return { ...nothing, fault: await whyUnlisted(asked, error) };
  }
}

function listedAs(planId: PlanId, name: string, standing: Standing): ListedFile {
  const { stats, unreadable } = standing;
  const unwritable = standing.unreadable === null ? standing.unwritable : null;
  const fault = unreadable ?? unwritable;
  return {
    path: `${planId}/${name}`,
    planId,
    isPlan: name === PLAN_FILE,
    stamp: stats ? stampOf(stats, fault) : `${fault?.kind}`,
    modifiedMs: stats ? Number(stats.mtimeMs) : 0,
    unreadable,
    unwritable,
  };
}

function writtenFolderOf(standing: Standing | null): readonly string[] {
  const isWritten = standing?.unreadable === null && standing.unwritable?.kind !== 'link-outside';
  return isWritten ? [dirname(standing.path)] : [];
}

/** What keeps a folder from being listed; null if it is gone. */
async function whyUnlisted(folder: string, error: unknown): Promise<DiskFault | null> {
  if (faultOf(error, 'read') === null) throw error;
  const isLost = isGone(error) && (await lstat(folder).then(() => false, isGone));
  if (!isLost) return { kind: 'folder-not-listed', code: codeOf(error) };
  return folder.includes('\ufffd') ? { kind: 'name-not-utf-8' } : null;
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new LibraryError(
      'missing',
      isGone(error)
        ? `The decks folder ${folder} is missing. Bring it back, or choose another one with --decks. The cards stay as they were.`
        : `The decks folder ${folder} can't be listed (${codeOf(error)}). Check its permissions and the disk. The cards stay as they were.`,
      { path: folder },
      { cause: error },
    );
  }
}

/** The bytes of a file that did not change while it was read, or what keeps it from being read. */
export type ReadFile =
  | {
      /** Empty if the file is larger than it may be. */
      readonly bytes: Uint8Array;
      readonly size: number;
      /** The SHA-256 of the bytes in hexadecimal. */
      readonly hash: string;
      readonly stamp: string;
    }
  | {
      readonly bytes: null;
      readonly fault: DiskFault;
      readonly hash: '';
      /** Empty if the file may be readable next time though it looks the same. */
      readonly stamp: string;
    };

/** Reads a listed file; null if it changed or disappeared while it was read. */
export async function readListed(root: string, file: ListedFile): Promise<ReadFile | null> {
  if (file.unreadable) return { bytes: null, fault: file.unreadable, hash: '', stamp: file.stamp };
  const path = join(root, file.path);
  try {
    const { bytes, size, stats } = await contentOf(path, mostBytes(file.isPlan));
    const after = await stat(path, { bigint: true });
    const changed = [stats, after].some((found) => stampOf(found, file.unwritable) !== file.stamp);
    return changed ? null : { bytes, size, hash: hashOf(bytes), stamp: file.stamp };
  } catch (error) {
    if (isGone(error)) return null;
    const fault = faultOf(error, 'read');
    if (fault === null) throw error;
    return { bytes: null, fault, hash: '', stamp: fault.kind === 'no-permission' ? file.stamp : '' };
  }
}

function stampOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats, fault: DiskFault | null): string {
  const stamp = `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
  return fault === null ? stamp : `${stamp}:${fault.kind}`;
}

/** The SHA-256 in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether files can be replaced in a folder. */
export async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
