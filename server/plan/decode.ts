// Bytes of a plan file to text.
import { conflictLine } from '../text-file.ts';
import { PlanError } from './error.ts';

/** The part of the platform's decoder that is used here; the pure rooms have neither DOM nor Node types. */
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

export const MAX_PLAN_BYTES = 2 * 1024 * 1024;

/** Text with more than one replacement character in this many was not text before it was decoded. */
const REPLACEMENTS_ALLOWED_IN = 100;

/**
 * The text of a plan file, byte-order mark and line ends kept.
 * @param size of the file in bytes; the bytes of a file that is too large need not be given
 * @throws PlanError where the file is over 2 MiB, binary, or not UTF-8.
 */
export function decodePlan(bytes: Uint8Array, size: number = bytes.length): string {
  if (size > MAX_PLAN_BYTES) {
    throw new PlanError(
      1,
      `The plan is ${size} bytes long; the limit is ${MAX_PLAN_BYTES} bytes (2 MiB).`,
      'Split it into several plans, or move logs and notes into other files.',
      { kind: 'plan-too-large', bytes: size, most: MAX_PLAN_BYTES },
    );
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw binary(newlinesBefore(bytes, nul) + 1);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PlanError(
      firstLineThatIsNotUtf8(bytes),
      'The plan is not UTF-8 text.',
      'Save the file as UTF-8 in your editor.',
      { kind: 'plan-not-utf-8' },
    );
  }
}

/** @throws PlanError if decoded text is empty or can't have come from a text file. */
export function refuseUnreadable(text: string): void {
  const nul = text.indexOf('\0');
  if (nul >= 0) throw binary(text.slice(0, nul).split('\n').length);
  const replaced = text.split('\ufffd').length - 1;
  if (replaced * REPLACEMENTS_ALLOWED_IN > text.length) {
    throw binary(text.slice(0, text.indexOf('\ufffd')).split('\n').length);
  }
  if (text.replace('\ufeff', '').trim() === '') {
    throw new PlanError(
      1,
      'The plan is empty.',
      'Write at least one topic, for example a heading with a list "Topics covered:" below it.',
      { kind: 'plan-empty' },
    );
  }
}

/** @throws PlanError if a merge left its marks in the plan. */
export function refuseConflict(lines: readonly string[]): void {
  const line = conflictLine(lines);
  if (line === null) return;
  throw new PlanError(
    line,
    `A merge left its marks in the plan, from line ${line}.`,
    'Keep the text that is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    { kind: 'plan-conflict', line },
  );
}

function binary(line: number): PlanError {
  return new PlanError(
    line,
    'The plan is a binary file, not Markdown.',
    'Put a Markdown file, saved as UTF-8, in its place.',
    { kind: 'plan-binary' },
  );
}

function newlinesBefore(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

/** Lines are decoded one by one: no byte of a multi-byte UTF-8 sequence is a line feed. */
function firstLineThatIsNotUtf8(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const feed = bytes.indexOf(10, from);
    const to = feed < 0 ? bytes.length : feed + 1;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
  }
  return line;
}
