import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, table } from '../../server/cli/table.ts';

const ROWS = [
  { title: 'Control Plane', share: '71.3%', note: 'first' },
  { title: 'A very long title that no terminal needs', share: '–', note: 'second' },
];
const COLUMNS: readonly Column<(typeof ROWS)[number]>[] = [
  { head: 'Title', cell: ({ title }) => title, shrinks: true },
  { head: 'Share', cell: ({ share }) => share, right: true },
  { head: 'Note', cell: ({ note }) => note, dispensable: 1 },
];

describe('a table', () => {
  it('is as wide as its content if there is no terminal', () => {
    expect(table(COLUMNS, ROWS, null)).toEqual([
      'Title                                     Share  Note',
      'Control Plane                             71.3%  first',
      'A very long title that no terminal needs      –  second',
    ]);
  });

  it('shortens titles first', () => {
    expect(table(COLUMNS, ROWS, 36)).toEqual([
      'Title                  Share  Note',
      'Control Plane          71.3%  first',
      'A very long title th…      –  second',
    ]);
  });

  it('then leaves out columns', () => {
    expect(table(COLUMNS, ROWS, 24)).toEqual([
      'Title              Share',
      'Control Plane      71.3%',
      'A very long titl…      –',
    ]);
  });

  it('never exceeds the width if its required columns fit', () => {
    const row = fc.record({ title: fc.string(), share: fc.string({ maxLength: 6 }), note: fc.string() });
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 24, max: 120 }), (rows, width) => {
        const lines = table(COLUMNS, rows, width);
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
