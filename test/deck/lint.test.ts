import { describe, expect, it } from 'vitest';
import type { LibraryToCheck } from '../../server/deck/library-to-check.ts';
import { destinationsIn, resolveLink } from '../../server/deck/links.ts';
import { lintLibrary } from '../../server/deck/lint.ts';
import { readDeck } from '../../server/deck/read.ts';
import { asPlanId } from '../../server/schedule/ids.ts';

/** Share of the words of one text that the other has too. */
const similarity = (a: string, b: string) =>
  a.split(' ').filter((word) => b.split(' ').includes(word)).length / a.split(' ').length;

function check(files: Record<string, string>, more: Partial<LibraryToCheck> = {}) {
  return lintLibrary({
    decks: Object.entries(files).map(([path, text]) => readDeck(path, text)),
    plans: [],
    mediaExists: () => false,
    normalise: (text) => text.toLowerCase(),
    similarity,
    ...more,
  }).map(({ severity, rule, path, line, message }) => ({
    at: `${path}:${line}`,
    is: `${severity} ${rule}`,
    message,
  }));
}

const found = (files: Record<string, string>, more: Partial<LibraryToCheck> = {}) =>
  check(files, more).map(({ at, is }) => `${at} ${is}`);

const note = (id: string, body = 'Answer.') => `### Prompt\n<!-- id: ${id} -->\n\n${body}\n`;

describe('the check of a library', () => {
  it('has nothing to say about a good one', () => {
    expect(check({ 'eks/a.md': `# A\n\n${note('a')}`, 'eks/b.md': `# B\n\n${note('b')}` })).toEqual([]);
  });

  it('reports files and notes that cannot be read as they are', () => {
    expect(
      found({
        'eks/a.md': 'no title',
        'eks/b.md': `# B\n\n${note('B_')}\n### Q\n<!-- id: q; size: 3 -->\n\nx\n---\n\n${note('c', '{{c1::x')}`,
        'eks/c.md': `# C\n\n${note('d', 'x '.repeat(40_000))}`,
      }),
    ).toEqual([
      'eks/a.md:1 error no-title',
      'eks/b.md:3 error malformed-id',
      'eks/b.md:8 error unknown-key',
      'eks/b.md:11 error setext-heading',
      'eks/b.md:17 error unclosed-cloze',
      'eks/c.md:3 error card-too-large',
    ]);
  });

  it('includes what was found when the files were sorted, in its place', () => {
    const problem = {
      severity: 'warning' as const,
      rule: 'deck-copy',
      path: 'eks/a.md',
      line: 4,
      message: '',
    };
    expect(found({ 'eks/a.md': '# A\n\n### p\n\nx\n\n### q\n\ny\n' }, { found: [problem] })).toEqual([
      'eks/a.md:3 warning missing-id',
      'eks/a.md:4 warning deck-copy',
      'eks/a.md:7 warning missing-id',
    ]);
  });

  it('warns about notes without id, drafts, and a flag without effect', () => {
    expect(
      found({
        'eks/a.md':
          '# A\n\n### p\n\nx\n\n### q\n<!-- id: q -->\n\n### r\n<!-- id: r; reverse -->\n\n{{c1::x}}\n',
      }),
    ).toEqual([
      'eks/a.md:3 warning missing-id',
      'eks/a.md:7 warning draft',
      'eks/a.md:10 warning reverse-ignored',
    ]);
  });

  it('drops warnings that a note allows', () => {
    expect(
      found({ 'eks/a.md': '# A\n\n### q\n<!-- id: q; allow: draft (until the workshop) -->\n' }),
    ).toEqual([]);
  });

  it('keeps errors that a note allows, and says so', () => {
    expect(
      found({ 'eks/a.md': '# A\n\n### q\n<!-- id: Q; allow: malformed-id (we like it), draft (x) -->\n' }),
    ).toEqual(['eks/a.md:3 error malformed-id', 'eks/a.md:3 warning unknown-rule']);
  });

  it('warns about an allowance without effect', () => {
    expect(found({ 'eks/a.md': '# A\n\n### q\n<!-- id: q; allow: draft (later) -->\n\nx\n' })).toEqual([
      'eks/a.md:3 warning needless-allow',
    ]);
  });

  describe('against the plan', () => {
    const plans = [
      {
        planId: asPlanId('eks'),
        topics: [
          {
            title: 'Pods',
            deckPath: 'eks/pods.md',
            items: [
              {
                key: 'warm pool size',
                text: 'Warm pool size',
                kind: 'covered' as const,
                line: 12,
                aliases: ['old words'],
              },
              { key: 'cni chaining', text: 'CNI chaining', kind: 'gap' as const, line: 15 },
            ],
          },
          {
            title: 'Jobs',
            deckPath: null,
            items: [{ key: 'cron', text: 'Cron', kind: 'gap' as const, line: 20 }],
          },
        ],
      },
    ];

    it('warns about items without cards; drafts do not count as cards', () => {
      const text = `# Pods\n\n## Covered: Warm Pool size\n\n${note('a')}\n## Gap: CNI chaining\n\n${note('b', '')}`;
      expect(found({ 'eks/pods.md': text }, { plans })).toEqual([
        'eks/plan.md:15 warning item-without-cards',
        'eks/plan.md:20 warning item-without-cards',
        'eks/pods.md:12 warning draft',
      ]);
    });

    it('warns about Covered: and Gap: headings that match no item, and names the nearest', () => {
      const text = `# Pods\n\n## Covered: Old words\n\n${note('a')}\n## Gap: chaining of CNI\n\n${note('b')}\n## Other\n`;
      const problems = check({ 'eks/pods.md': text }, { plans });
      expect(problems.map(({ at, is }) => `${at} ${is}`)).toContain('eks/pods.md:10 warning unknown-item');
      expect(problems.filter(({ is }) => is.endsWith('unknown-item'))).toHaveLength(1);
      expect(problems.find(({ is }) => is.endsWith('unknown-item'))?.message).toContain(
        'The nearest is “CNI chaining”',
      );
    });

    it('does not warn about items whose deck cannot be read', () => {
      expect(found({ 'eks/pods.md': 'broken' }, { plans })).toEqual([
        'eks/plan.md:20 warning item-without-cards',
        'eks/pods.md:1 error no-title',
      ]);
    });

    it('looks for an item in all decks of its topic', () => {
      const [pods, jobs] = plans[0]?.topics ?? [];
      const two = [{ planId: asPlanId('eks'), topics: [{ ...pods, otherDecks: ['eks/more.md'] }, jobs] }];
      const files = {
        'eks/pods.md': `# Pods\n\n## Covered: Warm pool size\n\n${note('a')}`,
        'eks/more.md': `# Pods\n\n## Gap: CNI chaining\n\n${note('b')}\n## Gap: What\n`,
      };
      expect(found(files, { plans: two as typeof plans })).toEqual([
        'eks/more.md:10 warning unknown-item',
        'eks/plan.md:20 warning item-without-cards',
      ]);
    });
  });

  describe('of links', () => {
    it('reports missing targets and targets outside decks/, with the line', () => {
      const body =
        'See ![a](img/a.png) and\n[b](../gke/b.md#x), [c](../../c.txt)\n\n- <img src="d.png"> [e][ref] `![f](f.png)`\n\n```\n[g](g.png)\n```';
      const seen: string[] = [];
      const mediaExists = (path: string) => {
        seen.push(path);
        return path === 'gke/b.md';
      };
      expect(found({ 'eks/a.md': `# A\n\n${note('a', body)}\n[ref]: e.png\n` }, { mediaExists })).toEqual([
        'eks/a.md:6 error broken-link',
        'eks/a.md:7 error link-outside',
        'eks/a.md:9 error broken-link',
        'eks/a.md:15 error broken-link',
      ]);
      expect(seen.toSorted()).toEqual(['eks/d.png', 'eks/e.png', 'eks/img/a.png', 'gke/b.md']);
    });

    it.each([
      ['a.png', { path: 'eks/a.png' }],
      ['./img/a%20b.png?raw#x', { path: 'eks/img/a b.png' }],
      ['../gke/b.md', { path: 'gke/b.md' }],
      ['../../etc', 'outside'],
      ['%2e%2e/%2e%2e/etc', 'outside'],
      ['/etc/passwd', 'outside'],
      ['..\\..\\x', 'outside'],
      ['https://example.org/x', 'elsewhere'],
      ['//example.org', 'elsewhere'],
      ['mailto:a@b.c', 'elsewhere'],
      ['#fragment', 'elsewhere'],
      ['%E0%A4%A', { path: 'eks/%E0%A4%A' }],
    ])('resolves %s from the deck', (destination, expected) => {
      expect(resolveLink('eks/a.md', destination)).toEqual(expected);
    });

    it('finds them in tables, quotes, emphasis and nested lists', () => {
      expect(destinationsIn('| [a](1) |\n|---|\n| ![b](2) |\n\n> - **[c](3)**\n>   - [![d](4)](5)')).toEqual([
        '1',
        '2',
        '3',
        '5',
        '4',
      ]);
    });
  });
});
