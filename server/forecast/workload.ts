// Desired retention against work.

import { plansOf } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { algorithmOf } from '../schedule/algorithm.ts';
import { DESIRED_RETENTIONS } from '../schedule/bounds.ts';
import { fuzz, fuzzFraction } from '../schedule/fuzz.ts';
import type { PlanId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { Calendar, SchedulerSettings, StudyDay } from '../schedule/types.ts';
import { type Assumption, assumptionsOf, limitsOf } from './assumptions.ts';
import { type Figures, figuresOf } from './figures.ts';
import { habitsOf } from './habits.ts';
import { rememberedAnswers } from './remembered.ts';
import { runsFor, simulateRuns } from './runs.ts';
import { scenarioIn, scenarioOf } from './scenario.ts';
import { startOf } from './start.ts';
import { topicsOf } from './topics.ts';
import type { Scenario, Start, StartCard } from './types.ts';
import { backlogAtEnd, type Work, workADay } from './work.ts';

/** What a desired retention costs and yields. */
export interface WorkloadRow {
  readonly desiredRetention: number;
  /** A day, on average. */
  readonly work: Work;
  /** At the end of the last day, over all topics of the plan. */
  readonly figures: Figures;
  /** Reviews that the limit holds back at the end of the last day. */
  readonly backlog: number;
}

export interface WorkloadForecast {
  readonly asOfMs: number;
  readonly today: StudyDay;
  readonly runs: number;
  readonly days: number;
  readonly plans: readonly {
    readonly planId: PlanId;
    readonly desiredRetention: number;
    readonly rows: readonly WorkloadRow[];
  }[];
  readonly assumptions: readonly Assumption[];
}

export interface WorkloadQuestion {
  readonly days: number;
  /** Absent: each plan. */
  readonly planId?: PlanId;
  /** Only this one; absent: a range of them, and the one in force. */
  readonly desiredRetention?: number;
}

const workloads = rememberedAnswers<WorkloadForecast>();

/** Desired retention against work. */
export function forecastWorkload(desk: ReviewDesk, question: WorkloadQuestion): Promise<WorkloadForecast> {
  return workloads(desk, question, () => forecast(desk, question));
}

async function forecast(
  desk: ReviewDesk,
  { days, planId, desiredRetention: asked }: WorkloadQuestion,
): Promise<WorkloadForecast> {
  const asOfMs = desk.clock();
  const today = studyDayAt(desk, asOfMs);
  const habits = await habitsOf(desk);
  const lastDay = today + days - 1;
  const scenario = scenarioOf(desk, habits, await topicsOf(desk, {}), today, [lastDay]);
  const plans: (WorkloadForecast['plans'][number] & { readonly runs: number })[] = [];
  for (const id of planId === undefined ? (await plansOf(desk.store)).keys() : [planId]) {
    const start = await startOf(desk, id);
    const own = desk.schedulerOf(id);
    const topics = await topicsOf(desk, { planId: id });
    const runs = runsFor(start.cards.length, days, DESIRED_RETENTIONS.length);
    const rows: WorkloadRow[] = [];
    for (const desiredRetention of asked === undefined ? retentionsWith(own.desiredRetention) : [asked]) {
      const schedulerOf = withRetention(desk, own.desiredRetention, desiredRetention);
      const moved = rescheduled(start, schedulerOf, desk.learner);
      const simulations = await simulateRuns(moved, { ...scenarioIn(desk, id, scenario), schedulerOf }, runs);
      rows.push({
        desiredRetention,
        work: workADay(simulations, habits.msPerAnswer),
        figures: figuresOf(topics, lastDay, simulations),
        backlog: backlogAtEnd(simulations),
      });
    }
    plans.push({ planId: id, desiredRetention: own.desiredRetention, rows, runs });
  }
  const runs = plans.length === 0 ? 0 : Math.min(...plans.map((plan) => plan.runs));
  return {
    asOfMs,
    today,
    runs,
    days,
    plans,
    assumptions: [
      { kind: 'rescheduled-first' },
      { kind: 'limits-decide' },
      ...assumptionsOf(
        limitsOf(
          desk,
          plans.map((plan) => plan.planId),
        ),
        habits,
        runs,
      ),
    ],
  };
}

/** The steps, with the one in force among them. */
function retentionsWith(present: number): readonly number[] {
  return [...new Set([...DESIRED_RETENTIONS, present])].sort((a, b) => a - b);
}

/** The settings of topics with another desired retention, except topics with their own. */
function withRetention(desk: ReviewDesk, ofPlan: number, desiredRetention: number): Scenario['schedulerOf'] {
  const changed = new Map<SchedulerSettings, SchedulerSettings>();
  return (topicId) => {
    const own = desk.schedulerOf(topicId);
    if (own.desiredRetention !== ofPlan) return own;
    const other = changed.get(own) ?? { ...own, desiredRetention };
    changed.set(own, other);
    return other;
  };
}

/** The plan with its cards in review due as by these settings. */
export function rescheduled(start: Start, schedulerOf: Scenario['schedulerOf'], calendar: Calendar): Start {
  return {
    ...start,
    cards: start.cards.map((card) => ({ ...card, due: dueWith(card, schedulerOf(card.topicId), calendar) })),
  };
}

function dueWith(
  { cardId, memory, due }: StartCard,
  scheduler: SchedulerSettings,
  calendar: Calendar,
): StartCard['due'] {
  if (memory.state !== 'review') return due;
  const { maximumIntervalDays: maximum } = scheduler;
  const unfuzzed = algorithmOf(scheduler).next_interval(memory.stability, 0);
  const intervalDays =
    scheduler.fuzz === false ? unfuzzed : fuzz(unfuzzed, fuzzFraction(cardId, memory.reps - 1), 0, maximum);
  const dueDay = memory.lastStudyDay + intervalDays;
  return { dueAtMs: studyDayStart(dueDay, calendar), dueDay, intervalDays };
}
