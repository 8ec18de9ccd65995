import { assumptionWords } from '../../forecast/assumption-words.ts';
import type { Figures } from '../../forecast/figures.ts';
import type { GoalForecast as Goal, Pace } from '../../forecast/goal.ts';
import type { LoadForecast as Load } from '../../forecast/load.ts';
import type { Outlook, RetentionForecast as Retention } from '../../forecast/retention.ts';
import type { Work } from '../../forecast/work.ts';
import type { WorkloadForecast as Workload } from '../../forecast/workload.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import { iso, percent } from '../figures.ts';
import type { GoalForecast, LoadForecast, RetentionForecast, WorkloadForecast } from '../schemas.ts';

export function presentRetentionForecast(forecast: Retention): RetentionForecast {
  return {
    ...presentBasis(forecast),
    date: formatStudyDay(forecast.day),
    start: formatStudyDay(forecast.firstDay),
    topics: forecast.topics.map(({ id, planId, title, outlook }) => ({
      id,
      planId,
      title,
      ...presentOutlook(outlook),
    })),
    milestones: forecast.milestones.map(({ planId, milestone, day, topics, outlook }) => ({
      planId,
      title: milestone.title,
      day: milestone.day,
      date: formatStudyDay(day),
      topicIds: topics.map(({ id }) => id),
      outlook: outlook && { asOfDay: formatStudyDay(outlook.day), ...presentOutlook(outlook) },
    })),
  };
}

export function presentGoalForecast(goal: Goal): GoalForecast {
  return {
    ...presentBasis(goal),
    date: formatStudyDay(goal.day),
    goalPercent: percent(goal.retention) ?? 0,
    topicIds: goal.topics.map(({ id }) => id),
    reachable: goal.needed !== null,
    needed: goal.needed && presentPace(goal.needed),
    best: presentPace(goal.best),
    present: presentPace(goal.present),
  };
}

export function presentLoadForecast(load: Load): LoadForecast {
  return {
    ...presentBasis(load),
    days: load.days.map(({ studyDay, backlog, ...work }) => ({
      studyDay: formatStudyDay(studyDay),
      ...presentWork(work),
      backlog: rounded(backlog),
    })),
    total: presentWork(load.total),
  };
}

export function presentWorkloadForecast({ days, plans, ...basis }: Workload): WorkloadForecast {
  return {
    ...presentBasis(basis),
    days,
    plans: plans.map(({ planId, desiredRetention, rows }) => ({
      planId,
      desiredRetention,
      rows: rows.map(({ desiredRetention, work, figures, backlog }) => ({
        desiredRetention,
        perDay: presentWork(work),
        ...presentFigures(figures),
        knownUnits: rounded((figures.retention ?? 0) * figures.units),
        backlog: rounded(backlog),
      })),
    })),
  };
}

function presentBasis({ asOfMs, today, runs, assumptions }: Omit<Workload, 'days' | 'plans'>) {
  return {
    asOf: iso(asOfMs),
    studyDay: formatStudyDay(today),
    runs,
    assumptions: assumptions.map(assumptionWords),
    assumed: [...assumptions],
  };
}

function presentOutlook(outlook: Outlook) {
  return { ...presentFigures(outlook), withoutStudyPercent: percent(outlook.withoutStudy) };
}

function presentPace({ newPerDay, figures, work }: Pace): GoalForecast['best'] {
  return { newPerDay, ...presentFigures(figures), perDay: presentWork(work) };
}

function presentFigures({ retention, low, high, coverage, units, uncarded }: Figures) {
  return {
    retentionPercent: percent(retention),
    lowPercent: percent(low),
    highPercent: percent(high),
    coveragePercent: percent(coverage),
    units,
    uncarded,
  };
}

function presentWork({ newCards, reviews, answers, ms }: Work) {
  return {
    newCards: rounded(newCards),
    reviews: rounded(reviews),
    answers: rounded(answers),
    minutes: rounded(ms / 60_000),
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}
