import { describe, expect, it } from 'vitest';
import { readReviewFile } from '../../server/review/import-file.ts';

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

  it('may name its columns in any order, with others among them, quoted, as other systems write it', () => {
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
      { line: 2, message: 'review_id "7" must be a UUID, or empty' },
    ]);
  });

  it('must name the columns that it takes', () => {
    expect(read('id,review_rating', '7,3').faults).toEqual([
      {
        line: 1,
        message:
          'the first line must name the columns card_id, review_rating, review_time; card_id, review_time is missing',
      },
    ]);
    expect(read('').faults).toMatchObject([{ line: 1 }]);
  });

  it.each([
    ['a,5,2024-03-29T20:32:32Z,1', 'review_rating "5" must be 1 (again), 2 (hard), 3 (good) or 4 (easy)'],
    ['a,,2024-03-29T20:32:32Z,1', 'review_rating "" must be'],
    ['A b,3,2024-03-29T20:32:32Z,1', 'card_id "A b" is no id of a card'],
    ['a,3,2024-03-29T20:32:32,1', 'review_time "2024-03-29T20:32:32" must be a time with its offset'],
    ['a,3,2024-02-30T20:32:32Z,1', 'review_time "2024-02-30T20:32:32Z" must be a time'],
    ['a,3,2024-03-29T25:32:32Z,1', 'must be a time'],
    ['a,3,2027-03-29T20:32:32Z,1', 'review_time "2027-03-29T20:32:32Z" is still to come'],
    ['a,3,2024-03-29T20:32:32Z,fast', 'review_duration "fast" must be milliseconds'],
    ['a,3,2024-03-29T20:32:32Z,86400001', 'at most a day of them'],
    ['a,3,2024-03-29T20:32:32Z', 'there are 3 columns where the first line names 4'],
  ])('names the line of a row that is none: %s', (row, message) => {
    const { gradings, faults } = read(HEADER, ROW, '', row, ROW);
    expect(gradings).toBeNull();
    expect(faults).toEqual([{ line: 4, message: expect.stringContaining(message) }]);
  });

  it('names every such line', () => {
    expect(read(HEADER, 'a', ROW, 'b').faults).toMatchObject([{ line: 2 }, { line: 4 }]);
  });
});
