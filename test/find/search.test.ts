import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSearch } from '../../server/find/search.ts';

const text = (words: string, open = true, not = false) => ({
  by: 'text',
  not,
  phrase: { text: words, open },
});

describe('a search', () => {
  it('matches plain words by their beginning, and quoted words exactly', () => {
    expect(readSearch('pod "node agent" kube-pro')).toEqual([
      text('pod'),
      text('node agent', false),
      text('kube-pro'),
    ]);
  });

  it('matches an unfinished quotation by its beginning', () => {
    expect(readSearch('"node ag')).toEqual([text('node ag')]);
  });

  it('reads filters, and a minus before one as its negation', () => {
    expect(readSearch('tag:cni -is:Due topic:eks/dns PLAN:eks tag:"two words"')).toEqual([
      { by: 'tag', tag: 'cni', not: false },
      { by: 'is', status: 'due', not: true },
      { by: 'topic', id: 'eks/dns', not: false },
      { by: 'plan', id: 'eks', not: false },
      { by: 'tag', tag: 'two words', not: false },
    ]);
  });

  it('ignores a filter until it is complete', () => {
    for (const typing of ['tag:', '-is:', 'is:d', 'is:susp', 'topic:""'])
      expect(readSearch(typing)).toEqual([]);
  });

  it('reads anything that is not a filter as text', () => {
    expect(readSearch('is:nonsense arn:aws http://x')).toEqual([
      text('is:nonsense'),
      text('arn:aws'),
      text('http://x'),
    ]);
  });

  it('excludes words after a minus, but reads --options as text', () => {
    expect(readSearch('-pod --dry-run')).toEqual([text('pod', true, true), text('--dry-run')]);
  });

  it('skips words without a letter or digit', () => {
    expect(readSearch('% - "…" ""')).toEqual([]);
  });

  it('accepts any input', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (typed) => {
        for (const condition of readSearch(typed)) {
          if (condition.by === 'text') expect(condition.phrase.text).toMatch(/[\p{L}\p{N}]/u);
        }
      }),
    );
  });
});
