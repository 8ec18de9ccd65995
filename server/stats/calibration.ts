import type { ReviewDesk } from '../log/desk.ts';
import { rmseBins } from '../schedule/rmse-bins.ts';
import { addCells, CALIBRATION_BINS, type Cells, one, type Rollup, total, units } from './figures.ts';
import { share } from './share.ts';
import { cellsOf, type Span, sumOf } from './span.ts';

/** The reviews whose predicted recall lies within one tenth. */
export interface Bin {
  /** 0–1. */
  readonly from: number;
  readonly to: number;
  readonly reviews: number;
  /** The mean predicted recall, and the share that was recalled, 0–1; null without reviews. */
  readonly predicted: number | null;
  readonly measured: number | null;
}

/** How well predicted recall agrees with the answers. */
export interface Calibration {
  readonly reviews: number;
  readonly predicted: number | null;
  readonly measured: number | null;
  /** Mean −ln of the probability predicted for the actual answer; null without reviews. */
  readonly logLoss: number | null;
  /** RMSE(bins) as srs-benchmark defines it (server/schedule/rmse-bins.ts), 0–1; null without reviews. */
  readonly rmseBins: number | null;
  readonly bins: readonly Bin[];
}

/** Compares the recall predicted before each review of a span with the answer. */
export async function calibration(desk: ReviewDesk, span: Span): Promise<Calibration> {
  const figures = await sumOf(desk, span);
  const cells: Cells = {};
  for (const ofDay of await cellsOf(desk, span)) addCells(cells, ofDay);
  return calibrationOf({ figures, cells });
}

/** The calibration from summed figures and cells. */
export function calibrationOf({ figures, cells }: Rollup): Calibration {
  const bins = Array.from({ length: CALIBRATION_BINS }, (_, index): Bin => {
    const reviews = one(figures, 'binReviews', index);
    return {
      from: index / CALIBRATION_BINS,
      to: (index + 1) / CALIBRATION_BINS,
      reviews,
      predicted: share(units(one(figures, 'binPredicted', index)), reviews),
      measured: share(one(figures, 'binPassed', index), reviews),
    };
  });
  const reviews = total(figures.binReviews);
  return {
    reviews,
    predicted: share(units(total(figures.binPredicted)), reviews),
    measured: share(total(figures.binPassed), reviews),
    logLoss: share(units(one(figures, 'logLoss')), reviews),
    rmseBins: rmseBins(
      Object.values(cells).map(([reviews, passed, predicted]) => ({
        reviews,
        passed,
        predicted: units(predicted),
      })),
    ),
    bins,
  };
}
