// The work of simulated days.
import { mean } from './figures.ts';
import type { SimulatedDay, Simulation } from './types.ts';

/** The work of a day, averaged over simulations and perhaps over days. */
export interface Work {
  /** New cards asked for the first time. */
  readonly newCards: number;
  /** Cards in review asked. */
  readonly reviews: number;
  /** Gradings, including those on steps. */
  readonly answers: number;
  readonly ms: number;
}

export const NO_WORK: Work = { newCards: 0, reviews: 0, answers: 0, ms: 0 };

/** The sum of two. */
export function together(a: Work, b: Work): Work {
  return {
    newCards: a.newCards + b.newCards,
    reviews: a.reviews + b.reviews,
    answers: a.answers + b.answers,
    ms: a.ms + b.ms,
  };
}

/** The work of one day, given once for each simulation. */
export function workOf(days: readonly SimulatedDay[], msPerAnswer: number): Work {
  const answers = mean(days.map((day) => day.answers));
  return {
    newCards: mean(days.map(({ introduced }) => introduced)),
    reviews: mean(days.map(({ reviews }) => reviews)),
    answers,
    ms: answers * msPerAnswer,
  };
}

/** The average work of a day over all days of the simulations. */
export function workADay(simulations: readonly Simulation[], msPerAnswer: number): Work {
  return workOf(
    simulations.flatMap(({ days }) => days),
    msPerAnswer,
  );
}

/** Reviews that are due and held back by the limit as the last day ends. */
export function backlogAtEnd(simulations: readonly Simulation[]): number {
  return mean(simulations.map(({ days }) => days.at(-1)?.backlog ?? 0));
}
