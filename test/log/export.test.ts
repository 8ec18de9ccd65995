import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewDesk } from '../../server/log/desk.ts';
import { exportReviews } from '../../server/log/export.ts';
import { act } from '../../server/review/acts.ts';
import { importReviews } from '../../server/review/import.ts';
import { type NewReview, record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { type PastGrading, readReviewFile } from '../../server/schedule/review-file.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  MINUTE,
  memories,
  NOON,
  newReview,
  openDesk,
  uuid,
} from '../support/desk.ts';

async function exported(desk: ReviewDesk): Promise<string> {
  let text = '';
  for await (const piece of exportReviews(desk)) text += piece;
  return text;
}

/** A new desk with the same cards, into which the file was imported. */
async function importedInto(text: string) {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' });
  const { gradings, faults } = readReviewFile(text, desk.now);
  expect(faults).toBeNull();
  await importReviews(desk, gradings ?? []);
  return desk;
}

/** The part of each memory that depends on reviews alone: no due time, no suspension. */
async function remembered(desk: ReviewDesk) {
  const seen = (await memories(desk)).filter(({ state }) => state !== 'new');
  return seen.map(
    ({
      due_at_ms: _at,
      due_day: _day,
      interval_days: _interval,
      memory_interval_days: _decided,
      last_review_id: _last,
      suspended: _suspended,
      buried_day: _buried,
      ...memory
    }) => memory,
  );
}

const anyReview = fc.record({
  cardId: fc.constantFrom('a', 'b'),
  rating: fc.constantFrom(...RATINGS),
  mode: fc.constantFrom('review', 'review', 'review', 'cram'),
  durationMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
  reviewedAtMs: fc.oneof(
    fc.integer({ min: -40, max: 0 }).map((days) => NOON + days * DAY),
    fc.integer({ min: -40, max: 4 }).map((minutes) => NOON + minutes * MINUTE),
  ),
});
type Step = { readonly review: NewReview; readonly undone: boolean } | { readonly reset: string };
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(anyReview, fc.boolean()).map(([values, undone]): Step => {
        const { durationMs, ...rest } = values;
        const review = newReview({
          ...rest,
          ...(durationMs !== undefined && { durationMs }),
        } as Partial<NewReview>);
        return { review, undone };
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom('a', 'b').map((reset): Step => ({ reset })) },
  ),
  { maxLength: 14 },
);

describe('exporting reviews', () => {
  it('writes the reviews that count, in the format that an import reads', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' });
    const first = newReview({ rating: 'again', reviewedAtMs: NOON - DAY, durationMs: 4_200 });
    await record(desk, first);
    const mistaken = newReview({ rating: 'hard' });
    await record(desk, mistaken);
    await undo(desk, mistaken.id);
    await record(desk, newReview({ mode: 'cram' }));
    await answer(desk, { cardId: asCardId('b') });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('b'), act: 'reset' });
    expect(await exported(desk)).toBe(
      `card_id,review_rating,review_time,review_duration,review_id\na,1,2026-11-22T10:00:00.000Z,4200,${first.id}\n`,
    );
  });

  it('writes only the header if nothing was reviewed', async () => {
    expect(await exported(await openDesk())).toBe(
      'card_id,review_rating,review_time,review_duration,review_id\n',
    );
  });

  it('gives an empty desk the same memory, and adds nothing when it is imported here again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const desk = await openDesk();
        await addCards(desk, { id: 'a' }, { id: 'b' });
        for (const step of all) {
          if ('reset' in step)
            await act(desk, { id: asEventId(uuid()), cardId: asCardId(step.reset), act: 'reset' });
          else {
            await record(desk, step.review);
            if (step.undone) await undo(desk, step.review.id);
          }
        }
        const text = await exported(desk);
        const other = await importedInto(text);
        expect(await remembered(other)).toEqual(await remembered(desk));
        expect(await exported(other)).toBe(text);

        const log = await events(desk);
        const { gradings } = readReviewFile(text, desk.now);
        expect(await importReviews(desk, gradings ?? [])).toMatchObject({ outcome: 'imported', added: 0 });
        expect(await events(desk)).toEqual(log);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('writes every review of a log of many pages', async () => {
    const desk = await openDesk();
    const reviews = Array.from({ length: 1_200 }, (_, i) => ({
      cardId: asCardId(`card-${i % 7}`),
      rating: 'good' as const,
      reviewedAtMs: NOON - i * 3 * 3_600_000,
      durationMs: i,
    }));
    await importReviews(desk, reviews);
    const lines = (await exported(desk)).trimEnd().split('\n');
    expect(lines).toHaveLength(1_201);
    expect(new Set(lines).size).toBe(1_201);
  });
});

describe('importing reviews that have ids', () => {
  const id = asEventId('8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11');
  const given: PastGrading = {
    id,
    cardId: asCardId('a'),
    rating: 'good',
    reviewedAtMs: NOON - DAY,
    durationMs: null,
  };

  it('stores the reviews under these ids', async () => {
    const desk = await openDesk();
    await importReviews(desk, [given]);
    expect(await events(desk)).toMatchObject([{ id, type: 'reviewed' }]);
    expect(await importReviews(desk, [given, given])).toMatchObject({ added: 0 });
  });

  it.each([
    ['another card', { cardId: asCardId('b') }],
    ['the same card with another rating', { rating: 'easy' }],
    ['the same card at another time', { reviewedAtMs: NOON }],
  ] as const)('stores nothing if one of the ids belongs to a review of %s', async (_, change) => {
    const desk = await openDesk();
    const innocent = { ...given, id: asEventId(uuid()), cardId: asCardId('c') };
    const other = { ...given, ...change };
    expect(await importReviews(desk, [innocent, given, other])).toEqual({ outcome: 'conflict', places: [2] });
    expect(await events(desk)).toEqual([]);
    await importReviews(desk, [given]);
    expect(await importReviews(desk, [innocent, other])).toEqual({ outcome: 'conflict', places: [1] });
    expect(await events(desk)).toHaveLength(1);
  });
});
