// Figures of the cards as they are: distributions, the hardest cards.

import { useMemo } from 'preact/hooks';
import type { DistributionStats } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { BarChart } from '../charts/drawn.ts';
import { numberWords, percentTenths, percentWords, tenthsWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { countAxis } from './axes.ts';
import { StatFigure } from './stat-figure.tsx';

const HARDEST = 10;

interface Props {
  /** Undefined for all plans. */
  readonly plan: string | undefined;
}

type Measured = 'stabilityDays' | 'difficulty' | 'recallPercent';

/** How stable, difficult and well recalled the cards are. */
export function Distributions({ plan }: Props) {
  const say = words().statistics;
  const load = useMemo(() => once(() => api.stats.distributions(plan)), [plan]);
  const of = plan ?? '';
  return (
    <>
      <Distribution
        of={of}
        load={load}
        measured="stabilityDays"
        say={say.stability}
        sum={({ median }) => (median === null ? null : say.stability.sum(median))}
        write={(value) => numberWords(value)}
      />
      <Distribution
        of={of}
        load={load}
        measured="difficulty"
        say={say.difficulty}
        sum={({ mean }) => (mean === null ? null : say.difficulty.sum(mean))}
        write={(value) => numberWords(value)}
      />
      <Distribution
        of={of}
        load={load}
        measured="recallPercent"
        say={say.recall}
        sum={({ mean }) => (mean === null ? null : say.recall.sum(mean))}
        write={(value) => percentWords(value, 0)}
      />
    </>
  );
}

/** Shares one answer among all callers, until it fails. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

interface DistributionProps {
  readonly of: string;
  readonly load: () => Promise<DistributionStats>;
  readonly measured: Measured;
  readonly say: {
    readonly title: string;
    readonly sentence: string;
    readonly x: string;
    readonly bar: (range: string, cards: number) => string;
    readonly table: string;
  };
  readonly sum: (distribution: DistributionStats[Measured]) => string | null;
  readonly write: (value: number) => string;
}

function Distribution({ of, load, measured, say, sum, write }: DistributionProps) {
  const { columns, range, orMore } = words().statistics;
  const rangeOf = ({ from, to }: { readonly from: number; readonly to: number | null }) =>
    to === null ? orMore(write(from)) : range(write(from), write(to));
  return (
    <StatFigure
      title={say.title}
      sentence={say.sentence}
      room="chart"
      of={of}
      load={load}
      sum={(value) => sum(value[measured])}
      table={(value) => ({
        caption: say.table,
        columns: [say.x, columns.cards],
        rows: value[measured].buckets.map((bucket) => [rangeOf(bucket), numberWords(bucket.cards)]),
      })}
    >
      {(value) => (
        <BarChart
          title={say.title}
          description={sum(value[measured]) ?? say.sentence}
          numbered
          y={countAxis}
          xLabel={say.x}
          series={[{ label: columns.cards }]}
          bars={value[measured].buckets.map((bucket) => ({
            label: write(bucket.from),
            name: rangeOf(bucket),
            values: [bucket.cards],
          }))}
          words={(bar) => say.bar(bar.name ?? bar.label, bar.values[0] ?? 0)}
        />
      )}
    </StatFigure>
  );
}

/** The cards that take most effort. */
export function Hardest({ plan }: Props) {
  const say = words().statistics;
  return (
    <StatFigure
      title={say.hardest.title}
      sentence={say.hardest.sentence}
      room="list"
      of={plan ?? ''}
      load={() => api.stats.hardest(HARDEST, plan)}
      sum={({ cards }) => (cards.length === 0 ? null : '')}
      table={({ cards }) => ({
        caption: say.hardest.table,
        columns: [
          ...[say.columns.card, say.columns.topic, say.columns.difficulty, say.columns.lapses],
          ...[say.columns.reviews, say.columns.stability, say.columns.recall],
        ],
        rows: cards.map((card) => [
          <a href={`/cards/${encodeURIComponent(card.cardId)}`}>{card.cardId}</a>,
          <bdi>{card.topic.title}</bdi>,
          tenthsWords(card.difficulty),
          numberWords(card.lapses),
          numberWords(card.reviews),
          tenthsWords(card.stabilityDays),
          percentTenths(card.recallPercent),
        ]),
      })}
    >
      {({ cards }) => (
        <ol class="hard-cards">
          {cards.map((card) => (
            <li key={card.cardId}>
              <a href={`/cards/${encodeURIComponent(card.cardId)}`}>
                <bdi>{card.prompt || card.cardId}</bdi>
              </a>
              <span class="hint">
                <bdi>{card.topic.title}</bdi> ·{' '}
                {say.hardest.facts(
                  numberWords(card.difficulty, 1),
                  card.lapses,
                  numberWords(card.stabilityDays, 1),
                  percentWords(card.recallPercent),
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </StatFigure>
  );
}
