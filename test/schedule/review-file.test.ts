import { describe, expect, it } from 'vitest';
import { asCardId } from '../../server/schedule/ids.ts';
import { portionsOf, readReviewFile } from '../../server/schedule/review-file.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const HEADER = 'card_id,review_rating,review_time,review_duration';
const ROW = '1711684180217,1,2024-03-29T20:32:32.250000+00:00,25060';

const read = (...lines: string[]) => readReviewFile(lines.join('\n'), NOW);

describe('a file of reviews', () => {
  it('is read row by row', () => {
    expect(read(HEADER, ROW, 'warm-pool.c1,4,2026-11-23 09:00+02:00,', '').gradings).toEqual([
      {
        cardId: '1711684180217',
        rating: 'again',
        reviewedAtMs: Date.UTC(2024, 2, 29, 20, 32, 32, 250),
        durationMs: 25_060,
      },
      { cardId: 'warm-pool.c1', rating: 'easy', reviewedAtMs: Date.UTC(2026, 10, 23, 7), durationMs: null },
    ]);
  });

  it('may have its columns in any order, with others, quoted, as other systems write it', () => {
    const text = '\uFEFFreview_time,"deck",review_rating,card_id\r\n"2024-03-29T20:32:32Z",k8s,"3",a\r\n';
    expect(readReviewFile(text, NOW).gradings).toEqual([
      { cardId: 'a', rating: 'good', reviewedAtMs: Date.UTC(2024, 2, 29, 20, 32, 32), durationMs: null },
    ]);
  });

  it('may give each review an id', () => {
    const id = '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11';
    const { gradings } = read(`${HEADER},review_id`, `${ROW},${id.toUpperCase()}`, `${ROW},`);
    expect(gradings?.map((grading) => grading.id)).toEqual([id, undefined]);
    expect(read(`${HEADER},review_id`, `${ROW},7`).faults).toEqual([
      { line: 2, kind: 'review_id', given: '7' },
    ]);
  });

  it('must name the required columns', () => {
    expect(read('id,review_rating', '7,3').faults).toEqual([
      { line: 1, kind: 'columns-missing', given: 'card_id, review_time' },
    ]);
    expect(read('').faults).toMatchObject([{ line: 1 }]);
  });

  it.each([
    ['a,5,2024-03-29T20:32:32Z,1', 'review_rating', '5'],
    ['a,,2024-03-29T20:32:32Z,1', 'review_rating', ''],
    ['A b,3,2024-03-29T20:32:32Z,1', 'card_id', 'A b'],
    ['a,3,2024-03-29T20:32:32,1', 'review_time', '2024-03-29T20:32:32'],
    ['a,3,2024-02-30T20:32:32Z,1', 'review_time', '2024-02-30T20:32:32Z'],
    ['a,3,2024-03-29T25:32:32Z,1', 'review_time', '2024-03-29T25:32:32Z'],
    ['a,3,2027-03-29T20:32:32Z,1', 'still-to-come', '2027-03-29T20:32:32Z'],
    ['a,3,2024-03-29T20:32:32Z,fast', 'review_duration', 'fast'],
    ['a,3,2024-03-29T20:32:32Z,86400001', 'review_duration', '86400001'],
    ['a,3,2024-03-29T20:32:32Z', 'columns-count', '3'],
  ])('reports the line of an invalid row with its value: %s', (row, kind, given) => {
    const { gradings, faults } = read(HEADER, ROW, '', row, ROW);
    expect(gradings).toBeNull();
    expect(faults).toEqual([{ line: 4, kind, given }]);
  });

  it('is quoted only in part if a value is long', () => {
    const { faults } = read(HEADER, `${'A'.repeat(61)},3,2024-03-29T20:32:32Z,1`);
    expect(faults).toMatchObject([{ given: `${'A'.repeat(60)}…` }]);
  });

  it('reports every such line', () => {
    expect(read(HEADER, 'a', ROW, 'b').faults).toMatchObject([{ line: 2 }, { line: 4 }]);
  });
});

describe('reviews that are sent', () => {
  it('come card by card, in requests that the server accepts', () => {
    const gradings = Array.from({ length: 9_000 }, (_, i) => ({
      cardId: asCardId(`card-${i % 7}`),
      rating: 'good' as const,
      reviewedAtMs: NOW - i * 1_000,
      durationMs: i % 2 === 0 ? null : 1_200,
    }));
    const portions = [...portionsOf(gradings)];
    expect(portions.map((portion) => portion.length)).toEqual([4_000, 4_000, 1_000]);
    const sent = portions.flat();
    expect(sent.map(({ cardId }) => cardId)).toEqual(sent.map(({ cardId }) => cardId).sort());
    expect(sent[0]).toEqual({ cardId: 'card-0', rating: 'good', reviewedAt: '2026-11-23T10:00:00.000Z' });
    expect(new Set(sent.map((each) => `${each.cardId} ${each.reviewedAt}`)).size).toBe(9_000);
  });
});
