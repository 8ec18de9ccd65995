// The retention of topics and milestones on a coming day.

import { plansOf } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { Milestone, Plan } from '../plan/types.ts';
import type { PlanId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { CardScope } from '../session/card-scope.ts';
import { type Assumption, assumptionsOf, limitsOf } from './assumptions.ts';
import { type Figures, figuresOf, retentionOf } from './figures.ts';
import { habitsOf, type MeasuredHabits } from './habits.ts';
import { measure } from './measure.ts';
import { studyDayOfMilestone, topicsOfMilestone } from './milestones.ts';
import { rememberedAnswers } from './remembered.ts';
import { runsFor, simulateRuns } from './runs.ts';
import { HORIZON_DAYS, scenarioIn, scenarioOf } from './scenario.ts';
import { startOf } from './start.ts';
import { type ForecastTopic, topicsOf } from './topics.ts';

/** What is forecast for the end of a study day. */
export interface Outlook extends Figures {
  readonly day: StudyDay;
  /** The retention, 0–1, if nothing is studied until then. */
  readonly withoutStudy: number | null;
}

export interface MilestoneOutlook {
  readonly planId: PlanId;
  readonly milestone: Milestone;
  readonly day: StudyDay;
  readonly topics: readonly ForecastTopic[];
  /** As of today if its day has passed; null if it is beyond the horizon. */
  readonly outlook: Outlook | null;
}

export interface RetentionForecast {
  readonly asOfMs: number;
  readonly today: StudyDay;
  readonly day: StudyDay;
  readonly firstDay: StudyDay;
  /** Simulations that each figure is averaged over, at least. */
  readonly runs: number;
  readonly topics: readonly (ForecastTopic & { readonly outlook: Outlook })[];
  readonly milestones: readonly MilestoneOutlook[];
  readonly assumptions: readonly Assumption[];
}

export interface RetentionQuestion {
  readonly scope: CardScope;
  /** The day for topics, and for milestones too; if absent, 30 days with today, and each milestone's own. */
  readonly day?: StudyDay;
  /** Day 1 of the plans; today if absent. */
  readonly firstDay?: StudyDay;
}

const DAYS_BY_DEFAULT = 30;

const retentions = rememberedAnswers<RetentionForecast>();

/**
 * The retention of each topic and each milestone at the end of a study day, with the studying that the queue asks
 * for and without any.
 *
 * @param question its day within the horizon: today at the earliest.
 */
export function forecastRetention(desk: ReviewDesk, question: RetentionQuestion): Promise<RetentionForecast> {
  return retentions(desk, question, () => forecast(desk, question));
}

async function forecast(desk: ReviewDesk, question: RetentionQuestion): Promise<RetentionForecast> {
  const asOfMs = desk.clock();
  const today = studyDayAt(desk, asOfMs);
  const day = question.day ?? today + DAYS_BY_DEFAULT - 1;
  const firstDay = question.firstDay ?? today;
  const habits = await habitsOf(desk);
  const wanted = await topicsOf(desk, question.scope);
  const parsed = await plansOf(desk.store);
  const plans: PlanForecast[] = [];
  const planIds = new Set(wanted.map((topic) => topic.planId));
  for (const planId of planIds) {
    const topics = await topicsOf(desk, { planId });
    const asked = topics.filter(({ id }) => wanted.some((topic) => topic.id === id));
    const milestones = placed(planId, parsed.get(planId), topics, (milestone) =>
      question.day === undefined ? (studyDayOfMilestone(milestone, firstDay) ?? day) : day,
    ).filter(({ topics }) => topics.some((topic) => asked.includes(topic)));
    plans.push(await forecastPlan(desk, habits, { planId, topics, today, day, asked, milestones }));
  }
  const runs = Math.min(...plans.map((plan) => plan.runs));
  return {
    asOfMs,
    today,
    day,
    firstDay,
    runs: plans.length === 0 ? 0 : runs,
    topics: plans.flatMap(({ topics }) => topics),
    milestones: plans.flatMap(({ milestones }) => milestones),
    assumptions: assumptionsOf(limitsOf(desk, planIds), habits, plans.length === 0 ? 0 : runs),
  };
}

type PlanForecast = Pick<RetentionForecast, 'runs' | 'topics' | 'milestones'>;

/** A milestone with its day and the topics that it stands for. */
interface Placed {
  readonly planId: PlanId;
  readonly milestone: Milestone;
  readonly day: StudyDay;
  readonly topics: readonly ForecastTopic[];
}

function placed(
  planId: PlanId,
  plan: Plan | undefined,
  topics: readonly ForecastTopic[],
  dayOf: (milestone: Milestone) => StudyDay,
): readonly Placed[] {
  if (!plan) return [];
  return plan.milestones.map((milestone) => ({
    planId,
    milestone,
    day: dayOf(milestone),
    topics: topicsOfMilestone(milestone, plan, topics),
  }));
}

interface PlanQuestion {
  readonly planId: PlanId;
  /** All of the plan. */
  readonly topics: readonly ForecastTopic[];
  readonly today: StudyDay;
  readonly day: StudyDay;
  readonly asked: readonly ForecastTopic[];
  readonly milestones: readonly Placed[];
}

async function forecastPlan(
  desk: ReviewDesk,
  habits: MeasuredHabits,
  { planId, topics, today, day, asked, milestones }: PlanQuestion,
): Promise<PlanForecast> {
  const start = await startOf(desk, planId);
  const ahead = milestones.map((milestone) => Math.max(today, milestone.day)).filter(isWithin(today));
  const scenario = scenarioIn(desk, planId, scenarioOf(desk, habits, topics, today, [day, ...ahead]));
  const runs = runsFor(start.cards.length, scenario.days);
  const simulations = await simulateRuns(start, scenario, runs);
  const outlookOf = (of: readonly ForecastTopic[], on: StudyDay): Outlook => {
    const unstudied = measure(start.cards, studyDayStart(on + 1, desk.learner), scenario);
    return { day: on, ...figuresOf(of, on, simulations), withoutStudy: retentionOf(of, unstudied) };
  };
  return {
    runs,
    topics: asked.map((topic) => ({ ...topic, outlook: outlookOf([topic], day) })),
    milestones: milestones.map((each) => {
      const on = Math.max(today, each.day);
      const outlook = isWithin(today)(on) ? outlookOf(each.topics, on) : null;
      return { planId, milestone: each.milestone, day: each.day, topics: each.topics, outlook };
    }),
  };
}

function isWithin(today: StudyDay): (day: StudyDay) => boolean {
  return (day) => day < today + HORIZON_DAYS;
}
