// The sums of a study day, and adding reviews to them.
import { type Counted, KINDS, type Kind } from './counted.ts';

/** Raise it with every change of what the figures mean: older roll-ups are then rebuilt. */
export const EDITION = 1;

export const CALIBRATION_BINS = 10;
const RATINGS = 4;
const HOURS = 24;
const PER_UNIT = 1_000_000;

/** Sums over reviews: whole numbers only, so that the order of adding does not matter. */
export type Figures = Readonly<ReturnType<typeof emptyFigures>>;

export function emptyFigures() {
  return {
    reviews: zeros(1),
    /** Reviews with a known duration; `ms` is its sum in milliseconds. */
    timed: zeros(1),
    ms: zeros(1),
    /** Different cards. */
    cards: zeros(1),
    /** Cards that were new. */
    introduced: zeros(1),
    crammed: zeros(1),
    crammedMs: zeros(1),
    /** By kind, then by rating. */
    answers: zeros(KINDS.length * RATINGS),
    /** True retention, by kind. */
    tested: zeros(KINDS.length),
    passed: zeros(KINDS.length),
    hourReviews: zeros(HOURS),
    hourTested: zeros(HOURS),
    hourPassed: zeros(HOURS),
    /** Calibration by bin of the predicted recall, which is summed in millionths. */
    binReviews: zeros(CALIBRATION_BINS),
    binPassed: zeros(CALIBRATION_BINS),
    binPredicted: zeros(CALIBRATION_BINS),
    /** Summed in millionths. */
    logLoss: zeros(1),
  };
}

function zeros(count: number): number[] {
  return Array(count).fill(0);
}

const NAMES = Object.keys(emptyFigures()) as readonly (keyof Figures)[];

/** By cell of RMSE(bins): reviews, passed ones, and predicted recall summed in millionths. */
export type Cells = Record<string, Cell>;
type Cell = [reviews: number, passed: number, predicted: number];

/** The sums of one study day, or of several. */
export interface Rollup {
  readonly figures: Figures;
  readonly cells: Cells;
}

export function emptyRollup(): Rollup {
  return { figures: emptyFigures(), cells: {} };
}

/** Adds a review to the sums of its day, or takes it out (`sign` −1). */
export function tally({ figures, cells }: Rollup, review: Counted, sign: 1 | -1): void {
  const add = (name: keyof Figures, by = 1, index = 0) => {
    figures[name][index] = (figures[name][index] ?? 0) + sign * by;
  };
  if (review.isCram) {
    add('crammed');
    add('crammedMs', review.durationMs ?? 0);
    return;
  }
  const kind = KINDS.indexOf(review.kind);
  const passed = review.rating > 1 ? 1 : 0;
  add('reviews');
  add('timed', review.durationMs === null ? 0 : 1);
  add('ms', review.durationMs ?? 0);
  add('cards', review.isFirst ? 1 : 0);
  add('introduced', review.wasNew ? 1 : 0);
  add('answers', 1, kind * RATINGS + review.rating - 1);
  add('hourReviews', 1, review.hour);
  if (review.isTest) {
    add('tested', 1, kind);
    add('passed', passed, kind);
    add('hourTested', 1, review.hour);
    add('hourPassed', passed, review.hour);
  }
  if (review.predicted !== null) {
    const predicted = Math.round(review.predicted * PER_UNIT);
    const bin = binOf(review.predicted);
    add('binReviews', 1, bin);
    add('binPassed', passed, bin);
    add('binPredicted', predicted, bin);
    add('logLoss', Math.round(logLoss(review.predicted, passed) * PER_UNIT));
    addToCell(cells, review.cell, sign, sign * passed, sign * predicted);
  }
}

/** The bin of a recall, in tenths; 1 belongs to the last bin. */
function binOf(recall: number): number {
  return Math.min(CALIBRATION_BINS - 1, Math.max(0, Math.floor(recall * CALIBRATION_BINS)));
}

/** −ln of the probability predicted for the actual answer, which counts as at least one in a million. */
function logLoss(recall: number, passed: 0 | 1): number {
  const given = passed ? recall : 1 - recall;
  return -Math.log(Math.min(1, Math.max(1 / PER_UNIT, given)));
}

function addToCell(cells: Cells, name: string, reviews: number, passed: number, predicted: number): void {
  const cell = cells[name] ?? [0, 0, 0];
  cells[name] = cell;
  cell[0] += reviews;
  cell[1] += passed;
  cell[2] += predicted;
  if (cell[0] === 0 && cell[1] === 0 && cell[2] === 0) delete cells[name];
}

/** Adds one roll-up to another. */
export function addRollup(to: Rollup, from: Rollup): void {
  addFigures(to.figures, from.figures);
  addCells(to.cells, from.cells);
}

export function addFigures(to: Figures, from: Figures): void {
  for (const name of NAMES) {
    const [sums, more] = [to[name], from[name]];
    for (let index = 0; index < more.length; index++) sums[index] = (sums[index] ?? 0) + (more[index] ?? 0);
  }
}

export function addCells(to: Cells, from: Cells): void {
  for (const [name, cell] of Object.entries(from)) addToCell(to, name, ...cell);
}

export function isEmpty({ figures, cells }: Rollup): boolean {
  return Object.keys(cells).length === 0 && NAMES.every((name) => figures[name].every((n) => n === 0));
}

/** A figure's number, or the one at an index. */
export function one(figures: Figures, name: keyof Figures, index = 0): number {
  return figures[name][index] ?? 0;
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The answers of one kind: again, hard, good, easy. */
export function answersOf(figures: Figures, kind: Kind): readonly number[] {
  const first = KINDS.indexOf(kind) * RATINGS;
  return figures.answers.slice(first, first + RATINGS);
}

/** A sum in millionths as a sum in units. */
export function units(millionths: number): number {
  return millionths / PER_UNIT;
}
