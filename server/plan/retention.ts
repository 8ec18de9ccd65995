// Finds the managed block that reports retention.
import { PlanError } from './error.ts';

export const RETENTION_START = '<!-- tenax:retention -->';
export const RETENTION_END = '<!-- /tenax:retention -->';

/** The 0-based line of the end marker of a block that starts at `start`. */
export function findRetentionEnd(lines: readonly string[], start: number): number {
  for (let at = start + 1; at < lines.length; at++) {
    const marker = lines[at]?.trim();
    if (marker === RETENTION_END) return at;
    if (marker === RETENTION_START) break;
  }
  throw unpaired(start, RETENTION_START, RETENTION_END);
}

/** A second block: nothing says which of the two is meant. */
export function repeated(at: number): PlanError {
  return new PlanError(
    at + 1,
    `The plan has a second block ${RETENTION_START}.`,
    'Delete one of the two blocks with its markers.',
    { kind: 'second-block', marker: RETENTION_START },
  );
}

export function unpaired(at: number, marker: string, partner: string): PlanError {
  return new PlanError(
    at + 1,
    `The marker ${marker} has no partner ${partner}.`,
    'Restore the missing marker, or delete both: the block is written again at the end of the plan.',
    { kind: 'lone-marker', marker, partner },
  );
}
