// Figures of what comes: due cards, load, workload by desired retention.

import { useState } from 'preact/hooks';
import type { ForecastStats, LoadForecast, WorkloadForecast } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { BarChart, LineChart } from '../charts/drawn.ts';
import type { Line } from '../charts/line-chart.tsx';
import { Assumptions } from '../plan/assumptions.tsx';
import { Choice } from '../ui/choice.tsx';
import {
  dateWords,
  dayWords,
  listWords,
  numberWords,
  percentTenths,
  percentWords,
  tenthsWords,
} from '../words/format.ts';
import { words } from '../words/words.ts';
import { countAxis } from './axes.ts';
import { StatFigure } from './stat-figure.tsx';
import { weeksOf } from './weeks.ts';
import { loadWorkload } from './workload.ts';

const LOAD_DAYS = 30;

interface Props {
  /** Undefined for all plans. */
  readonly plan: string | undefined;
}

/** When cards fall due as they are scheduled now. */
export function FallingDue({ plan }: Props) {
  const say = words().statistics;
  const [ahead, setAhead] = useState<'30' | '365'>('30');
  const nameOf = (start: string) => (ahead === '30' ? dateWords(start) : say.due.week(dateWords(start)));
  const bucketsOf = ({ days }: ForecastStats) => (ahead === '30' ? days : weeksOf(days));
  return (
    <StatFigure
      title={say.due.title}
      sentence={say.due.sentence}
      choices={
        <Choice
          legend={say.due.ahead}
          options={(['30', '365'] as const).map((value) => ({ value, label: say.due.spans[value] }))}
          value={ahead}
          onChoose={setAhead}
        />
      }
      room="chart"
      of={`${plan ?? ''} ${ahead}`}
      load={() => api.stats.due(Number(ahead), plan)}
      sum={({ overdue, unseen }) => say.due.sum(overdue, unseen)}
      table={(value) => ({
        caption: say.due.table,
        columns: [say.columns.from, say.columns.cards],
        rows: [
          [say.due.overdue, numberWords(value.overdue)],
          ...bucketsOf(value).map(({ studyDay, due }) => [dateWords(studyDay), numberWords(due)]),
          [say.due.later, numberWords(value.later)],
          [say.due.unseen, numberWords(value.unseen)],
        ],
      })}
    >
      {(value) => (
        <BarChart
          title={say.due.title}
          description={say.due.sum(value.overdue, value.unseen)}
          numbered
          y={countAxis}
          series={[{ label: say.columns.due }]}
          bars={bucketsOf(value).map(({ studyDay, due }) => ({
            label: dayWords(studyDay),
            name: nameOf(studyDay),
            values: [due],
          }))}
          words={(bar) => say.due.bar(bar.name ?? bar.label, bar.values[0] ?? 0)}
        />
      )}
    </StatFigure>
  );
}

/** The simulated work of the next days, including answers to come. */
export function Load({ plan }: Props) {
  const say = words().statistics;
  return (
    <StatFigure
      title={say.load.title}
      sentence={say.load.sentence}
      room="forecast"
      of={plan ?? ''}
      load={() => api.load(LOAD_DAYS, plan)}
      sum={({ days, total }) => (total.answers === 0 ? null : say.load.sum(total.minutes / days.length))}
      table={({ days }) => ({
        caption: say.load.table,
        columns: [
          ...[say.columns.day, say.columns.reviews, say.columns.newCards],
          ...[say.columns.answers, say.columns.minutes, say.columns.backlog],
        ],
        rows: days.map((day) => [
          dateWords(day.studyDay),
          ...[day.reviews, day.newCards, day.answers, day.minutes, day.backlog].map(tenthsWords),
        ]),
      })}
    >
      {(value) => <LoadBars value={value} />}
    </StatFigure>
  );
}

function LoadBars({ value }: { readonly value: LoadForecast }) {
  const say = words().statistics.load;
  const { days } = value;
  return (
    <>
      <BarChart
        title={say.title}
        description={say.sum(value.total.minutes / days.length)}
        y={countAxis}
        series={[{ label: say.reviews }, { label: say.newCards }]}
        bars={days.map((day) => ({
          label: dayWords(day.studyDay),
          name: dateWords(day.studyDay),
          values: [day.reviews, day.newCards],
        }))}
        words={(bar, index) => {
          const [reviews = 0, newCards = 0] = bar.values;
          return say.bar(bar.name ?? bar.label, reviews, newCards, days[index]?.minutes ?? 0);
        }}
      />
      <Assumptions {...value} />
    </>
  );
}

type PlanWork = WorkloadForecast['plans'][number];

/** The minutes a day that each desired retention takes. */
export function Workload({ plan }: Props) {
  const say = words().statistics;
  return (
    <StatFigure
      title={say.workload.title}
      sentence={say.workload.sentence}
      room="forecast"
      of={plan ?? ''}
      load={(onProgress) => loadWorkload(plan, onProgress)}
      sum={({ plans }) => inForce(plans)}
      table={({ plans }) => ({
        caption: say.workload.table,
        columns: [
          ...[say.columns.plan, say.columns.desired, say.columns.perDay, say.columns.reviews],
          ...[say.columns.known, say.columns.retention, say.columns.backlog],
        ],
        rows: plans.flatMap(({ planId, rows }) =>
          rows.map((row) => [
            planId,
            percentWords(100 * row.desiredRetention),
            tenthsWords(row.perDay.minutes),
            tenthsWords(row.perDay.reviews),
            numberWords(row.knownUnits),
            row.retentionPercent === null ? words().common.none : percentTenths(row.retentionPercent),
            tenthsWords(row.backlog),
          ]),
        ),
      })}
    >
      {(value) => <WorkloadLines value={value} />}
    </StatFigure>
  );
}

/** What the desired retention of each plan takes now. */
function inForce(plans: readonly PlanWork[]): string | null {
  const say = words().statistics;
  const parts = plans.flatMap(({ desiredRetention, rows }) => {
    const row = rows.find((each) => each.desiredRetention === desiredRetention);
    return row
      ? [say.workload.sum(percentWords(100 * desiredRetention), say.minutes(row.perDay.minutes))]
      : [];
  });
  return parts.length === 0 ? null : listWords(parts);
}

function WorkloadLines({ value }: { readonly value: WorkloadForecast }) {
  const say = words().statistics.workload;
  const { plans } = value;
  const lines = plans.map(
    ({ planId, rows }): Line => ({
      label: planId,
      points: rows.map((row) => ({ x: 100 * row.desiredRetention, y: row.perDay.minutes })),
    }),
  );
  const [only] = plans;
  return (
    <>
      <LineChart
        title={say.title}
        description={inForce(plans) ?? say.sentence}
        x={{ label: say.x, format: (percent) => percentWords(percent, 0) }}
        y={{ label: say.y, format: (minutes) => numberWords(minutes, 1) }}
        lines={lines}
        {...(plans.length === 1 && only && { mark: { x: 100 * only.desiredRetention, label: say.inForce } })}
        words={(percent) =>
          plans
            .flatMap(({ planId, rows }) => {
              const row = rows.find((each) => 100 * each.desiredRetention === percent);
              return row
                ? [say.point(planId, percentWords(percent, 0), row.perDay.minutes, row.knownUnits)]
                : [];
            })
            .join(' · ')
        }
      />
      <Assumptions {...value} />
    </>
  );
}
