import { useState } from 'preact/hooks';
import type { DaysStats } from '../../server/http/schemas.ts';
import { parseStudyDay } from '../../server/schedule/study-day.ts';
import { api } from '../api.ts';
import { HeatMap } from '../charts/drawn.ts';
import { Choice } from '../ui/choice.tsx';
import {
  dateWords,
  firstWeekday,
  monthWords,
  numberWords,
  tenthsWords,
  weekdayWords,
} from '../words/format.ts';
import { words } from '../words/words.ts';
import { dateOf } from './axes.ts';
import { StatFigure } from './stat-figure.tsx';

type Measure = 'reviews' | 'minutes';

interface Props {
  /** Today's study day. */
  readonly today: string;
  /** The first study day with an answer. */
  readonly since: string;
}

/** A year of study days, by how much was done on each. */
export function Year({ today, since }: Props) {
  const say = words().statistics;
  const [year, setYear] = useState(yearOf(today));
  const [measure, setMeasure] = useState<Measure>('reviews');
  const choices = (
    <div class="figure-choices">
      <Choice
        legend={say.year.measure}
        options={(['reviews', 'minutes'] as const).map((value) => ({ value, label: say.year[value] }))}
        value={measure}
        onChoose={setMeasure}
      />
      <YearChoice year={year} first={yearOf(since)} last={yearOf(today)} onChoose={setYear} />
    </div>
  );
  return (
    <StatFigure
      title={say.year.title}
      sentence={say.year.sentence}
      choices={choices}
      room="year"
      of={String(year)}
      load={() => api.stats.days({ from: `${year}-01-01`, to: `${year}-12-31` })}
      sum={({ total }) => say.year.sum(total.reviews, total.minutes, total.days)}
      table={(value) => tableOf(value, year)}
    >
      {(value) => <YearMap value={value} year={year} today={today} measure={measure} />}
    </StatFigure>
  );
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

interface YearChoiceProps {
  readonly year: number;
  readonly first: number;
  readonly last: number;
  readonly onChoose: (year: number) => void;
}

/** Goes back and forth by a year. */
function YearChoice({ year, first, last, onChoose }: YearChoiceProps) {
  const say = words().statistics.year;
  return (
    <div class="year-choice">
      <button
        type="button"
        class="icon-button"
        aria-label={say.older(String(year - 1))}
        disabled={year <= first}
        onClick={() => onChoose(year - 1)}
      >
        <span aria-hidden="true">‹</span>
      </button>
      <output>{year}</output>
      <button
        type="button"
        class="icon-button"
        aria-label={say.newer(String(year + 1))}
        disabled={year >= last}
        onClick={() => onChoose(year + 1)}
      >
        <span aria-hidden="true">›</span>
      </button>
    </div>
  );
}

interface MapProps {
  readonly value: DaysStats;
  readonly year: number;
  readonly today: string;
  readonly measure: Measure;
}

function YearMap({ value, year, today, measure }: MapProps) {
  const say = words().statistics;
  const days = new Map(value.days.map((day) => [parseStudyDay(day.studyDay), day]));
  const values = new Map([...days].map(([day, work]) => [day, work[measure]]));
  const level = measure === 'reviews' ? say.year.levelReviews : say.year.levelMinutes;
  const rangeOf = (from: number, to: number | null) => {
    if (to === null) return say.orMore(numberWords(from));
    return from === to ? numberWords(from) : say.range(numberWords(from), numberWords(to));
  };
  return (
    <HeatMap
      title={say.year.title}
      description={say.year.sum(value.total.reviews, value.total.minutes, value.total.days)}
      year={year}
      values={values}
      today={parseStudyDay(today)}
      months={Array.from({ length: 12 }, (_none, month) => monthWords(monthOf(month), 'short'))}
      weekdays={Array.from({ length: 7 }, (_none, day) => weekdayWords(day + 1, 'short'))}
      firstWeekday={firstWeekday()}
      words={(day) => {
        const work = days.get(day);
        return say.year.day(dateOf(day), work?.reviews ?? 0, work?.minutes ?? 0);
      }}
      range={(from, to) => level(rangeOf(from, to))}
    />
  );
}

function monthOf(month: number): string {
  return `2026-${String(month + 1).padStart(2, '0')}-15`;
}

function tableOf({ days }: DaysStats, year: number) {
  const { columns, year: say } = words().statistics;
  return {
    caption: say.table(String(year)),
    columns: [
      columns.day,
      columns.reviews,
      columns.cards,
      columns.newCards,
      columns.minutes,
      columns.crammed,
    ],
    rows: days.map((day) => [
      dateWords(day.studyDay),
      numberWords(day.reviews),
      numberWords(day.cards),
      numberWords(day.newCards),
      tenthsWords(day.minutes),
      numberWords(day.crammed.reviews),
    ]),
  };
}
