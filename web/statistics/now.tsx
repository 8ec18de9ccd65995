// Today's numbers and the streak.

import type { StreakStats, TodayStats } from '../../server/http/schemas.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { Figure } from '../charts/figure.tsx';
import { dateWords, numberWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { shareWords } from './axes.ts';

type Fact = readonly [name: string, value: string];

/** What was done today. */
export function Today({ today }: { readonly today: TodayStats }) {
  const say = words().statistics;
  const { ratings, none } = words().common;
  const facts: readonly Fact[] = [
    [say.columns.reviews, numberWords(today.reviews)],
    [say.columns.minutes, numberWords(today.minutes, 1)],
    [say.columns.newCards, numberWords(today.newCards)],
    [say.today.left, numberWords(today.left)],
  ];
  const more: readonly Fact[] = [
    [say.columns.cards, numberWords(today.cards)],
    [say.columns.crammed, numberWords(today.crammed.reviews)],
    [say.today.secondsEach, today.secondsPerReview === null ? none : numberWords(today.secondsPerReview, 1)],
    [say.today.retention, shareWords(today.retention.all)],
    ...RATINGS.map((rating): Fact => [ratings[rating], numberWords(today.answers[rating])]),
  ];
  const table = {
    caption: say.today.title,
    columns: [say.columns.figure, say.columns.value],
    rows: [...facts, ...more],
  };
  return (
    <Figure title={say.today.title} sentence={say.today.sentence} table={table} level={3}>
      <Facts facts={facts} />
    </Figure>
  );
}

/** Study days in a row. */
export function Streak({ streak }: { readonly streak: StreakStats }) {
  const say = words().statistics;
  const { days } = words().common;
  const runs = [
    [say.streak.current, streak.current],
    [say.streak.longest, streak.longest],
  ] as const;
  const facts = [
    ...runs.map(([name, run]): Fact => [name, run ? days(run.days) : say.streak.broken]),
    [say.streak.all, numberWords(streak.days)] as const,
  ];
  const table = {
    caption: say.streak.title,
    columns: [say.columns.run, say.columns.days, say.columns.from, say.columns.to],
    rows: runs.flatMap(([name, run]) =>
      run ? [[name, numberWords(run.days), dateWords(run.from), dateWords(run.to)]] : [],
    ),
  };
  return (
    <Figure title={say.streak.title} sentence={say.streak.sentence} table={table} level={3}>
      <Facts facts={facts} />
    </Figure>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="figures stat-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
