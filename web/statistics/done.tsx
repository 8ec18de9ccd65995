// Figures of what was done: answer buttons, hours of the day.

import type { AnswerStats, HourStats } from '../../server/http/schemas.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { api, type Span } from '../api.ts';
import { BarChart } from '../charts/drawn.ts';
import type { Tone } from '../charts/look.tsx';
import { sum } from '../charts/stack.ts';
import { hourWords, listWords, numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { countAxis, shareWords } from './axes.ts';
import { StatFigure } from './stat-figure.tsx';

const KINDS = ['learning', 'young', 'mature'] as const;
const TONES: Readonly<Record<(typeof RATINGS)[number], Tone>> = {
  again: 'again',
  hard: 'hard',
  good: 'ivy',
  easy: 'easy',
};

interface Props {
  readonly span: Span;
}

/** How often each button was pressed. */
export function AnswerButtons({ span }: Props) {
  const say = words().statistics;
  const { ratings } = words().common;
  const countsOf = (value: AnswerStats, kind: keyof typeof say.kinds) =>
    RATINGS.map((rating) => value[kind][rating]);
  const wordsOf = (kind: string, counts: readonly number[]) => {
    const all = sum(counts);
    const parts = RATINGS.map((rating, index) =>
      say.answers.part(ratings[rating], counts[index] ?? 0, shareOf(counts[index] ?? 0, all)),
    );
    return say.answers.bar(kind, listWords(parts));
  };
  return (
    <StatFigure
      title={say.answers.title}
      sentence={say.answers.sentence}
      room="legend-chart"
      of={`${span.from} ${span.to}`}
      load={() => api.stats.answers(span)}
      sum={(value) => {
        const all = sum(countsOf(value, 'all'));
        return all === 0 ? null : say.answers.sum(all, (100 * (all - value.all.again)) / all);
      }}
      table={(value) => ({
        caption: say.answers.table,
        columns: [say.columns.kind, ...RATINGS.map((rating) => ratings[rating])],
        rows: [...KINDS, 'all' as const].map((kind) => [
          kind === 'all' ? say.kinds.all : say.kindsLong[kind],
          ...countsOf(value, kind).map(
            (count, _index, counts) => `${numberWords(count)} (${shareOf(count, sum(counts))})`,
          ),
        ]),
      })}
    >
      {(value) => (
        <BarChart
          title={say.answers.title}
          description={wordsOf(say.kinds.all, countsOf(value, 'all'))}
          arranged="grouped"
          numbered
          y={countAxis}
          series={RATINGS.map((rating) => ({ label: ratings[rating], tone: TONES[rating] }))}
          bars={KINDS.map((kind) => ({ label: say.kinds[kind], values: countsOf(value, kind) }))}
          words={(bar) => wordsOf(bar.label, bar.values)}
        />
      )}
    </StatFigure>
  );
}

function shareOf(part: number, whole: number): string {
  return percentWords(whole === 0 ? 0 : (100 * part) / whole, 0);
}

/** At which hours reviews are done, and how well. */
export function HoursOfDay({ span }: Props) {
  const say = words().statistics;
  return (
    <StatFigure
      title={say.hours.title}
      sentence={say.hours.sentence}
      room="chart"
      of={`${span.from} ${span.to}`}
      load={() => api.stats.hours(span)}
      sum={({ hours }) => {
        const all = sum(hours.map(({ reviews }) => reviews));
        const most = busiest(hours);
        return most && all > 0 ? say.hours.sum(hourWords(most.hour), (100 * most.reviews) / all) : null;
      }}
      table={({ hours }) => ({
        caption: say.hours.table,
        columns: [say.columns.hour, say.columns.reviews, say.columns.remembered],
        rows: hours
          .filter(({ reviews }) => reviews > 0)
          .map(({ hour, reviews, retention }) => [
            hourWords(hour),
            numberWords(reviews),
            shareWords(retention),
          ]),
      })}
    >
      {({ hours }) => (
        <BarChart
          title={say.hours.title}
          description={say.hours.sentence}
          y={countAxis}
          series={[{ label: say.columns.reviews }]}
          bars={hours.map(({ hour, reviews }) => ({
            label: hourWords(hour, 'short'),
            name: hourWords(hour),
            values: [reviews],
          }))}
          words={(bar, index) => {
            const { retention } = hours[index] ?? {};
            const held = retention && retention.percent !== null ? shareWords(retention) : null;
            return say.hours.bar(bar.name ?? bar.label, sum(bar.values), held);
          }}
        />
      )}
    </StatFigure>
  );
}

function busiest(hours: HourStats['hours']) {
  return hours.reduce<HourStats['hours'][number] | undefined>(
    (most, hour) => (most && most.reviews >= hour.reviews ? most : hour),
    undefined,
  );
}
