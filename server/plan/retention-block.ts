// Writes the managed block that reports retention.
import { PlanError } from './error.ts';
import { linesOf } from './lines.ts';
import { readOutline } from './outline.ts';
import { RETENTION_END, RETENTION_START } from './retention.ts';
import { insertLines, joinLines, rawLines } from './splice.ts';

/**
 * Replaces the text between the markers of the retention block. Without markers, writes both at the end.
 * All other bytes stay. The block is never read back as plan.
 * @throws PlanError where a marker has no partner, or nothing can follow an open code fence
 */
export function writeRetentionBlock(text: string, lines: readonly string[]): string {
  const raw = rawLines(text);
  const { retention, openFence } = readOutline(linesOf(text));
  if (retention) {
    const kept = [...raw.slice(0, retention.start + 1), ...raw.slice(retention.end)];
    return joinLines(insertLines(kept, retention.start + 1, lines));
  }
  if (openFence !== null) {
    throw new PlanError(openFence + 1, 'This code fence is never closed.', 'Add a closing fence.', {
      kind: 'plan-open-fence',
    });
  }
  const gap = raw[raw.length - 1]?.text.trim() === '' ? [] : [''];
  const block = [...gap, RETENTION_START, ...lines, RETENTION_END];
  return joinLines(insertLines(raw, raw.length, block));
}
