import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asEventId } from '../../server/schedule/ids.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { CARDS, deskOn, numbered } from '../review/numbered.ts';
import { addCards, answer, HOUR, memories, openDesk } from '../support/desk.ts';
import { startProcess } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ENDLESSLY = new URL('./answer-endlessly.ts', import.meta.url);

async function libraryIn(file: string): Promise<void> {
  const store = await openStore({ file, migrations });
  await addCards(deskOn(store), ...CARDS.map((id) => ({ id })));
  await store.close();
}

describe('a review that was acknowledged', () => {
  it.each([1, 40, 400])('is kept exactly once when the process dies after %i reviews', async (enough) => {
    const file = join(await temporaryFolder(), 'tenax.db');
    await libraryIn(file);
    const other = startProcess(ENDLESSLY, [file]);
    const acknowledged: number[] = [];
    while (acknowledged.length < enough) acknowledged.push(Number(await other.line()));
    await other.kill();
    acknowledged.push(...(await other.rest()).map(Number));

    const desk = deskOn(await openStore({ file, migrations }));
    const kept = new Set(
      (await desk.store.read.selectFrom('events').select('id').where('type', '=', 'reviewed').execute()).map(
        ({ id }) => id,
      ),
    );
    expect(acknowledged.filter((number) => !kept.has(numbered(number).id))).toEqual([]);

    const total = Math.max(...acknowledged) + 20;
    for (let number = 0; number < total; number += 1) {
      const { outcome } = await record(desk, numbered(number));
      expect(outcome).toBe(kept.has(numbered(number).id) ? 'repeated' : 'created');
    }
    const rows = await memories(desk);
    expect(rows.reduce((sum, row) => sum + row.reps, 0)).toBe(total);
    await rebuildMemories(desk);
    expect(await memories(desk)).toEqual(rows);
    await desk.store.close();
  });

  it('is kept exactly once when the disk is full', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    await libraryIn(file);
    // No file may grow beyond 400 KiB. Writes then fail as they do on a full disk.
    const other = startProcess(ENDLESSLY, [file], `trap '' XFSZ; ulimit -f 800`);
    const lines = await other.rest();
    expect(['full', 'io']).toContain(lines.pop());
    const acknowledged = lines.map(Number);
    expect(acknowledged.length).toBeGreaterThan(50);

    const desk = deskOn(await openStore({ file, migrations }));
    for (const number of acknowledged) {
      expect((await record(desk, numbered(number))).outcome).toBe('repeated');
    }
    await desk.store.close();
  });
});

describe('a restart', () => {
  it('changes no memory, and a review can be undone after it', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const desk = await openDesk({}, file);
    await addCards(desk, { id: 'a' });
    const before = await answer(desk);
    desk.now += HOUR;
    const { lastReviewId } = await answer(desk, { rating: 'again' });
    const rows = await memories(desk);
    await desk.store.close();

    const again = await openDesk({}, file);
    again.now = desk.now + HOUR;
    expect(await memories(again)).toEqual(rows);
    expect(await undo(again, lastReviewId ?? asEventId(''))).toEqual({ outcome: 'undone', card: before });
  });
});
