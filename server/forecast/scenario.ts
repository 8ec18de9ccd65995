// What a simulation is asked to do.

import type { ReviewDesk } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { MeasuredHabits } from './habits.ts';
import type { ForecastTopic } from './topics.ts';
import type { Scenario } from './types.ts';

/** How far ahead forecasts go, in study days including today. */
export const HORIZON_DAYS = 365;

/** The days until one, by the settings of the topics, with memory measured at the end of some. */
export function scenarioOf(
  desk: ReviewDesk,
  habits: MeasuredHabits,
  topics: readonly ForecastTopic[],
  today: StudyDay,
  measured: readonly StudyDay[],
): Scenario {
  return {
    schedulerOf: (topicId) => desk.schedulerOf(topicId),
    session: desk.sessionSettings,
    sessionOf: (topicId) => desk.sessionSettingsOf(topicId),
    calendar: desk.learner,
    habits,
    offsets: new Map(topics.map(({ id, offset }) => [id, offset])),
    days: Math.max(0, ...measured.map((day) => day - today + 1)),
    measured: new Set(measured),
  };
}

/** A scenario with the sessions of one plan. */
export function scenarioIn(desk: ReviewDesk, planId: PlanId, scenario: Scenario): Scenario {
  return { ...scenario, session: desk.sessionSettingsOf(planId) };
}
