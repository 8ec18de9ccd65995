// Settings in words: their values, and what is wrong with what was typed.

import { BOUNDS, WEIGHTS } from '../../server/schedule/bounds.ts';
import { numberWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { FieldName, Values } from './fields.ts';

/** What a setting accepts, shown when it has something else. */
export function faultWords(name: FieldName): string {
  const { faults } = words().fields;
  switch (name) {
    case 'zone':
    case 'rollover':
      return faults[name];
    case 'learningSteps':
    case 'relearningSteps':
      return faults.steps;
    case 'desiredRetention':
      return faults.percent(BOUNDS[name]);
    case 'learnAheadMinutes':
    case 'leechThreshold':
    case 'maximumIntervalDays':
    case 'newPerDay':
    case 'reviewsPerDay':
      return faults.whole(BOUNDS[name]);
    case 'weights':
      return faults.numbers(WEIGHTS);
    default:
      return faults.other;
  }
}

type Say = { readonly [Name in FieldName]: (value: Values[Name]) => string };

/** A setting's value in words; '' if there is none. */
export function valueWords<Name extends FieldName>(name: Name, values: Partial<Values>): string {
  const { values: say, reviewOrder, newOrder, mix } = words().fields;
  const flag = (on: boolean) => (on ? say.on : say.off);
  const text = (value: string) => (value === '' ? say.none : value);
  const number = (n: number) => numberWords(n);
  const all: Say = {
    zone: text,
    rollover: text,
    learnAheadMinutes: say.minutes,
    easyDays: (weights) => (weights.every((weight) => weight === 1) ? say.allDays : say.ownDays),
    desiredRetention: say.percent,
    learningSteps: text,
    relearningSteps: text,
    maximumIntervalDays: say.days,
    loadBalance: flag,
    leechThreshold: number,
    weights: () => say.weights,
    newPerDay: number,
    reviewsPerDay: number,
    newCountsAgainstReviews: flag,
    reviewOrder: (order) => reviewOrder[order],
    newOrder: (order) => newOrder[order],
    mix: (each) => mix[each],
    burySiblings: flag,
  };
  const value: Values[Name] | undefined = values[name];
  return value === undefined ? '' : all[name](value);
}
