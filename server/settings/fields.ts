// The schemas of the settings, and checks that a schema cannot make.
import { CLAMP_PARAMETERS, W17_W18_Ceiling } from 'ts-fsrs';
import { type Static, Type } from 'typebox';
import { BOUNDS, WEIGHTS } from '../schedule/bounds.ts';
import { readSteps } from '../schedule/typed-steps.ts';
import { MIXES, NEW_ORDERS, REVIEW_ORDERS } from '../schedule/types.ts';
import { checkZone } from '../schedule/zone.ts';

const Steps = (purpose: string) =>
  Type.String({ maxLength: 100, description: `${purpose}: "1m 10m"`, examples: ['1m 10m'] });

const within = ([minimum, maximum]: readonly [number, number]) => ({ minimum, maximum });

const LEARN_AHEAD = Type.Integer({
  ...within(BOUNDS.learnAheadMinutes),
  description: 'how many minutes early a card on a step is asked when nothing else is left',
});

const OneOf = <const Value extends string>(values: readonly Value[], description: string) =>
  Type.Enum([...values], { type: 'string', description });

/** The settings of a plan, which can also be set for one of its topics. */
const PLAN_FIELDS = {
  desiredRetention: Type.Number({
    ...within(BOUNDS.desiredRetention),
    description: 'share of reviews that you want to recall: the higher, the shorter the intervals',
  }),
  learningSteps: Steps('delays before a new card becomes a review'),
  relearningSteps: Steps('delays before a forgotten card becomes a review again'),
  maximumIntervalDays: Type.Integer({
    ...within(BOUNDS.maximumIntervalDays),
    description: 'no card waits longer for its next review',
  }),
  loadBalance: Type.Boolean({
    description: 'of the days on which fuzz allows a review, the ones with the least work are taken',
  }),
  leechThreshold: Type.Integer({
    ...within(BOUNDS.leechThreshold),
    description: 'a card forgotten this often is a leech',
  }),
  weights: Type.Array(Type.Number(), {
    minItems: WEIGHTS,
    maxItems: WEIGHTS,
    description: 'the 21 weights of FSRS-6, which describe how memory fades; `tenax optimize` finds yours',
  }),
  newPerDay: Type.Integer({ ...within(BOUNDS.newPerDay), description: 'new cards a day, at most' }),
  reviewsPerDay: Type.Integer({
    ...within(BOUNDS.reviewsPerDay),
    description: 'reviews a day, at most; cards on a step are not counted',
  }),
  newCountsAgainstReviews: Type.Boolean({
    description: 'new cards take only what reviews leave of their limit',
  }),
  learnAheadMinutes: LEARN_AHEAD,
  reviewOrder: OneOf(
    REVIEW_ORDERS,
    'order of reviews, and which of them a limit lets through: the most likely recalled first; the least likely first; the longest due first; the longest overdue for their interval first; by chance',
  ),
  newOrder: OneOf(
    NEW_ORDERS,
    'order of new cards, and which of them a limit lets through: those of gaps, then along the roadmap; those of the topic with the lowest retention; topic by topic as in the files; by chance. Cards of a gap found today always come first',
  ),
  mix: OneOf(MIXES, 'new cards evenly between reviews, before them, or after them'),
  burySiblings: Type.Boolean({ description: 'of the cards of one note only one is asked on a study day' }),
};

const LEARNER_FIELDS = {
  zone: Type.String({ maxLength: 100, description: 'IANA time zone', examples: ['Europe/Helsinki'] }),
  rollover: Type.String({
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description: 'local time at which a study day starts',
    examples: ['04:00'],
  }),
  learnAheadMinutes: LEARN_AHEAD,
  easyDays: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
    minItems: 7,
    maxItems: 7,
    description:
      'weight of each weekday, Monday first: 1 takes work like any other day, 0 as little as intervals allow',
    examples: [[1, 1, 1, 1, 1, 0.5, 0]],
  }),
};

const CLOSED = { additionalProperties: false };

export const PlanValues = Type.Object(PLAN_FIELDS);
export type PlanValues = Static<typeof PlanValues>;
export const LearnerValues = Type.Object(LEARNER_FIELDS);
export type LearnerValues = Static<typeof LearnerValues>;

export const PlanOwn = Type.Partial(Type.Object(PLAN_FIELDS), CLOSED);
export type PlanOwn = Static<typeof PlanOwn>;
export const LearnerOwn = Type.Partial(Type.Object(LEARNER_FIELDS), CLOSED);
export type LearnerOwn = Static<typeof LearnerOwn>;

/** The fields that were set for a scope. */
export type Own = LearnerOwn & PlanOwn;

/** New values of fields; null takes a setting back. */
export type Patch = { readonly [Field in keyof Own]?: Own[Field] | null };

/** A value that passes the schema but is not possible. */
export class SettingRefused extends Error {
  override readonly name = 'SettingRefused';
  readonly field: string;
  /** For a value of several numbers: which one is wrong, and its bounds. */
  readonly about: Partial<WeightBounds>;

  /** @param allowed the rest of a sentence that starts with the field's name. */
  constructor(field: string, allowed: string, about: Partial<WeightBounds> = {}) {
    super(`${field} ${allowed}`);
    this.field = field;
    this.about = about;
  }
}

/** Checks what the schema cannot. @throws SettingRefused */
export function checkValues({ zone, learningSteps, relearningSteps, weights }: Patch): void {
  checking('zone', zone, (text) => {
    try {
      checkZone(text);
    } catch {
      throw new RangeError('must be an IANA time zone such as Europe/Helsinki or UTC');
    }
  });
  checking('learningSteps', learningSteps, readSteps);
  checking('relearningSteps', relearningSteps, readSteps);
  checking('weights', weights, checkRanges);
}

function checking<T>(field: string, value: T | null | undefined, check: (value: T) => unknown): void {
  if (value === null || value === undefined) return;
  try {
    check(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SettingRefused(field, message, error instanceof WeightRefused ? error.about : {});
  }
}

/** FSRS would silently clamp weights to their ranges, so that other weights were used than were set. */
function checkRanges(weights: readonly number[]): void {
  CLAMP_PARAMETERS(W17_W18_Ceiling).forEach(([least = 0, most = 0], index) => {
    const weight = weights[index] ?? Number.NaN;
    if (weight >= least && weight <= most) return;
    throw new WeightRefused({ number: index + 1, least, most }, weight);
  });
}

interface WeightBounds {
  /** 1-based. */
  readonly number: number;
  readonly least: number;
  readonly most: number;
}

class WeightRefused extends RangeError {
  readonly about: WeightBounds;

  constructor(about: WeightBounds, weight: number) {
    super(`number ${about.number} must be from ${about.least} to ${about.most}, not ${weight}`);
    this.about = about;
  }
}
