// The charts for pages to use: each loads its drawing code when it is first shown.

import { onDemand } from '../ui/on-demand.tsx';

/** Charts are drawn below the text of a page, so their code can load after it. */
export const BarChart = onDemand(async () => (await import('./bar-chart.tsx')).BarChart, 'chart-room');
export const DotChart = onDemand(async () => (await import('./dot-chart.tsx')).DotChart, 'chart-room');
export const ForgettingCurve = onDemand(
  async () => (await import('./forgetting-curve.tsx')).ForgettingCurve,
  'chart-room',
);
export const HeatMap = onDemand(async () => (await import('./heat-map.tsx')).HeatMap, 'chart-room');
export const LineChart = onDemand(async () => (await import('./line-chart.tsx')).LineChart, 'chart-room');
