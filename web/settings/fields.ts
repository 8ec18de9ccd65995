// How every setting is typed: reading its text, and writing its value.

import type { LearnerSettings, PlanSettings } from '../../server/http/schemas.ts';
import { BOUNDS, WEIGHTS } from '../../server/schedule/bounds.ts';
import { readSteps } from '../../server/schedule/typed-steps.ts';
import { MIXES, NEW_ORDERS, REVIEW_ORDERS } from '../../server/schedule/types.ts';
import { checkZone } from '../../server/schedule/zone.ts';

/** All settings by name. */
export type Values = LearnerSettings['settings'] & PlanSettings['settings'];
export type FieldName = keyof Values;

/** How a setting is typed. */
interface Field<T> {
  /** The value of a text; null if it is invalid. */
  readonly read: (text: string) => T | null;
  readonly write: (value: T) => string;
}

type Bounds = readonly [least: number, most: number];

/** A number divided by `per`: with 100, a percentage becomes a share. */
function numberFrom([least, most]: Bounds, isWhole: boolean, per = 1): Field<number> {
  return {
    read: (text) => {
      const value = text.trim() === '' ? Number.NaN : Number((Number(text) / per).toFixed(4));
      return value >= least && value <= most && (!isWhole || Number.isInteger(value)) ? value : null;
    },
    write: (value) => String(Number((value * per).toFixed(2))),
  };
}

function oneOf<T extends string>(values: readonly T[]): Field<T> {
  return { read: (text) => values.find((value) => value === text) ?? null, write: String };
}

const flag: Field<boolean> = { read: (text) => text === 'true', write: String };

function checkedBy(check: (text: string) => unknown): Field<string> {
  return {
    read: (text) => {
      const typed = text.trim().replace(/\s+/g, ' ');
      try {
        check(typed);
        return typed;
      } catch {
        return null;
      }
    },
    write: String,
  };
}

function numbers(count: number, isAllowed: (value: number) => boolean): Field<number[]> {
  return {
    read: (text) => {
      const values = text
        .split(/[\s,;[\]]+/)
        .filter(Boolean)
        .map(Number);
      return values.length === count && values.every(isAllowed) ? values : null;
    },
    write: (values) => values.join(' '),
  };
}

/** How each setting is typed. The server checks it too, together with rules that only it can check. */
export const FIELDS: { readonly [Name in FieldName]: Field<Values[Name]> } = {
  zone: checkedBy(checkZone),
  rollover: {
    read: (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null),
    write: String,
  },
  learnAheadMinutes: numberFrom(BOUNDS.learnAheadMinutes, true),
  easyDays: numbers(7, (weight) => weight >= 0 && weight <= 1),
  desiredRetention: numberFrom(BOUNDS.desiredRetention, false, 100),
  learningSteps: checkedBy(readSteps),
  relearningSteps: checkedBy(readSteps),
  maximumIntervalDays: numberFrom(BOUNDS.maximumIntervalDays, true),
  loadBalance: flag,
  leechThreshold: numberFrom(BOUNDS.leechThreshold, true),
  weights: numbers(WEIGHTS, Number.isFinite),
  newPerDay: numberFrom(BOUNDS.newPerDay, true),
  reviewsPerDay: numberFrom(BOUNDS.reviewsPerDay, true),
  newCountsAgainstReviews: flag,
  reviewOrder: oneOf(REVIEW_ORDERS),
  newOrder: oneOf(NEW_ORDERS),
  mix: oneOf(MIXES),
  burySiblings: flag,
};
