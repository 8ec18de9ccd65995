import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { append } from '../../server/log/events.ts';
import { eventRow } from '../../server/log/rows.ts';
import { asCardId, asEventId, asLearnerId } from '../../server/schedule/ids.ts';
import { lastArrival, lostEvents } from '../../server/store/arrival.ts';
import { openStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { NOON, openDesk, uuid } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const LEARNERS = ['ada', 'ben', 'default'] as const;

/** A command of a learner: how many events it adds, and how it ends. */
interface Deed {
  readonly learner: string;
  readonly events: number;
  /** `stumbles`: fails to add an event a second time, then adds another. */
  readonly end: 'well' | 'throws' | 'stumbles';
  /** Whether the next command waits for this one. */
  readonly alone: boolean;
}

const deeds = fc.array(
  fc.record<Deed>({
    learner: fc.constantFrom(...LEARNERS),
    events: fc.nat({ max: 4 }),
    end: fc.constantFrom('well', 'well', 'throws', 'stumbles'),
    alone: fc.boolean(),
  }),
  { maxLength: 25 },
);

it('numbers the events of each learner without a gap, even when commands are rolled back', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (all) => {
      const store = await openStore({ file: join(await temporaryFolder(), 'tenax.db'), migrations });
      const kept = new Map<string, string[]>(LEARNERS.map((learner) => [learner, []]));
      let waiting: Promise<void>[] = [];
      for (const deed of all) {
        waiting.push(act(store, deed, kept.get(deed.learner) ?? []));
        if (!deed.alone) continue;
        await Promise.all(waiting);
        waiting = [];
      }
      await Promise.all(waiting);
      for (const [learner, ids] of kept) {
        expect(await numbered(store, learner)).toEqual(ids.map((id, index) => ({ id, arrival: index + 1 })));
        expect(await lastArrival(store.read, asLearnerId(learner))).toBe(ids.length);
        expect(await lostEvents(store.read, asLearnerId(learner))).toBe(0);
      }
      await store.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);

it('counts the missing events of each learner, including the latest one', async () => {
  const { store } = await openDesk();
  for (const learner of LEARNERS) await act(store, { learner, events: 5, end: 'well', alone: true }, []);
  await store.write((tx) =>
    tx
      .deleteFrom('events')
      .where('learner_id', '=', asLearnerId('ada'))
      .where('arrival', 'in', [2, 5])
      .execute(),
  );
  const lost = await Promise.all(LEARNERS.map((learner) => lostEvents(store.read, asLearnerId(learner))));
  expect(lost).toEqual([2, 0, 0]);
});

/** Runs the command and adds the ids of the events that it committed to `kept`. */
async function act(store: Store, { learner, events, end }: Deed, kept: string[]): Promise<void> {
  const ids = Array.from({ length: events }, uuid);
  const add = [...ids];
  try {
    await store.write(async (tx) => {
      for (const id of ids) await append(tx, eventOf(learner, id));
      const [first] = ids;
      if (end === 'stumbles' && first !== undefined) {
        await expect(append(tx, eventOf(learner, first))).rejects.toThrow(/unique/i);
        const another = uuid();
        await append(tx, eventOf(learner, another));
        add.push(another);
      }
      if (end === 'throws') throw new Error('second thoughts');
      kept.push(...add);
    });
  } catch (error) {
    expect(error).toMatchObject({ message: 'second thoughts' });
  }
}

function eventOf(learnerId: string, id: string) {
  const learner = { id: asLearnerId(learnerId), zone: 'UTC', rolloverMinutes: 240, easyDays: [] };
  return eventRow(
    { learner },
    { id: asEventId(id), type: 'suspended', card_id: asCardId('a'), at_ms: NOON, received_at_ms: NOON },
  );
}

function numbered(store: Store, learner: string) {
  return store.read
    .selectFrom('events')
    .select(['id', 'arrival'])
    .where('learner_id', '=', asLearnerId(learner))
    .orderBy('arrival')
    .execute();
}
