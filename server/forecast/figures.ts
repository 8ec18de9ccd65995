// Retention with its interval, averaged over simulations.
import type { StudyDay } from '../schedule/types.ts';
import { add } from './measure.ts';
import type { ForecastTopic } from './topics.ts';
import type { Measure, Simulation } from './types.ts';

/** The forecast for several topics together. Shares 0–1; null without units. */
export interface Figures {
  readonly units: number;
  readonly uncarded: number;
  readonly retention: number | null;
  /** Ends of the interval that should hold the true retention nine times in ten. */
  readonly low: number | null;
  readonly high: number | null;
  readonly coverage: number | null;
}

const NOTHING: Measure = { recall: 0, variance: 0, seen: 0 };
/** Standard normal quantile of a two-sided 90% interval. */
const Z_90 = 1.645;

/**
 * The figures of topics at the end of a study day, averaged over simulations. The interval is that of
 * `retentionEstimate`, with the chance of what happens until then added: ± 1.645 · √(V + W) ÷ units, where V is
 * Σp(1−p) + Σ(Σp(1−p) of a topic)² · Var(b) + (c · seen)², with b a topic's offset and c the calibration error,
 * and W the variance of Σp between the simulations.
 */
export function figuresOf(
  topics: readonly ForecastTopic[],
  day: StudyDay,
  simulations: readonly Simulation[],
): Figures {
  const measures = simulations.map((each) => together(topics, each.measures.get(day)));
  const recalls = measures.map(({ recall }) => recall);
  const recall = mean(recalls);
  const seen = mean(measures.map((each) => each.seen));
  const chance = mean(measures.map((each) => each.variance)) + varianceOf(recalls);
  const offsets = sum(topics.map((topic) => offsetDoubt(topic, day, simulations)));
  const calibration = Math.max(0, ...topics.map(({ calibrationError }) => calibrationError)) * seen;
  const units = sum(topics.map((topic) => topic.units));
  const spread = Z_90 * Math.sqrt(chance + offsets + calibration ** 2);
  const share = (part: number) => (units === 0 ? null : Math.min(1, Math.max(0, part / units)));
  return {
    units,
    uncarded: sum(topics.map(({ uncarded }) => uncarded)),
    retention: share(recall),
    low: share(recall - spread),
    high: share(recall + spread),
    coverage: share(seen),
  };
}

/** The variance of one topic's Σp due to its offset: dp/db = p(1 − p). */
function offsetDoubt(topic: ForecastTopic, day: StudyDay, simulations: readonly Simulation[]): number {
  const variances = simulations.map(({ measures }) => measures.get(day)?.get(topic.id)?.variance ?? 0);
  return mean(variances) ** 2 * topic.offset.variance;
}

/** The retention of topics whose memory was measured; null without units. */
export function retentionOf(
  topics: readonly ForecastTopic[],
  measures: ReadonlyMap<string, Measure>,
): number | null {
  const units = sum(topics.map((topic) => topic.units));
  return units === 0 ? null : together(topics, measures).recall / units;
}

function together(
  topics: readonly ForecastTopic[],
  measures: ReadonlyMap<string, Measure> | undefined,
): Measure {
  return topics.reduce((all, { id }) => add(all, measures?.get(id) ?? NOTHING), NOTHING);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function varianceOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
