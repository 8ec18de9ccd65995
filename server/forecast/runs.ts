// Runs simulations in pieces.
import { yieldAfter, yieldNow } from '../store/yielding.ts';
import { simulate } from './simulate.ts';
import type { Scenario, Simulation, Start } from './types.ts';

/** Yield to the event loop after this many cards were looked at: a few milliseconds. */
const WORK_A_PIECE = 1_000;
/** The most card-days of one question over all its simulations: about a second. */
const WORK_A_QUESTION = 3_000_000;
const FEWEST_RUNS = 2;
const MOST_RUNS = 20;

/** How often each scenario of a question is simulated: the fewer cards, the more often, to average out chance. */
export function runsFor(cards: number, days: number, scenarios = 1): number {
  const cardDays = Math.max(1, cards) * days * scenarios;
  return Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, Math.round(WORK_A_QUESTION / cardDays)));
}

/** Simulates a scenario with the seeds 1, 2, 3…, and serves other requests in between. */
export async function simulateRuns(
  start: Start,
  scenario: Scenario,
  runs: number,
): Promise<readonly Simulation[]> {
  const simulations: Simulation[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    simulations.push(await inTurns(simulate(start, scenario, seed)));
    await yieldNow();
  }
  return simulations;
}

async function inTurns<T>(work: Generator<number, T>): Promise<T> {
  const pieces = yieldAfter(WORK_A_PIECE);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pieces(step.value);
  }
}
