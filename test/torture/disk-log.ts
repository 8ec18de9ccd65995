// The changes of files that a process made, as `shim/disk.c` logged them.
import { readFile } from 'node:fs/promises';
import { KINDS, type Kind } from './disk.ts';

/** One change that was done. */
export interface Change {
  /** How many calls had been counted, with this one. */
  readonly seen: number;
  readonly kind: Kind;
  /** The file's number, which it keeps under every name. */
  readonly inode: number;
  /** Where a write starts, or the length after a truncation. */
  readonly offset: number;
  readonly path: string;
  /** The new name of a rename or a link; else empty. */
  readonly other: string;
  readonly data: Buffer;
  /** How long the log was after it. */
  readonly end: number;
}

const NUMBERS = 7;

/** All changes in the order in which they were done. A process that was killed may have left the last one unfinished. */
export async function readLog(file: string): Promise<readonly Change[]> {
  const bytes = await readFile(file);
  const changes: Change[] = [];
  for (let at = 0; at + NUMBERS * 8 <= bytes.length; ) {
    const number = (index: number) => Number(bytes.readBigInt64LE(at + index * 8));
    const [pathLength, otherLength, dataLength] = [number(4), number(5), number(6)];
    const path = at + NUMBERS * 8;
    const other = path + pathLength;
    const data = other + otherLength;
    const end = data + dataLength;
    if (end > bytes.length) break;
    changes.push({
      seen: number(0),
      kind: kindOf(number(1)),
      inode: number(2),
      offset: number(3),
      path: bytes.toString('utf8', path, other),
      other: bytes.toString('utf8', other, data),
      data: bytes.subarray(data, end),
      end,
    });
    at = end;
  }
  return changes;
}

function kindOf(bit: number): Kind {
  for (const [name, value] of Object.entries(KINDS)) if (value === bit) return name as Kind;
  throw new Error(`There is no kind of change ${bit}.`);
}
