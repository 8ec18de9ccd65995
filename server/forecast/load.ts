// The work of the coming days.

import { plansOf } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type Assumption, assumptionsOf, limitsOf } from './assumptions.ts';
import { mean } from './figures.ts';
import { habitsOf } from './habits.ts';
import { rememberedAnswers } from './remembered.ts';
import { runsFor, simulateRuns } from './runs.ts';
import { scenarioIn, scenarioOf } from './scenario.ts';
import { startOf } from './start.ts';
import { topicsOf } from './topics.ts';
import type { Simulation } from './types.ts';
import { NO_WORK, together, type Work, workOf } from './work.ts';

export interface LoadDay extends Work {
  readonly studyDay: StudyDay;
  /** Reviews that are due and that the limits hold back. */
  readonly backlog: number;
}

export interface LoadForecast {
  readonly asOfMs: number;
  readonly today: StudyDay;
  readonly runs: number;
  readonly days: readonly LoadDay[];
  /** Of all days. */
  readonly total: Work;
  readonly assumptions: readonly Assumption[];
}

const loads = rememberedAnswers<LoadForecast>();

/**
 * The work of each of the next study days, today's remainder first: what is scheduled now, what answering that
 * will schedule, and the new cards that the limits let in. Of one plan, or of all together.
 */
export function forecastLoad(desk: ReviewDesk, days: number, planId?: PlanId): Promise<LoadForecast> {
  return loads(desk, [days, planId], () => forecast(desk, days, planId));
}

async function forecast(desk: ReviewDesk, count: number, planId?: PlanId): Promise<LoadForecast> {
  const asOfMs = desk.clock();
  const today = studyDayAt(desk, asOfMs);
  const habits = await habitsOf(desk);
  const planIds = planId === undefined ? [...(await plansOf(desk.store)).keys()] : [planId];
  const scenario = scenarioOf(desk, habits, await topicsOf(desk, {}), today, [today + count - 1]);
  const plans: (readonly Simulation[])[] = [];
  for (const id of planIds) {
    const start = await startOf(desk, id);
    plans.push(await simulateRuns(start, scenarioIn(desk, id, scenario), runsFor(start.cards.length, count)));
  }
  const runs = plans.length === 0 ? 0 : Math.min(...plans.map(({ length }) => length));
  const days = Array.from({ length: count }, (_, index) =>
    loadOf(plans, index, today + index, habits.msPerAnswer),
  );
  return {
    asOfMs,
    today,
    runs,
    days,
    total: days.reduce<Work>(together, NO_WORK),
    assumptions: assumptionsOf(limitsOf(desk, planIds), habits, runs),
  };
}

/** One study day of all plans. */
function loadOf(
  plans: readonly (readonly Simulation[])[],
  index: number,
  studyDay: StudyDay,
  msPerAnswer: number,
): LoadDay {
  const ofPlans = plans.map((simulations) => simulations.flatMap(({ days }) => days[index] ?? []));
  return {
    studyDay,
    ...ofPlans.map((days) => workOf(days, msPerAnswer)).reduce(together, NO_WORK),
    backlog: ofPlans.reduce((sum, days) => sum + mean(days.map(({ backlog }) => backlog)), 0),
  };
}
