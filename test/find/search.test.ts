import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSearch } from '../../server/find/search.ts';

const text = (words: string, open = true, not = false) => ({
  by: 'text',
  not,
  phrase: { text: words, open },
});

describe('a search', () => {
  it('takes words as they begin, and as they stand in quotation marks', () => {
    expect(readSearch('pod "node agent" kube-pro')).toEqual([
      text('pod'),
      text('node agent', false),
      text('kube-pro'),
    ]);
  });

  it('takes what is still being typed for a beginning', () => {
    expect(readSearch('"node ag')).toEqual([text('node ag')]);
  });

  it('knows filters by their names, also turned round', () => {
    expect(readSearch('tag:cni -is:Due topic:eks/dns PLAN:eks tag:"two words"')).toEqual([
      { by: 'tag', tag: 'cni', not: false },
      { by: 'is', status: 'due', not: true },
      { by: 'topic', id: 'eks/dns', not: false },
      { by: 'plan', id: 'eks', not: false },
      { by: 'tag', tag: 'two words', not: false },
    ]);
  });

  it('waits for the end of a filter', () => {
    for (const typing of ['tag:', '-is:', 'is:d', 'is:susp', 'topic:""'])
      expect(readSearch(typing)).toEqual([]);
  });

  it('takes what is no filter for text', () => {
    expect(readSearch('is:nonsense arn:aws http://x')).toEqual([
      text('is:nonsense'),
      text('arn:aws'),
      text('http://x'),
    ]);
  });

  it('leaves words out where they have a minus, but not the options of commands', () => {
    expect(readSearch('-pod --dry-run')).toEqual([text('pod', true, true), text('--dry-run')]);
  });

  it('skips what holds neither letter nor digit', () => {
    expect(readSearch('% - "…" ""')).toEqual([]);
  });

  it('reads whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (typed) => {
        for (const condition of readSearch(typed)) {
          if (condition.by === 'text') expect(condition.phrase.text).toMatch(/[\p{L}\p{N}]/u);
        }
      }),
    );
  });
});
