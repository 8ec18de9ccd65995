// A desk on a store of its own, without files or API, whose clock the test sets.
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { gapFollower } from '../../server/gap/follow.ts';
import { type CardNow, type ReviewDesk, studyDayAt } from '../../server/log/desk.ts';
import { append, refold, rescheduledRow } from '../../server/log/log.ts';
import { rehearse } from '../../server/log/replay.ts';
import { type ReviewTold, record } from '../../server/review/record.ts';
import {
  DEFAULT_LEECH_THRESHOLD,
  DEFAULT_SCHEDULER,
  DEFAULT_SESSION,
  NO_EASY_DAYS,
} from '../../server/schedule/settings.ts';
import { studyDayStart } from '../../server/schedule/study-day.ts';
import { openStore } from '../../server/store/sqlite.ts';
import type { CardRow, MemoryRow } from '../../server/store/tables.ts';
import { writeDatabase } from './database.ts';
import { temporaryFolder } from './temporary.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday noon in Helsinki: the study day has long started, and is long from over. */
export const NOON = Date.UTC(2026, 10, 23, 10, 0);

/** A desk whose clock the test sets. */
export interface TestDesk extends ReviewDesk {
  now: number;
}

/** A desk in a folder of its own, with the cards `eks/pods/a` to `eks/pods/e` and a clock at noon. */
export async function openDesk(settings: Partial<ReviewDesk> = {}, file?: string): Promise<TestDesk> {
  const store = settings.store ?? (await openStore({ file: file ?? (await newDatabase()), migrations }));
  onTestFinished(() => store.close());
  const desk: TestDesk = {
    store,
    now: NOON,
    clock: () => desk.now,
    learner: { id: 'default', zone: 'Europe/Helsinki', rolloverMinutes: 240, easyDays: NO_EASY_DAYS },
    scheduler: DEFAULT_SCHEDULER,
    sessionSettings: DEFAULT_SESSION,
    schedulerOf: () => desk.scheduler,
    leechThresholdOf: () => DEFAULT_LEECH_THRESHOLD,
    gaps: gapFollower,
    topicRetention: async () => new Map(),
    sessionSettingsOf: () => desk.sessionSettings,
    ...settings,
  };
  return desk;
}

async function newDatabase(): Promise<string> {
  const file = join(await temporaryFolder(), 'tenax.db');
  await writeDatabase(file);
  return file;
}

/** Another desk on the same store, as after a change of settings. Its clock is its own. */
export function deskWith(desk: TestDesk, settings: Partial<ReviewDesk>): TestDesk {
  const other: TestDesk = {
    ...desk,
    clock: () => other.now,
    schedulerOf: () => other.scheduler,
    sessionSettingsOf: () => other.sessionSettings,
    ...settings,
  };
  return other;
}

type CardSpec = Partial<CardRow> & { readonly id: string };

/** Puts cards into the library: a note each unless told otherwise, in topic `eks/pods`. */
export async function addCards(desk: ReviewDesk, ...specs: readonly CardSpec[]): Promise<void> {
  await desk.store.write(async (tx) => {
    for (const [index, spec] of specs.entries()) {
      const planId = spec.plan_id ?? 'eks';
      const card: CardRow = {
        note_id: spec.id.split('.')[0] ?? spec.id,
        plan_id: planId,
        topic_id: `${planId}/pods`,
        item_key: null,
        kind: 'basic',
        gap_rank: 1,
        position: index,
        urgent_day: null,
        content_hash: `hash of ${spec.id}`,
        live: 1,
        ...spec,
      };
      const plan = { id: planId, title: planId, body: '{}', live: 1 } as const;
      await tx
        .insertInto('plans')
        .values(plan)
        .onConflict((c) => c.doNothing())
        .execute();
      await tx
        .insertInto('topics')
        .values({
          id: card.topic_id,
          plan_id: planId,
          title: `The topic ${card.topic_id}`,
          status: 'deep-dive',
          complexity: null,
          position: 0,
          deck_path: null,
          plan_slug: null,
          live: 1,
        })
        .onConflict((c) => c.doNothing())
        .execute();
      await tx
        .insertInto('notes')
        .values({
          id: card.note_id,
          topic_id: card.topic_id,
          path: `${card.topic_id}.md`,
          body: JSON.stringify({ id: card.note_id, prompt: `What is ${card.note_id}?`, body: 'That.' }),
          prompt: `What is ${card.note_id}?`,
          line: 1,
          section: null,
          item_key: card.item_key,
          draft: 0,
          lang: null,
          links: '',
          position: card.position,
          live: 1,
        })
        .onConflict((c) => c.doNothing())
        .execute();
      await tx.insertInto('cards').values(card).execute();
    }
  });
}

let counter = 0;
/** An id as clients make them. */
export const uuid = (): string => `00000000-0000-4000-8000-${String(++counter).padStart(12, '0')}`;

/** A review as a client tells it: good, of card `a`, now. */
export function told(values: Partial<ReviewTold> = {}): ReviewTold {
  return { id: uuid(), cardId: 'a', rating: 'good', mode: 'review', ...values };
}

/** Answers a card and gives back the card as it then stands; throws where the answer was not kept. */
export async function answer(desk: ReviewDesk, values: Partial<ReviewTold> = {}) {
  const recorded = await record(desk, told(values));
  if (recorded.outcome !== 'created') throw new Error(`not created but ${recorded.outcome}`);
  return recorded.card;
}

/** Puts off a card's due day, as spreading a surplus does. */
export async function putOff(desk: ReviewDesk, { cardId, due }: CardNow, days: number): Promise<CardNow> {
  if (!due) throw new Error(`${cardId} is not due at all`);
  const dueDay = due.dueDay + days;
  const later = {
    dueDay,
    dueAtMs: studyDayStart(dueDay, desk.learner),
    intervalDays: due.intervalDays + days,
  };
  const cause = { id: uuid(), name: 'settings', receivedAtMs: desk.clock() };
  return desk.store.write(async (tx) => {
    await append(tx, rescheduledRow(desk, cardId, later, desk.clock(), cause));
    return refold(tx, desk, cardId);
  });
}

/** Replays all cards by the settings of a desk, as a change of settings does. Returns how many these are. */
export async function replay(desk: ReviewDesk, cause: { readonly id: string; readonly name: string }) {
  const today = studyDayAt(desk, desk.clock());
  const rehearsed = await rehearse(desk, { concerns: () => true, dueTimes: 'decide', today });
  await desk.store.write((tx, pause) => rehearsed.write(tx, { ...cause, receivedAtMs: desk.clock() }, pause));
  return rehearsed.cards;
}

/** The folds as they are kept. */
export async function memories(desk: ReviewDesk): Promise<MemoryRow[]> {
  return desk.store.read.selectFrom('memories').selectAll().orderBy('card_id').execute();
}

export async function events(desk: ReviewDesk) {
  return desk.store.read.selectFrom('events').selectAll().orderBy('at_ms').orderBy('id').execute();
}
