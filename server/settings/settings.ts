// A learner's settings, and changing them.
import type { Kysely } from 'kysely';
import { gapFollower } from '../gap/follow.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { type Replay, rehearse } from '../log/replay.ts';
import { measuredRetention } from '../retention/measured.ts';
import type { TopicId } from '../schedule/ids.ts';
import { studyDayOf } from '../schedule/study-day.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { type Book, bookmaker, type Defaults, type Overrides } from './book.ts';
import { checkValues, type Own, type Patch } from './fields.ts';
import {
  keepOwn,
  keepWeightsChange,
  readOverrides,
  renameScopes,
  type Scope,
  type TrainedScore,
  type WeightsChange,
  weightsChanges,
} from './rows.ts';

export interface ScopePatch {
  readonly scope: Scope;
  /** The id of the plan or topic; empty for the learner. */
  readonly id: string;
  readonly patch: Patch;
}

export interface ChangeOptions {
  /** Only returns the consequences, and changes nothing. */
  readonly dryRun?: boolean;
  /** Spreads the cards that would newly be due today over the following days. */
  readonly spread?: boolean;
  /** The reason for the log; by default "settings". */
  readonly cause?: string;
  /** The scores of the weights if they come from training. */
  readonly score?: TrainedScore;
}

/** What a change does to cards; null if it moves no due time. */
export type Consequences = Omit<Replay, 'write'> | null;

/** The settings of a learner, which are kept in the store and in effect on a desk. */
export interface SettingsDesk {
  /** The desk on which they are in effect. */
  readonly desk: ReviewDesk;
  /** The present settings. */
  book(): Book;
  /**
   * Changes settings, all or none of them, with immediate effect. Cards whose due times they move are rescheduled in
   * the same transaction.
   *
   * @throws SettingRefused
   */
  change(patches: readonly ScopePatch[], options?: ChangeOptions): Promise<Consequences>;
  /**
   * Gives the settings of plans and topics that have new ids now to these ids, within the transaction that stores the
   * ids. Returns what to call if it fails.
   */
  rename(tx: Kysely<Tables>, renames: ScopeRenames): Promise<() => void>;
  /** When other weights came into use for a plan or topic, latest first. */
  weightsChanges(scope: 'plan' | 'topic', id: string): Promise<readonly WeightsChange[]>;
}

/** New ids, all taken at once: two topics may have exchanged theirs. */
export interface ScopeRenames {
  readonly plans: readonly { readonly from: string; readonly to: string }[];
  readonly topics: readonly { readonly from: string; readonly to: string }[];
}

/** The settings changed while a change of them was worked out. */
class Overtaken extends Error {}

interface Outside {
  readonly store: Store;
  readonly clock: () => number;
  readonly uuid: () => string;
  readonly defaults: Defaults;
  /** From this many reviews on, a change is rehearsed in a thread; for tests. */
  readonly threadFrom?: number;
}

const NOT_ASKED_FOR: ReadonlyMap<string, number> = new Map();
const SET_BY_HAND = 'settings';

/** Opens the stored settings over their defaults. @throws Error if they are damaged. */
export async function openSettings(outside: Outside): Promise<SettingsDesk> {
  const { store, clock, uuid, defaults } = outside;
  const { id: learnerId } = defaults.learner;
  const make = bookmaker(defaults);
  let book = make(await readOverrides(store.read, learnerId));
  const desk = deskOver(store, clock, () => book);
  const take = (next: Book) => {
    book = next;
  };

  const change = async (patches: readonly ScopePatch[], options: ChangeOptions): Promise<Consequences> => {
    for (const { patch } of patches) checkValues(patch);
    const before = book;
    const next = make(patches.reduce(patched, before.overrides));
    const replay = await replayFor(before, next, options);
    if (options.dryRun) return summaryOf(replay);
    const name = options.cause ?? SET_BY_HAND;
    try {
      await store.write(async (tx, pause) => {
        if (book !== before) throw new Overtaken();
        const receivedAtMs = clock();
        for (const { scope, id, patch } of patches) {
          const own = ownOf(next.overrides, scope, id);
          await keepOwn(tx, learnerId, scope, id, own);
          if (scope === 'learner' || !changesWeights(ownOf(before.overrides, scope, id), patch)) continue;
          const weights = own.weights ?? null;
          const { score = null } = options;
          const changed = { atMs: receivedAtMs, cause: name, weights, score };
          await keepWeightsChange(tx, learnerId, scope, id, changed);
        }
        await replay?.write(tx, { id: uuid(), name, receivedAtMs }, pause);
        // Commands that share the commit already use the new settings.
        take(next);
      });
    } catch (error) {
      if (error instanceof Overtaken) return change(patches, options);
      if (book === next) take(before);
      throw error;
    }
    return summaryOf(replay);
  };

  const replayFor = async (before: Book, next: Book, { spread = false }: ChangeOptions) => {
    const ahead = deskOver(store, clock, () => next);
    const { zone, rolloverMinutes, easyDays } = before.learner;
    const today = studyDayOf(clock(), before.learner);
    const { threadFrom } = outside;
    const how = { today, spread, ...(threadFrom !== undefined && { threadFrom }) };
    const hasOtherWeek = String(easyDays) !== String(next.learner.easyDays);
    if (!hasOtherWeek && (zone !== next.learner.zone || rolloverMinutes !== next.learner.rolloverMinutes)) {
      return rehearse(ahead, { concerns: () => true, dueTimes: 'same-days', ...how });
    }
    const concerns = (topicId: TopicId) =>
      hasOtherWeek || before.schedulerOf(topicId) !== next.schedulerOf(topicId);
    const topics = await store.read.selectFrom('topics').select('id').execute();
    return topics.some(({ id }) => concerns(id))
      ? rehearse(ahead, { concerns, dueTimes: 'decide', ...how })
      : null;
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    desk,
    book: () => book,
    change(patches, options = {}) {
      // One after the other, since each change starts from the result of the one before.
      const mine = last.then(() => change(patches, options));
      last = mine.catch(() => {});
      return mine;
    },
    async rename(tx, { plans, topics }) {
      if (plans.length + topics.length === 0) return () => {};
      const before = book;
      await renameScopes(tx, learnerId, 'plan', plans);
      await renameScopes(tx, learnerId, 'topic', topics);
      const next = make(await readOverrides(tx, learnerId));
      take(next);
      return () => {
        if (book === next) take(before);
      };
    },
    weightsChanges: (scope, id) => weightsChanges(store.read, learnerId, scope, id),
  };
}

/** A desk that always uses the settings of the current book. */
function deskOver(store: Store, clock: () => number, book: () => Book): ReviewDesk {
  const desk: ReviewDesk = {
    store,
    clock,
    get learner() {
      return book().learner;
    },
    get scheduler() {
      return book().schedulerOf(null);
    },
    get sessionSettings() {
      return book().sessionSettingsOf('');
    },
    schedulerOf: (id) => book().schedulerOf(id),
    sessionSettingsOf: (id) => book().sessionSettingsOf(id),
    leechThresholdOf: (topicId) => book().valuesOf(topicId).leechThreshold,
    gaps: gapFollower,
    topicRetention: async () => (book().ordersByRetention() ? measuredRetention(desk) : NOT_ASKED_FOR),
  };
  return desk;
}

function summaryOf(replay: Replay | null): Consequences {
  if (!replay) return null;
  const { cards, moved, dueToday, dueTodayBefore } = replay;
  return { cards, moved, dueToday, dueTodayBefore };
}

/** The settings that were set for a scope. */
export function ownOf({ learner, plans, topics }: Overrides, scope: Scope, id: string): Own {
  if (scope === 'learner') return learner;
  return (scope === 'plan' ? plans : topics).get(id) ?? {};
}

function patched(overrides: Overrides, { scope, id, patch }: ScopePatch): Overrides {
  const merged = Object.entries({ ...ownOf(overrides, scope, id), ...patch });
  const own: Own = Object.fromEntries(merged.filter(([, value]) => value !== null));
  const { plans, topics } = overrides;
  switch (scope) {
    case 'learner':
      return { ...overrides, learner: own };
    case 'plan':
      return { ...overrides, plans: new Map([...plans, [id, own]]) };
    case 'topic':
      return { ...overrides, topics: new Map([...topics, [id, own]]) };
  }
}

function changesWeights({ weights: before }: Own, { weights: after }: Patch): boolean {
  return after !== undefined && JSON.stringify(before ?? null) !== JSON.stringify(after);
}
