import { gapFollower } from '../gap/follow.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { type Replay, rehearse } from '../log/replay.ts';
import { measuredRetention } from '../retention/measured.ts';
import type { TopicId } from '../schedule/ids.ts';
import { studyDayOf } from '../schedule/study-day.ts';
import type { Store } from '../store/store.ts';
import { type Book, bookmaker, type Defaults, type Overrides } from './book.ts';
import { checkValues, type Own, type Patch } from './fields.ts';
import {
  keepOwn,
  keepWeightsChange,
  readOverrides,
  type Scope,
  type TrainedScore,
  type WeightsChange,
  weightsChanges,
} from './rows.ts';

export interface ScopePatch {
  readonly scope: Scope;
  /** The plan's or topic's; empty for the learner. */
  readonly id: string;
  readonly patch: Patch;
}

export interface ChangeOptions {
  /** Only says what would come of it. */
  readonly dryRun?: boolean;
  /** Spreads what would newly be due today over the following days. */
  readonly spread?: boolean;
  /** Why, for the log; by default that somebody set it. */
  readonly cause?: string;
  /** What training said of the weights, where they come from it. */
  readonly score?: TrainedScore;
}

/** What a change does to cards; null where it moves no due time. */
export type Consequences = Omit<Replay, 'write'> | null;

/** The settings of a learner: kept in the store, in effect on a desk. */
export interface SettingsDesk {
  /** Where they are in effect. */
  readonly desk: ReviewDesk;
  /** As they are now. */
  book(): Book;
  /**
   * Changes them, at once and all or nothing; cards whose due times they move are replayed with them.
   *
   * @throws SettingRefused
   */
  change(patches: readonly ScopePatch[], options?: ChangeOptions): Promise<Consequences>;
  /** When other weights came into use for a plan or topic, latest first. */
  weightsChanges(scope: 'plan' | 'topic', id: string): Promise<readonly WeightsChange[]>;
}

interface Outside {
  readonly store: Store;
  readonly clock: () => number;
  readonly uuid: () => string;
  readonly defaults: Defaults;
  /** From so many reviews on, a change is rehearsed in a thread; for tests. */
  readonly threadFrom?: number;
}

const NOT_ASKED_FOR: ReadonlyMap<string, number> = new Map();
const SET_BY_HAND = 'settings';

/** Opens the settings that are kept, above defaults. @throws Error where they are damaged. */
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
        // Whatever shares the commit is decided by the new settings already.
        take(next);
      });
    } catch (error) {
      take(before);
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
      // One after the other: each replays what the one before has left.
      const mine = last.then(() => change(patches, options));
      last = mine.catch(() => {});
      return mine;
    },
    weightsChanges: (scope, id) => weightsChanges(store.read, learnerId, scope, id),
  };
}

/** A desk where the settings of a book are in effect, which may be replaced. */
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

/** What was said for a scope itself. */
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
