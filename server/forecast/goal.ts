// The new cards a day that reach a goal.

import { plansOf } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type Assumption, assumptionsOf, reviewLimitOf } from './assumptions.ts';
import { type Figures, figuresOf } from './figures.ts';
import { habitsOf } from './habits.ts';
import { topicsOfMilestone } from './milestones.ts';
import { rememberedAnswers } from './remembered.ts';
import { runsFor, simulateRuns } from './runs.ts';
import { scenarioIn, scenarioOf } from './scenario.ts';
import { startOf } from './start.ts';
import { type ForecastTopic, topicsOf } from './topics.ts';
import type { Scenario, Start } from './types.ts';
import { type Work, workADay } from './work.ts';

export interface GoalQuestion {
  readonly planId: PlanId;
  /** One topic of the plan, or what one of its milestones stands for; else the whole plan. */
  readonly topicId?: TopicId;
  readonly milestone?: string;
  /** 0–1. */
  readonly retention: number;
  /** The day at whose end the goal should be reached; within the horizon. */
  readonly day: StudyDay;
}

/** The outcome of a number of new cards a day. */
export interface Pace {
  readonly newPerDay: number;
  readonly figures: Figures;
  /** A day, on average; of the whole plan, whose reviews go on. */
  readonly work: Work;
}

export interface GoalForecast {
  readonly asOfMs: number;
  readonly today: StudyDay;
  readonly day: StudyDay;
  /** The goal, 0–1. */
  readonly retention: number;
  readonly runs: number;
  readonly topics: readonly ForecastTopic[];
  /** The fewest new cards a day that suffice; null if no pace tried does. */
  readonly needed: Pace | null;
  /** Of the paces tried, the one with the highest retention. */
  readonly best: Pace;
  /** New cards as the plan's queue introduces them, within the limits in force. */
  readonly present: Pace;
  readonly assumptions: readonly Assumption[];
}

/** Doublings and halvings up to a thousand new cards. */
const PACES_TRIED = 20;

const goals = rememberedAnswers<GoalForecast | null>();

/**
 * The new cards a day with which a topic, a milestone or a plan reaches a retention by a day; null if the plan
 * has no such milestone.
 */
export function forecastGoal(desk: ReviewDesk, question: GoalQuestion): Promise<GoalForecast | null> {
  return goals(desk, question, () => forecast(desk, question));
}

async function forecast(desk: ReviewDesk, question: GoalQuestion): Promise<GoalForecast | null> {
  const asOfMs = desk.clock();
  const today = studyDayAt(desk, asOfMs);
  const topics = await scopeOf(desk, question);
  if (!topics) return null;
  const habits = await habitsOf(desk);
  const start = await startOf(desk, question.planId);
  const { planId, day } = question;
  const scenario = scenarioIn(
    desk,
    planId,
    scenarioOf(desk, habits, await topicsOf(desk, { planId }), today, [day]),
  );
  const { session, sessionOf } = scenario;
  const runs = runsFor(start.cards.length, scenario.days, PACES_TRIED);
  const introduce = new Set(topics.map(({ id }) => id));
  const paceOf = async (newPerDay: number, changed: Partial<Scenario>): Promise<Pace> => {
    const simulations = await simulateRuns(start, { ...scenario, ...changed }, runs);
    const work = workADay(simulations, habits.msPerAnswer);
    return { newPerDay, figures: figuresOf(topics, question.day, simulations), work };
  };
  const search = await fewestNewCards(question.retention, unseen(start, introduce), (newPerDay) =>
    paceOf(newPerDay, { ...pacedBy(newPerDay, { session, sessionOf }), introduce }),
  );
  return {
    asOfMs,
    today,
    day: question.day,
    retention: question.retention,
    runs,
    topics,
    ...search,
    present: await paceOf(session.newPerDay, {}),
    assumptions: [
      { kind: 'only-new-of-goal' },
      { kind: 'first-pace' },
      ...assumptionsOf([reviewLimitOf(desk, planId)], habits, runs),
    ],
  };
}

/** A scenario with this many new cards a day, whatever limit a topic has. */
function pacedBy(
  newPerDay: number,
  { session, sessionOf }: Pick<Scenario, 'session' | 'sessionOf'>,
): Pick<Scenario, 'session' | 'sessionOf'> {
  const paced = { ...session, newPerDay };
  return {
    session: paced,
    sessionOf: (topicId) => {
      const own = sessionOf(topicId);
      return own === session ? paced : { ...own, newPerDay };
    },
  };
}

/** The topics that a goal is about; null if the plan has no such milestone. */
async function scopeOf(
  desk: ReviewDesk,
  { planId, topicId, milestone }: GoalQuestion,
): Promise<readonly ForecastTopic[] | null> {
  const topics = await topicsOf(desk, { planId, ...(topicId !== undefined && { topicId }) });
  if (milestone === undefined) return topics;
  const plan = (await plansOf(desk.store)).get(planId);
  const found = plan?.milestones.find(({ title }) => title === milestone);
  return plan && found ? topicsOfMilestone(found, plan, topics) : null;
}

/** New cards left to introduce, and those introduced today already: a higher pace changes nothing. */
function unseen(start: Start, introduce: ReadonlySet<string>): number {
  const isWaiting = ({ memory, suspended, topicId }: Start['cards'][number]) =>
    memory.state === 'new' && !suspended && introduce.has(topicId);
  return start.introducedToday + start.cards.filter(isWaiting).length;
}

/** Doubles the pace until it suffices, then halves the way back to the last that did not. */
async function fewestNewCards(
  goal: number,
  most: number,
  paceOf: (newPerDay: number) => Promise<Pace>,
): Promise<Pick<GoalForecast, 'needed' | 'best'>> {
  const suffices = ({ figures }: Pace) => figures.retention !== null && figures.retention >= goal;
  let best = await paceOf(0);
  let needed = suffices(best) ? best : null;
  let tooFew = 0;
  for (let next = 1; !needed && tooFew < most; next *= 2) {
    const pace = await paceOf(Math.min(next, most));
    if (suffices(pace)) needed = pace;
    else tooFew = pace.newPerDay;
    best = better(best, pace);
  }
  while (needed && needed.newPerDay - tooFew > 1) {
    const pace = await paceOf(Math.floor((tooFew + needed.newPerDay) / 2));
    if (suffices(pace)) needed = pace;
    else tooFew = pace.newPerDay;
    best = better(best, pace);
  }
  return { needed, best };
}

function better(a: Pace, b: Pace): Pace {
  return (b.figures.retention ?? 0) > (a.figures.retention ?? 0) ? b : a;
}
