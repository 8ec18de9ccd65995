// How far a topic's recall is off what its cards predict.
import type { Evidence } from './estimate.ts';
import type { Trials } from './types.ts';

/** How much better (above 0) or worse a topic is recalled than its cards' memories predict, on the logit scale. */
export interface TopicOffset {
  readonly logit: number;
  /** The square of its standard error. */
  readonly variance: number;
}

/** Standard deviation τ of topics' offsets, assumed before any trial. */
const TAU = 0.15;

/**
 * b = Σω(y − p) ÷ (Σωp(1 − p) + 1/τ²), with variance 1 ÷ (Σωp(1 − p) + 1/τ²): one Newton step from 0 to the most
 * probable b of a logistic regression of the answers on b alone, each starting from its predicted logit, where b
 * was normal around 0 with deviation τ beforehand (Laplace's approximation; McCullagh & Nelder, *Generalized
 * Linear Models*, 2.5). Without trials it is 0 ± τ.
 */
export function topicOffset({
  surprise,
  information,
}: Pick<Trials, 'surprise' | 'information'>): TopicOffset {
  const precision = information + 1 / TAU ** 2;
  return { logit: surprise / precision, variance: 1 / precision };
}

/**
 * A recall, 0–1, moved by an offset on the logit scale: σ(ln(p ÷ (1 − p)) + b) = p ÷ (p + (1 − p) · e^−b), which
 * needs no logarithm and leaves 0 and 1 where they are.
 */
export function movedRecall(recall: number, { logit }: Pick<TopicOffset, 'logit'>): number {
  return recall === 0 ? 0 : recall / (recall + (1 - recall) * Math.exp(-logit));
}

/** What cards with these recalls add to a topic's evidence, each moved by the topic's offset. */
export function sumRecalls(
  recalls: Iterable<number>,
  offset: TopicOffset,
): Pick<Evidence, 'seen' | 'sumRecall' | 'sumVariance' | 'offsetVariance'> {
  let seen = 0;
  let sumRecall = 0;
  let sumVariance = 0;
  for (const recall of recalls) {
    const moved = movedRecall(recall, offset);
    seen += 1;
    sumRecall += moved;
    sumVariance += moved * (1 - moved);
  }
  return { seen, sumRecall, sumVariance, offsetVariance: offset.variance };
}
