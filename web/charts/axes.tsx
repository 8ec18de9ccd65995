import { type Axis, type Plot, type Tick, textWidth } from './plot.ts';

interface Props {
  readonly plot: Plot;
  readonly x: Axis;
  readonly y: Axis;
  readonly ticks: readonly Tick[];
  /** Whether the horizontal axis' ticks get grid lines too. */
  readonly grid?: boolean;
}

/** Grid, ticks and axis names. Text keeps its size at every width. */
export function Axes({ plot, x, y, ticks, grid = false }: Props) {
  const { left, right, top, bottom, yTicks } = plot;
  return (
    <g class="chart-axes">
      {y.label !== undefined && (
        <text class="chart-axis-name" x="0" y="12">
          {y.label}
        </text>
      )}
      {yTicks.map(({ at, label }) => (
        <g key={at}>
          <line class="chart-grid" x1={left} x2={right} y1={at} y2={at} />
          <text x={left - 6} y={at + 4} text-anchor="end">
            {label}
          </text>
        </g>
      ))}
      <line class="chart-axis" x1={left} x2={right} y1={bottom} y2={bottom} />
      {ticks.map((tick) => (
        <g key={`${tick.at} ${tick.label}`}>
          <line
            class={grid ? 'chart-grid' : 'chart-axis'}
            x1={tick.at}
            x2={tick.at}
            y1={grid ? top : bottom}
            y2={bottom + 4}
          />
          <text x={within(tick, right)} y={bottom + 18} text-anchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      {x.label !== undefined && (
        <text class="chart-axis-name" x={right} y={bottom + 37} text-anchor="end">
          {x.label}
        </text>
      )}
    </g>
  );
}

/** Where to centre a tick's label so that it stays within the picture. */
function within({ at, label }: Tick, right: number): number {
  return Math.min(at, right + 12 - textWidth(label) / 2);
}
