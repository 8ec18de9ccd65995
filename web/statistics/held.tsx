// Figures of what was remembered: true retention, calibration.

import { useState } from 'preact/hooks';
import type { CalibrationStats, RetentionStats } from '../../server/http/schemas.ts';
import { parseStudyDay } from '../../server/schedule/study-day.ts';
import { api, type Span } from '../api.ts';
import { DotChart, LineChart } from '../charts/drawn.ts';
import { shareInterval } from '../charts/interval.ts';
import type { Line } from '../charts/line-chart.tsx';
import { Choice } from '../ui/choice.tsx';
import { dateWords, monthWords, numberWords, percentTenths, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { dayAxis, percentAxis, shareWords } from './axes.ts';
import { StatFigure } from './stat-figure.tsx';

const PERIODS = ['day', 'week', 'month'] as const;
type Period = (typeof PERIODS)[number];
const SHOWN = ['young', 'mature'] as const;
const KINDS = [...SHOWN, 'all'] as const;

interface Props {
  readonly span: Span;
}

/** How much was remembered, of young and mature cards. */
export function TrueRetention({ span }: Props) {
  const say = words().statistics;
  const [by, setBy] = useState<Period>('week');
  return (
    <StatFigure
      title={say.retention.title}
      sentence={say.retention.sentence}
      choices={
        <Choice
          legend={say.retention.by}
          options={PERIODS.map((value) => ({ value, label: say.retention.periods[value] }))}
          value={by}
          onChoose={setBy}
        />
      }
      room="legend-chart"
      of={`${span.from} ${span.to} ${by}`}
      load={() => api.stats.retention(span, by)}
      sum={({ total: { all } }) =>
        all.percent === null ? null : say.retention.sum(percentWords(all.percent), all.reviews)
      }
      table={({ periods }) => ({
        caption: say.retention.table,
        columns: [say.columns.period, ...KINDS.map((kind) => say.kinds[kind])],
        rows: periods.map((period) => [
          nameOf(period.start, by),
          ...KINDS.map((kind) => shareWords(period[kind])),
        ]),
      })}
    >
      {(value) => <Lines value={value} by={by} />}
    </StatFigure>
  );
}

function Lines({ value: { periods, total }, by }: { readonly value: RetentionStats; readonly by: Period }) {
  const say = words().statistics;
  const starts = periods.map(({ start }) => parseStudyDay(start));
  const lines = SHOWN.map(
    (kind): Line => ({
      label: say.kinds[kind],
      points: periods.map((period, index) => ({ x: starts[index] ?? 0, y: period[kind].percent })),
    }),
  );
  const shown = periods.flatMap((period) => SHOWN.map((kind) => period[kind].percent ?? 100));
  const least = Math.floor((Math.min(100, ...shown) - 1) / 10) * 10;
  return (
    <LineChart
      title={say.retention.title}
      description={say.retention.sum(percentWords(total.all.percent ?? 0), total.all.reviews)}
      x={dayAxis(starts[0] ?? 0, starts.at(-1) ?? 0)}
      y={percentAxis(undefined, Math.max(0, least))}
      lines={lines}
      words={(day) => {
        const period = periods[starts.indexOf(day)];
        if (!period) return '';
        const parts = SHOWN.flatMap((kind) => {
          const { percent, reviews } = period[kind];
          return percent === null
            ? []
            : [say.retention.line(say.kinds[kind], percentWords(percent), reviews)];
        });
        return [nameOf(period.start, by), ...parts].join(' · ');
      }}
    />
  );
}

function nameOf(start: string, by: Period): string {
  if (by === 'month') return monthWords(start);
  return by === 'week' ? words().statistics.retention.week(dateWords(start)) : dateWords(start);
}

/** How well predictions matched what happened. */
export function Calibration({ span }: Props) {
  const say = words().statistics;
  return (
    <StatFigure
      title={say.calibration.title}
      sentence={say.calibration.sentence}
      room="square-chart"
      of={`${span.from} ${span.to}`}
      load={() => api.stats.calibration(span)}
      sum={({ predictedPercent, measuredPercent }) =>
        predictedPercent === null || measuredPercent === null
          ? null
          : say.calibration.sum(percentWords(predictedPercent), percentWords(measuredPercent))
      }
      table={(value) => ({
        caption: say.calibration.table,
        columns: [
          say.columns.recall,
          say.columns.reviews,
          say.columns.predicted,
          say.columns.remembered,
          say.columns.range,
        ],
        rows: binsOf(value).map((bin) => [
          say.range(percentWords(bin.fromPercent), percentWords(bin.toPercent)),
          numberWords(bin.reviews),
          percentTenths(bin.predicted),
          percentTenths(bin.measured),
          say.range(percentWords(bin.low), percentWords(bin.high)),
        ]),
      })}
    >
      {(value) => (
        <>
          <p class="hint">
            {say.calibration.scores(
              numberWords(value.logLoss ?? 0, 3),
              percentWords(100 * (value.rmseBins ?? 0)),
            )}
          </p>
          <DotChart
            title={say.calibration.title}
            description={say.calibration.sum(
              percentWords(value.predictedPercent ?? 0),
              percentWords(value.measuredPercent ?? 0),
            )}
            x={percentAxis(say.calibration.x)}
            y={percentAxis(say.calibration.y)}
            diagonal={say.calibration.diagonal}
            dots={binsOf(value).map((bin) => ({
              x: bin.predicted,
              y: bin.measured,
              low: bin.low,
              high: bin.high,
              weight: bin.reviews,
              words: say.calibration.dot(
                percentWords(bin.predicted),
                percentWords(bin.measured),
                say.range(percentWords(bin.low), percentWords(bin.high)),
                bin.reviews,
              ),
            }))}
          />
        </>
      )}
    </StatFigure>
  );
}

/** The bins with reviews, each with the interval of what was remembered. */
function binsOf({ bins }: CalibrationStats) {
  return bins.flatMap(({ predictedPercent, measuredPercent, ...bin }) => {
    if (predictedPercent === null || measuredPercent === null) return [];
    const passed = Math.round((bin.reviews * measuredPercent) / 100);
    const [low, high] = shareInterval(passed, bin.reviews);
    return [
      { ...bin, predicted: predictedPercent, measured: measuredPercent, low: 100 * low, high: 100 * high },
    ];
  });
}
