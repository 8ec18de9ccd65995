import { useCallback } from 'preact/hooks';
import type { StudyDay } from '../../server/schedule/types.ts';
import { type ChartWords, type Drawing, Picture } from './picture.tsx';
import { textWidth } from './plot.ts';
import type { Stop } from './stops.ts';
import { levelOf, levelsOf, type YearBlock, type YearDay, yearBlocks } from './year.ts';

const MONTH_NAME = 18;
const BLOCK_GAP = 10;
/** The minimum width of a cell; below it, the year is split into more blocks. */
const LEAST_CELL = 10;
const MOST_CELL = 15;
/** The share of its cell that a day fills, by level: size shows as much as colour. */
const SIZES = [0.22, 0.45, 0.6, 0.75, 0.9] as const;

export interface Props extends ChartWords {
  readonly year: number;
  /** By study day; a missing day counts as zero. */
  readonly values: ReadonlyMap<StudyDay, number>;
  /** The last day to show: later ones are left out. */
  readonly today: StudyDay;
  /** Short names of the months from January. */
  readonly months: readonly string[];
  /** Short names of the weekdays from Monday. */
  readonly weekdays: readonly string[];
  /** The day on which weeks start: 1 is Monday, 7 Sunday. */
  readonly firstWeekday?: number;
  /** The text for a day. */
  readonly words: (day: StudyDay, value: number) => string;
  /** The legend's text for a range of values; `to` is null for the last. */
  readonly range: (from: number, to: number | null) => string;
}

/** A year of study days in columns of weeks: the larger and darker a square, the more was done. */
export function HeatMap({
  year,
  values,
  today,
  months,
  weekdays,
  firstWeekday = 1,
  words,
  range,
  ...about
}: Props) {
  const levels = levelsOf([...values.values()]);
  const draw = useCallback(
    (width: number): Drawing => {
      const left = Math.max(...weekdays.map(textWidth)) + 10;
      const { blocks, cell } = layOut(year, width - left, firstWeekday);
      const blockHeight = MONTH_NAME + 7 * cell + BLOCK_GAP;
      const topOf = (block: number) => block * blockHeight + MONTH_NAME;
      const center = (day: YearDay, block: number) => ({
        x: left + (day.week + 0.5) * cell,
        y: topOf(block) + (day.row + 0.5) * cell,
      });
      const shown = blocks.flatMap((block, index) =>
        block.days.filter(({ day }) => day <= today).map((day) => ({ ...center(day, index), day: day.day })),
      );
      const stops = shown.map(
        ({ x, y, day }): Stop => ({ x, y, words: () => words(day, values.get(day) ?? 0) }),
      );
      const marks = (
        <>
          {blocks.map((block, index) => (
            <g key={index}>
              {block.months.map(({ month, week }) => (
                <text key={month} x={left + week * cell} y={topOf(index) - 6}>
                  {months[month]}
                </text>
              ))}
              {[0, 2, 4].map((row) => (
                <text key={row} x={left - 6} y={topOf(index) + (row + 0.5) * cell + 4} text-anchor="end">
                  {weekdays[(row + firstWeekday - 1) % 7]}
                </text>
              ))}
            </g>
          ))}
          {SIZES.map((size, level) => (
            <path
              key={size}
              class={`chart-heat level-${level}`}
              d={shown
                .filter(({ day }) => levelOf(values.get(day) ?? 0, levels) === level)
                .map(({ x, y }) => square(x, y, size * cell))
                .join('')}
            />
          ))}
        </>
      );
      return { height: blocks.length * blockHeight, marks, stops };
    },
    [year, values, today, months, weekdays, firstWeekday, words],
  );
  return (
    <>
      <Picture {...about} class="heat-map" draw={draw} column={7} />
      <ul class="chart-legend heat-legend">
        {[0, ...levels].map((from, level) => (
          <li key={from}>
            <svg width="16" height="16" aria-hidden="true">
              <path class={`chart-heat level-${level}`} d={square(8, 8, (SIZES[level] ?? 1) * MOST_CELL)} />
            </svg>
            {range(from, level === 0 ? 0 : rangeEnd(levels, level))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The fewest blocks in which cells are large enough to hit and to tell apart. */
function layOut(year: number, room: number, firstWeekday: number) {
  const layouts = ([1, 2, 4] as const).map((count) => {
    const blocks = yearBlocks(year, count, firstWeekday);
    return { blocks, cell: cellOf(blocks, room) };
  });
  const fitting = layouts.find(({ cell }) => cell >= LEAST_CELL) ?? layouts.at(-1);
  return fitting ?? { blocks: [], cell: LEAST_CELL };
}

function cellOf(blocks: readonly YearBlock[], room: number): number {
  return Math.min(MOST_CELL, room / Math.max(...blocks.map(({ weeks }) => weeks)));
}

function rangeEnd(levels: readonly number[], level: number): number | null {
  const next = levels[level];
  return next === undefined ? null : next - 1;
}

function square(x: number, y: number, size: number): string {
  const half = size / 2;
  return `M${(x - half).toFixed(1)} ${(y - half).toFixed(1)}h${size.toFixed(1)}v${size.toFixed(1)}h${(-size).toFixed(1)}Z`;
}
