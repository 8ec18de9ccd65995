// A desk on its own store, without files or API, with a clock that the test sets.

import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { gapFollower } from '../../server/gap/follow.ts';
import { type CardNow, type ReviewDesk, studyDayAt } from '../../server/log/desk.ts';
import { append } from '../../server/log/events.ts';
import { refold, rescheduledRow } from '../../server/log/memories.ts';
import { rehearse } from '../../server/log/replay.ts';
import { type NewReview, record } from '../../server/review/record.ts';
import {
  asCardId,
  asEventId,
  asLearnerId,
  asNoteId,
  asPlanId,
  asTopicId,
} from '../../server/schedule/ids.ts';
import {
  DEFAULT_LEECH_THRESHOLD,
  DEFAULT_SCHEDULER,
  DEFAULT_SESSION,
  NO_EASY_DAYS,
} from '../../server/schedule/settings.ts';
import { studyDayStart } from '../../server/schedule/study-day.ts';
import { openStore } from '../../server/store/sqlite.ts';
import type { CardRow, MemoryRow, Tables } from '../../server/store/tables.ts';
import { writeDatabase } from './database.ts';
import { temporaryFolder } from './temporary.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday noon in Helsinki, in the middle of the study day. */
export const NOON = Date.UTC(2026, 10, 23, 10, 0);

/** A desk with a clock that the test sets. */
export interface TestDesk extends ReviewDesk {
  now: number;
}

/** Opens a desk without cards in a temporary folder, or on the database `file`. Its clock stands at {@link NOON}. */
export async function openDesk(settings: Partial<ReviewDesk> = {}, file?: string): Promise<TestDesk> {
  const store = settings.store ?? (await openStore({ file: file ?? (await newDatabase()), migrations }));
  onTestFinished(() => store.close());
  const desk: TestDesk = {
    store,
    now: NOON,
    clock: () => desk.now,
    learner: {
      id: asLearnerId('default'),
      zone: 'Europe/Helsinki',
      rolloverMinutes: 240,
      easyDays: NO_EASY_DAYS,
    },
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

/** Another desk on the same store, as after a change of settings, with its own clock. */
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

/** Ids are plain strings here. */
interface CardSpec extends Partial<Omit<CardRow, 'number' | 'id' | 'plan_id' | 'topic_id' | 'note_id'>> {
  readonly id: string;
  readonly plan_id?: string;
  readonly topic_id?: string;
  readonly note_id?: string;
  /** The study day on which the card was added for a gap. */
  readonly urgentDay?: number;
}

const lastNumber = async (tx: Kysely<Tables>) =>
  (await tx.selectFrom('cards').select('number').orderBy('number', 'desc').executeTakeFirst())?.number ?? 0;

/** Adds cards to the library, by default each with its own note in topic `eks/pods`. */
export async function addCards(desk: ReviewDesk, ...specs: readonly CardSpec[]): Promise<void> {
  await desk.store.write(async (tx) => {
    const before = await lastNumber(tx);
    for (const [index, { urgentDay, ...spec }] of specs.entries()) {
      const planId = asPlanId(spec.plan_id ?? 'eks');
      const card: CardRow = {
        number: before + index + 1,
        item_key: null,
        kind: 'basic',
        gap_rank: 1,
        position: index,
        content_hash: `hash of ${spec.id}`,
        live: 1,
        ...spec,
        id: asCardId(spec.id),
        note_id: asNoteId(spec.note_id ?? spec.id.split('.')[0] ?? spec.id),
        plan_id: planId,
        topic_id: asTopicId(spec.topic_id ?? `${planId}/pods`),
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
      if (urgentDay === undefined) continue;
      const urgent = { learner_id: desk.learner.id, card_id: card.id, study_day: urgentDay };
      await tx.insertInto('urgent_cards').values(urgent).execute();
    }
  });
}

let counter = 0;
/** An id as clients make them. */
export const uuid = (): string => `00000000-0000-4000-8000-${String(++counter).padStart(12, '0')}`;

/** A review as a client sends it: by default "good" for card `a`, now. */
export function newReview(values: ReviewValues = {}): NewReview {
  const { id = uuid(), cardId = 'a', expectedLastReviewId: last, ...others } = values;
  return {
    id: asEventId(id),
    cardId: asCardId(cardId),
    rating: 'good',
    mode: 'review',
    ...(last !== undefined && { expectedLastReviewId: last === null ? null : asEventId(last) }),
    ...others,
  };
}

type Ids = 'id' | 'cardId' | 'expectedLastReviewId';

/** What a test says of a review; ids are plain strings here. */
export interface ReviewValues extends Partial<Omit<NewReview, Ids>> {
  readonly id?: string;
  readonly cardId?: string;
  readonly expectedLastReviewId?: string | null;
}

/** Records a review and returns the card after it. Throws if the review was not recorded. */
export async function answer(desk: ReviewDesk, values: ReviewValues = {}) {
  const recorded = await record(desk, newReview(values));
  if (recorded.outcome !== 'created') throw new Error(`not created but ${recorded.outcome}`);
  return recorded.card;
}

/** Moves a card's due day later by `days`, as spreading a surplus does. */
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

/** Replays all cards by the settings of a desk, as a change of settings does. Returns the number of cards. */
export async function replay(desk: ReviewDesk, cause: { readonly id: string; readonly name: string }) {
  const today = studyDayAt(desk, desk.clock());
  const rehearsed = await rehearse(desk, { concerns: () => true, dueTimes: 'decide', today });
  await desk.store.write((tx, pause) => rehearsed.write(tx, { ...cause, receivedAtMs: desk.clock() }, pause));
  return rehearsed.cards;
}

/** All rows of the table of memories, by card id. */
export async function memories(desk: ReviewDesk): Promise<MemoryRow[]> {
  return desk.store.read.selectFrom('memories').selectAll().orderBy('card_id').execute();
}

export async function events(desk: ReviewDesk) {
  return desk.store.read.selectFrom('events').selectAll().orderBy('at_ms').orderBy('id').execute();
}
