// Lists and reads the files of the decks folder.
import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asPlanId, type PlanId } from '../schedule/ids.ts';
import { codeOf, LibraryError } from './errors.ts';

export const PLAN_FILE = 'plan.md';

/** A file of the library as listed in its folder. */
export interface ListedFile {
  /** Relative to the decks folder, with forward slashes: `eks/pod-networking.md`. */
  readonly path: string;
  readonly planId: PlanId;
  readonly isPlan: boolean;
  /** Size, times and inode. It changes whenever the file or its permissions do. */
  readonly stamp: string;
  readonly modifiedMs: number;
}

/** The clocks of two machines may differ by this much. */
const SKEW_MS = 60_000;

/** How long ago a file was changed; Infinity if its time is in the future, where it means nothing. */
export function quietForMs({ modifiedMs }: Pick<ListedFile, 'modifiedMs'>, nowMs: number): number {
  const quiet = nowMs - modifiedMs;
  return quiet < -SKEW_MS ? Number.POSITIVE_INFINITY : quiet;
}

/** The bytes of a file that did not change while it was read. */
export interface ReadFile {
  /** null if Tenax may not read the file. */
  readonly bytes: Uint8Array | null;
  /** The SHA-256 of the bytes in hexadecimal; empty if there are none. */
  readonly hash: string;
}

/**
 * Every plan and deck of a decks folder, in the order of their paths. A plan is a folder with a `plan.md`. Its decks
 * lie flat beside that file; `README.md` and hidden files are not decks.
 *
 * @throws LibraryError if the folder, or a folder in it, can't be listed completely.
 */
export async function listLibrary(root: string): Promise<readonly ListedFile[]> {
  const folders = (await list(root)).filter((entry) => !entry.startsWith('.')).sort();
  const plans = await Promise.all(folders.map((name) => listPlan(root, asPlanId(name))));
  return plans.flat();
}

async function listPlan(root: string, planId: PlanId): Promise<readonly ListedFile[]> {
  const folder = join(root, planId);
  if (!(await stat(folder).catch(ifGone))?.isDirectory()) return [];
  const names = await list(folder);
  if (!names.includes(PLAN_FILE)) return [];
  const decks = names
    .filter((name) => /^[^.].*\.md$/i.test(name) && name.toLowerCase() !== 'readme.md')
    .sort();
  const files = await Promise.all(
    decks.map(async (name): Promise<ListedFile | null> => {
      const found = await stat(join(folder, name), { bigint: true }).catch(ifGone);
      if (!found?.isFile()) return null;
      return {
        path: `${planId}/${name}`,
        planId,
        isPlan: name === PLAN_FILE,
        stamp: stampOf(found),
        modifiedMs: Number(found.mtimeMs),
      };
    }),
  );
  return files.filter((file) => file !== null);
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const gone = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
    throw new LibraryError(
      'missing',
      gone
        ? `The decks folder ${folder} is missing. Bring it back, or choose another one with --decks. The cards stay as they were.`
        : `The decks folder ${folder} can't be listed (${codeOf(error)}). Check its permissions. The cards stay as they were.`,
      { path: folder },
      { cause: error },
    );
  }
}

function ifGone(error: unknown): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error))) return null;
  throw error;
}

/** The bytes of a listed file; null if it changed or disappeared while it was read. */
export async function readListed(root: string, file: ListedFile): Promise<ReadFile | null> {
  const path = join(root, file.path);
  const bytes = await readFile(path).catch((error: unknown) => (isDenied(error) ? 'denied' : ifGone(error)));
  const after = await stat(path, { bigint: true }).catch(ifGone);
  if (bytes === null || !after || stampOf(after) !== file.stamp) return null;
  return bytes === 'denied' ? { bytes: null, hash: '' } : { bytes, hash: hashOf(bytes) };
}

function stampOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(codeOf(error));
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
