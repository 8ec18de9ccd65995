// All settings in effect, by scope.
import type { Learner, ReviewDesk } from '../log/desk.ts';
import { asPlanId, type PlanId } from '../schedule/ids.ts';
import { DEFAULT_LEECH_THRESHOLD } from '../schedule/settings.ts';
import { readSteps, writeSteps } from '../schedule/typed-steps.ts';
import type { SchedulerSettings, SessionSettings } from '../schedule/types.ts';
import type { LearnerOwn, LearnerValues, PlanOwn, PlanValues } from './fields.ts';

const MINUTE_MS = 60_000;

/** The settings that apply if nothing is set: the options of the process, else Tenax's defaults. */
export type Defaults = Pick<ReviewDesk, 'learner' | 'scheduler' | 'sessionSettings'>;

/** The settings that were set, by scope. */
export interface Overrides {
  readonly learner: LearnerOwn;
  readonly plans: ReadonlyMap<string, PlanOwn>;
  readonly topics: ReadonlyMap<string, PlanOwn>;
}

/** Every setting in effect. A book never changes: each change of settings makes another one. */
export interface Book extends Pick<ReviewDesk, 'schedulerOf' | 'sessionSettingsOf'> {
  readonly overrides: Overrides;
  readonly learner: Learner;
  learnerValues(): LearnerValues;
  /** The values for the learner if nothing were set. */
  learnerInherited(): LearnerValues;
  /** The values in effect for a plan or a topic. */
  valuesOf(id: string): PlanValues;
  /** Whether some plan starts with the new cards of its weakest topic. */
  ordersByRetention(): boolean;
  /** The values for a plan or a topic if nothing were set for it. */
  inheritedOf(id: string): PlanValues;
}

/**
 * Makes books. Equal settings are the same object in all of them. So what was computed for that object, such as the
 * FSRS algorithm, stays valid, and a change can be recognised by a different object.
 */
export function bookmaker(defaults: Defaults): (overrides: Overrides) => Book {
  const weights = interned((text): readonly number[] => JSON.parse(text));
  const schedulers = interned((text): SchedulerSettings => {
    const { weights: own, ...settings }: SchedulerSettings = JSON.parse(text);
    return { ...settings, weights: weights(JSON.stringify(own)) };
  });
  const sessions = interned((text): SessionSettings => JSON.parse(text));
  const base = baseOf(defaults);
  const learnerBase = learnerBaseOf(defaults);
  return (overrides) => {
    const { plans, topics } = overrides;
    const { zone, rollover, easyDays, ...ahead } = overrides.learner;
    const ofPlan = (planId: PlanId): PlanValues => ({ ...base, ...ahead, ...plans.get(planId) });
    const valuesOf = (id: string): PlanValues => ({ ...ofPlan(planOf(id)), ...topics.get(id) });
    const schedulerOfScope = new Map<string | null, SchedulerSettings>();
    const sessionOfScope = new Map<string, SessionSettings>();
    return {
      overrides,
      learner: {
        ...defaults.learner,
        ...(zone !== undefined && { zone }),
        ...(rollover !== undefined && { rolloverMinutes: minutesOf(rollover) }),
        ...(easyDays !== undefined && { easyDays }),
      },
      learnerValues: () => ({ ...learnerBase, ...overrides.learner }),
      learnerInherited: () => learnerBase,
      valuesOf,
      ordersByRetention: () => [base, ...plans.values()].some(({ newOrder }) => newOrder === 'weakest-topic'),
      inheritedOf: (id) => (id.includes('/') ? ofPlan(planOf(id)) : { ...base, ...ahead }),
      schedulerOf: (id) =>
        keptIn(schedulerOfScope, id, () =>
          schedulers(JSON.stringify(schedulerFrom(id === null ? base : valuesOf(id)))),
        ),
      sessionSettingsOf: (id) =>
        keptIn(sessionOfScope, id, () => sessions(JSON.stringify(sessionSettingsFrom(valuesOf(id))))),
    };
  };
}

/** Returns the same object for equal texts. */
function interned<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => keptIn(known, text, () => make(text));
}

function keptIn<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function baseOf({ scheduler, sessionSettings }: Defaults): PlanValues {
  const { learnAheadMs, ...session } = sessionSettings;
  return {
    desiredRetention: scheduler.desiredRetention,
    learningSteps: writeSteps(scheduler.learningStepsMs),
    relearningSteps: writeSteps(scheduler.relearningStepsMs),
    maximumIntervalDays: scheduler.maximumIntervalDays,
    weights: [...scheduler.weights],
    loadBalance: scheduler.loadBalance !== false,
    leechThreshold: DEFAULT_LEECH_THRESHOLD,
    ...session,
    learnAheadMinutes: learnAheadMs / MINUTE_MS,
  };
}

function learnerBaseOf({ learner, sessionSettings }: Defaults): LearnerValues {
  return {
    zone: learner.zone,
    rollover: timeOf(learner.rolloverMinutes),
    learnAheadMinutes: sessionSettings.learnAheadMs / MINUTE_MS,
    easyDays: [...learner.easyDays],
  };
}

/** The plan of a topic; a plan itself. */
function planOf(id: string): PlanId {
  return asPlanId(id.split('/')[0] ?? '');
}

function schedulerFrom(values: PlanValues): SchedulerSettings {
  return {
    weights: values.weights,
    desiredRetention: values.desiredRetention,
    learningStepsMs: readSteps(values.learningSteps),
    relearningStepsMs: readSteps(values.relearningSteps),
    maximumIntervalDays: values.maximumIntervalDays,
    loadBalance: values.loadBalance,
  };
}

function sessionSettingsFrom(values: PlanValues): SessionSettings {
  return {
    newPerDay: values.newPerDay,
    reviewsPerDay: values.reviewsPerDay,
    newCountsAgainstReviews: values.newCountsAgainstReviews,
    learnAheadMs: values.learnAheadMinutes * MINUTE_MS,
    reviewOrder: values.reviewOrder,
    newOrder: values.newOrder,
    mix: values.mix,
    burySiblings: values.burySiblings,
  };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
