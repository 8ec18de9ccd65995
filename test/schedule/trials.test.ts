import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCardId } from '../../server/schedule/ids.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { recall } from '../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import { fadedTrials, NO_TRIALS, trialsAfter } from '../../server/schedule/trials.ts';
import type { Memory, Rating, Trials } from '../../server/schedule/types.ts';
import { reviews, START_MS } from './arbitraries.ts';

const CARD = asCardId('a');
const CALENDAR = { zone: 'UTC', rolloverMinutes: 240 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const { weights } = DEFAULT_SCHEDULER;

interface Folded {
  readonly memory: Memory;
  readonly trials: Trials;
}

/** A card's trials after ratings, each so long after the one before. */
function answered(log: readonly { readonly rating: Rating; readonly gapMs: number }[]): Folded {
  let atMs = START_MS;
  let folded: Folded = { memory: NEW, trials: NO_TRIALS };
  for (const { rating, gapMs } of log) {
    atMs += gapMs;
    const { memory, trials } = folded;
    const grading = { cardId: CARD, rating, reviewedAtMs: atMs, studyDay: studyDayOf(atMs, CALENDAR) };
    folded = {
      memory: grade(memory, grading, DEFAULT_SCHEDULER).memory,
      trials: trialsAfter(trials, memory, grading, weights),
    };
  }
  return folded;
}

const good = (gapMs: number) => ({ rating: 'good', gapMs }) as const;
const again = (gapMs: number) => ({ rating: 'again', gapMs }) as const;

describe('the trials of a card', () => {
  it('are none while it is new, after its first review, and within that day', () => {
    expect(answered([]).trials).toEqual(NO_TRIALS);
    expect(answered([good(0)]).trials).toEqual(NO_TRIALS);
    expect(answered([good(0), good(10 * 60_000), again(HOUR_MS)]).trials).toMatchObject(NO_TRIALS);
  });

  it('count a review on a later day with its prediction', () => {
    const first = answered([good(0)]);
    const predicted = recall(first.memory, START_MS + 3 * DAY_MS, weights);
    expect(answered([good(0), good(3 * DAY_MS)]).trials).toEqual({
      count: 1,
      passed: 1,
      predicted,
      surprise: 1 - predicted,
      information: predicted * (1 - predicted),
    });
    expect(answered([good(0), again(3 * DAY_MS)]).trials).toMatchObject({ passed: 0, surprise: -predicted });
  });

  it('fade to half of their surprise in half a year, and count as before', () => {
    const { trials } = answered([good(0), again(3 * DAY_MS)]);
    const later = fadedTrials(trials, 180 * DAY_MS);
    expect(later).toMatchObject({ count: 1, passed: 0, predicted: trials.predicted });
    expect(later.surprise).toBeCloseTo(trials.surprise / 2, 12);
    expect(later.information).toBeCloseTo(trials.information / 2, 12);
  });

  it('do not grow when a clock runs behind', () => {
    const { trials } = answered([good(0), again(3 * DAY_MS)]);
    expect(fadedTrials(trials, -DAY_MS)).toEqual(trials);
  });

  it('stay within what was asked', () => {
    fc.assert(
      fc.property(reviews, (log) => {
        const { count, passed, predicted, surprise, information } = answered(log).trials;
        expect(count).toBeLessThan(Math.max(1, log.length));
        expect(passed).toBeLessThanOrEqual(count);
        expect(predicted).toBeLessThanOrEqual(count);
        expect(Math.abs(surprise)).toBeLessThanOrEqual(count);
        expect(information).toBeLessThanOrEqual(count / 4);
        expect(information).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
