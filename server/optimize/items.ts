// What FSRS is trained on.
import type { ReviewHistory } from './history.ts';

/** The most reviews of one item, as in fsrs-rs: the size of a card's items grows with the square of its reviews. */
const LONGEST = 64;

/** All reviews of one card, first to last. */
export interface Sequence {
  /** 1–4. */
  readonly ratings: Uint8Array;
  /** Whole study days since the review before, 0 for the first. */
  readonly elapsedDays: Int32Array;
}

/** What FSRS learns from: a review on a later day than the one before it, with all reviews before it. */
export interface Item {
  readonly sequence: Sequence;
  /** Index of that review in the sequence. */
  readonly index: number;
  readonly atMs: number;
}

/** The items of a history in order of time, as fsrs-rs needs them: late ones weigh more. */
export function itemsOf(history: ReviewHistory): readonly Item[] {
  const items: Item[] = [];
  for (let card = 0; card + 1 < history.starts.length; card++) {
    const start = history.starts[card] ?? 0;
    const end = history.starts[card + 1] ?? start;
    const sequence = {
      ratings: history.ratings.subarray(start, end),
      elapsedDays: elapsedDays(history.studyDays.subarray(start, end)),
    };
    for (let index = 1; index < Math.min(end - start, LONGEST); index++) {
      if ((sequence.elapsedDays[index] ?? 0) < 1) continue;
      items.push({ sequence, index, atMs: history.atMs[start + index] ?? 0 });
    }
  }
  return items.sort((a, b) => a.atMs - b.atMs);
}

/** A learner who flies west may answer on an earlier local date than the time before: that counts as the same day. */
function elapsedDays(studyDays: Int32Array): Int32Array {
  return studyDays.map((day, index) => (index === 0 ? 0 : Math.max(0, day - (studyDays[index - 1] ?? day))));
}
