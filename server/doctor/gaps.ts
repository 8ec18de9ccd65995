// Checks the lives of gaps.
import type { GapChange } from '../gap/life.ts';
import { changesOf, lifeByLog, refoldLife } from '../gap/lives.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { StoreError } from '../store/errors.ts';
import { yieldNow } from '../store/yielding.ts';
import type { Finding } from './finding.ts';

/**
 * Compares the life of each gap with the fold of its readings and its cards' log, and repairs it if asked. A gap
 * whose readings hold no JSON cannot be folded; it is reported with its readings.
 */
export async function examineGaps(desk: ReviewDesk, repair: boolean): Promise<readonly Finding[]> {
  const lives = await desk.store.read
    .selectFrom('gap_lives')
    .select(['gap', 'topic_id', 'key', 'changes'])
    .where('learner_id', '=', desk.learner.id)
    .orderBy('gap')
    .execute();
  const findings: Finding[] = [];
  for (const { gap, topic_id: topicId, key, changes } of lives) {
    await yieldNow();
    const byLog = await unlessBroken(() => lifeByLog(desk.store.read, desk, gap, yieldNow));
    if (byLog === null || keptInWords(changes) === inWords(byLog.changes)) continue;
    const message = await differing(desk, gap, repair);
    if (message !== null)
      findings.push({ about: 'gap', of: `${topicId}: ${key}`, message, repairable: true });
  }
  return findings;
}

/** What differs, read again in a transaction; null if it was only being updated. */
async function differing(desk: ReviewDesk, gap: number, repair: boolean): Promise<string | null> {
  return desk.store.write(
    async (tx, pause) => {
      const kept = await tx
        .selectFrom('gap_lives')
        .select('changes')
        .where('learner_id', '=', desk.learner.id)
        .where('gap', '=', gap)
        .executeTakeFirstOrThrow();
      const before = keptInWords(kept.changes);
      const after = inWords((await lifeByLog(tx, desk, gap, pause)).changes);
      if (before === after) return null;
      if (repair) await refoldLife(tx, desk, gap, pause);
      return `was ${before || 'nothing'}, by the log ${after}`;
    },
    { touches: 'no card' },
  );
}

async function unlessBroken<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreError && error.failure === 'corrupt') return null;
    throw error;
  }
}

function keptInWords(changes: string): string {
  try {
    return inWords(changesOf({ changes }));
  } catch (error) {
    if (error instanceof StoreError && error.failure === 'corrupt') return 'no JSON';
    throw error;
  }
}

function inWords(changes: readonly GapChange[]): string {
  return changes
    .map(
      ({ stage, atMs, cardId }) => `${stage} ${new Date(atMs).toISOString()}${cardId ? ` by ${cardId}` : ''}`,
    )
    .join(', ');
}
