import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  CARD_STATUSES,
  EVERYTHING,
  narrows,
  nextSort,
  type Question,
  queryOf,
  readQuestion,
  SORTS,
} from '../../../web/cards/question.ts';

const question: fc.Arbitrary<Question> = fc.record({
  text: fc.string().map((text) => text.trim()),
  topic: fc.constantFrom('', 'eks/pod-networking'),
  tag: fc.constantFrom('', 'kube-proxy', 'two words'),
  status: fc.constantFrom('' as const, ...CARD_STATUSES),
  sort: fc.constantFrom('' as const, ...SORTS),
});

describe('a search', () => {
  it('can be restored from its address', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const address = new URL(addressOf(asked), 'http://localhost');
        expect(readQuestion(address.search)).toEqual(asked);
      }),
    );
  });

  it('ignores unknown values in an address', () => {
    expect(readQuestion('?is=nonsense&sort=up&other=1')).toEqual(EVERYTHING);
  });

  it('is sent to the API as one text with its filters', () => {
    const asked = { ...EVERYTHING, text: ' warm pool ', status: 'due', tag: 'cni', sort: '-due' } as const;
    expect(queryOf(asked)).toEqual({ q: 'warm pool is:due', tag: 'cni', sort: '-due' });
    expect(queryOf(EVERYTHING)).toEqual({});
    expect([narrows(asked), narrows({ ...EVERYTHING, sort: 'due' })]).toEqual([true, false]);
  });

  it('is sorted by a column one way, then the other, then not at all', () => {
    expect(nextSort('', 'due')).toBe('due');
    expect(nextSort('due', 'due')).toBe('-due');
    expect(nextSort('-due', 'due')).toBe('');
    expect(nextSort('recall', '-lapses')).toBe('-lapses');
    expect(nextSort('-lapses', '-lapses')).toBe('lapses');
  });
});
