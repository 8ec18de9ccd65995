import type { Learner, ReviewDesk } from '../review/desk.ts';
import type { SchedulerSettings, SessionLimits } from '../schedule/types.ts';
import type { LearnerOwn, LearnerValues, PlanOwn, PlanValues, TopicOwn } from './fields.ts';
import { readSteps, writeSteps } from './steps.ts';

const MINUTE_MS = 60_000;

/** What holds where nothing is set: that of the process, else Tenax's own. */
export type Defaults = Pick<ReviewDesk, 'learner' | 'scheduler' | 'limits'>;

/** What was set, by scope. */
export interface Overrides {
  readonly learner: LearnerOwn;
  readonly plans: ReadonlyMap<string, PlanOwn>;
  readonly topics: ReadonlyMap<string, TopicOwn>;
}

/** Every setting as it holds. Never changes: a change makes another book. */
export interface Book extends Pick<ReviewDesk, 'schedulerOf' | 'limitsOf'> {
  readonly overrides: Overrides;
  readonly learner: Learner;
  learnerValues(): LearnerValues;
  /** Of a plan or a topic. */
  valuesOf(id: string): PlanValues;
}

/**
 * Makes books. The settings that are equal in two of them are one object, so that what is computed once for it, such
 * as the FSRS algorithm, holds, and that a change is told by another object.
 */
export function bookmaker(defaults: Defaults): (overrides: Overrides) => Book {
  const weights = interned((text): readonly number[] => JSON.parse(text));
  const schedulers = interned((text): SchedulerSettings => {
    const { weights: own, ...settings }: SchedulerSettings = JSON.parse(text);
    return { ...settings, weights: weights(JSON.stringify(own)) };
  });
  const base = baseOf(defaults);
  return (overrides) => {
    const { plans, topics } = overrides;
    const { zone, rollover, ...ahead } = overrides.learner;
    const valuesOf = (id: string): PlanValues => {
      const [planId = ''] = id.split('/');
      return { ...base, ...ahead, ...plans.get(planId), ...topics.get(id) };
    };
    const ofScope = new Map<string | null, SchedulerSettings>();
    const limits = new Map<string, SessionLimits>();
    return {
      overrides,
      learner: {
        ...defaults.learner,
        ...(zone !== undefined && { zone }),
        ...(rollover !== undefined && { rolloverMinutes: minutesOf(rollover) }),
      },
      learnerValues: () => ({
        zone: defaults.learner.zone,
        rollover: timeOf(defaults.learner.rolloverMinutes),
        learnAheadMinutes: base.learnAheadMinutes,
        ...overrides.learner,
      }),
      valuesOf,
      schedulerOf: (id) =>
        keptIn(ofScope, id, () =>
          schedulers(JSON.stringify(schedulerFrom(id === null ? base : valuesOf(id)))),
        ),
      limitsOf: (planId) => keptIn(limits, planId, () => limitsFrom(valuesOf(planId))),
    };
  };
}

/** One object for each text. */
function interned<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => keptIn(known, text, () => make(text));
}

function keptIn<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function baseOf({ scheduler, limits }: Defaults): PlanValues {
  return {
    desiredRetention: scheduler.desiredRetention,
    learningSteps: writeSteps(scheduler.learningStepsMs),
    relearningSteps: writeSteps(scheduler.relearningStepsMs),
    maximumIntervalDays: scheduler.maximumIntervalDays,
    weights: [...scheduler.weights],
    newPerDay: limits.newPerDay,
    reviewsPerDay: limits.reviewsPerDay,
    newCountsAgainstReviews: limits.newCountsAgainstReviews !== false,
    learnAheadMinutes: limits.learnAheadMs / MINUTE_MS,
  };
}

function schedulerFrom(values: PlanValues): SchedulerSettings {
  return {
    weights: values.weights,
    desiredRetention: values.desiredRetention,
    learningStepsMs: readSteps(values.learningSteps),
    relearningStepsMs: readSteps(values.relearningSteps),
    maximumIntervalDays: values.maximumIntervalDays,
  };
}

function limitsFrom(values: PlanValues): SessionLimits {
  const { newPerDay, reviewsPerDay, newCountsAgainstReviews, learnAheadMinutes } = values;
  return { newPerDay, reviewsPerDay, newCountsAgainstReviews, learnAheadMs: learnAheadMinutes * MINUTE_MS };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
