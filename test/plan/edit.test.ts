import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePlan } from '../../server/plan/decode.ts';
import { addGap } from '../../server/plan/edit.ts';
import { PlanError } from '../../server/plan/error.ts';
import { parsePlan } from '../../server/plan/parse.ts';
import { writeRetentionBlock } from '../../server/plan/retention-block.ts';
import { itemKey } from '../../server/plan/text.ts';
import type { Plan } from '../../server/plan/types.ts';
import { fixture, samplePlan, sharedPlan } from '../support/plans.ts';

const STYLES = [
  ...['rust-labels.md', 'databases-nested.md', 'music-bullets.md', 'security-checkboxes.md'],
  ...['aws-tables.md', 'spanish-details.md', 'linux-crlf.md', 'kotlin-emoji.md'],
];

const plans: (readonly [string, string])[] = [
  ...STYLES.map((name) => [name, decodePlan(fixture(name))] as const),
  ['the sample', samplePlan],
  ...(sharedPlan === null ? [] : [['the shared plan', sharedPlan] as const]),
];

const withoutLines = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (name, it) => (name === 'line' ? undefined : it)));

/** The plan without an item, and without the status of topics that state none. */
function comparable(plan: Plan, key = ''): unknown {
  const topics = plan.topics.map(({ status, ...topic }) => ({
    ...topic,
    items: topic.items.filter((item) => item.key !== key),
  }));
  return withoutLines({ ...plan, topics });
}

/** The lines that `after` has and `before` has not, where nothing else differs. */
function inserted(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const length = after.length - before.length;
  expect(before.slice(0, start) + before.slice(start)).toBe(
    after.slice(0, start) + after.slice(start + length),
  );
  return after.slice(start, start + length);
}

describe.each(plans)('a new gap in %s', (_, text) => {
  const before = parsePlan(text);
  const titles = before.topics.map((topic) => topic.title);

  it.each(titles)('under %s reads back as exactly one more gap, and changes nothing else', (title) => {
    const gap = 'Something new: a, b (and c)';
    const { text: after, line, added } = addGap(text, { title }, gap);
    const plan = parsePlan(after);
    const found = plan.topics
      .find((topic) => topic.title === title)
      ?.items.filter((item) => item.text === gap);
    expect(added).toBe(true);
    expect(found?.map((item) => [item.kind, item.line])).toEqual([['gap', line]]);
    expect(comparable(plan, itemKey(gap))).toEqual(comparable(before));
    inserted(text, after);
  });

  it('changes nothing if it is there already', () => {
    const [title = ''] = titles;
    const first = addGap(text, { title }, 'Something **new**');
    const second = addGap(first.text, { title }, '✅ something new:');
    expect(second).toEqual({ text: first.text, line: first.line, added: false });
  });
});

describe('the place of a new gap', () => {
  it.each([
    ['stars', '## T\n\nGaps:\n* a\n', '* new\n'],
    ['numbers', '## T\n\nGaps:\n1. a\n2. b\n', '3. new\n'],
    ['numbers with brackets', '## T\n\nGaps:\n1) a\n', '2) new\n'],
    ['checkboxes', '## T\n\n- [x] a\n- [ ] b\n', '- [ ] new\n'],
    ['checkboxes, none open', '## T\n\n- [x] a\n', '- [ ] new\n'],
    ['a mark in front', '## T\n\n- ✅ a\n- ❌ b\n', '- ❌ new\n'],
    ['a mark behind', '## T\n\n- a ✅\n', '- new ❌\n'],
    ['indented', '## T\n\n- Gaps:\n    - a\n', '    - new\n'],
    ['a label without list', '## T\n\nCovered:\n+ a\n\nGaps:\n', '+ new\n'],
    ['no list yet, plain labels', '## T\n\nCovered:\n- a\n', '\nGaps:\n- new\n'],
    ['no list yet, bold labels', '## T\n\n**Covered:**\n- a\n', '\n**Gaps identified:**\n- new\n'],
    ['no list yet, headings', '## T\n\n### Covered\n\n- a\n', '\n### Gaps\n\n- new\n'],
    [
      'as other topics label theirs',
      '## S\n\nOpen:\n\nTo review:\n- b\n\n## T\n\nCovered:\n- a\n',
      '\nTo review:\n- new\n',
    ],
  ])('%s', (_, body, lines) => {
    const text = `# P\n\n${body}`;
    expect(inserted(text, addGap(text, { title: 'T' }, 'new').text)).toBe(lines);
  });

  it('goes after the detail of the last gap, before what follows', () => {
    const text = '# P\n\n## T\n\nGaps:\n- a\n  - detail\n\n  more\n\n## U\n\n- [x] b\n';
    expect(addGap(text, { title: 'T' }, 'new')).toEqual({
      text: '# P\n\n## T\n\nGaps:\n- a\n  - detail\n\n  more\n- new\n\n## U\n\n- [x] b\n',
      line: 10,
      added: true,
    });
  });

  it('gets a new section if only the roadmap names the topic', () => {
    const text = '# P\n\n## Roadmap\n\n1. A (10 min)\n2. B\n';
    const after = addGap(text, { title: 'B' }, 'new').text;
    expect(after).toBe(`${text}\n## B\n\n**Gaps identified:**\n- new\n`);
    expect(parsePlan(after).topics[1]).toMatchObject({ title: 'B', status: 'not-started' });
  });

  it('gets a new section if the plan does not name the topic', () => {
    const plan = parsePlan(addGap('# P\n\n## A\n\n- [x] a\n', { title: 'New topic' }, 'new').text);
    expect(plan.topics.map((topic) => [topic.title, topic.items.length])).toEqual([
      ['A', 1],
      ['New topic', 1],
    ]);
  });

  it('goes under the heading with the items, among several spellings', () => {
    const text = '# P\n\n## Done\n\n### Operators Pattern\n\n## More\n\n### Operators\n\nGaps:\n- a\n';
    expect(addGap(text, { title: 'Operators Pattern' }, 'new').text).toBe(`${text}- new\n`);
  });

  it('goes before the retention block', () => {
    const text = '# P\n\n## Next\n\n- A\n\n<!-- tenax:retention -->\nx\n<!-- /tenax:retention -->\n';
    const after = addGap(text, { title: 'A' }, 'new').text;
    expect(after.indexOf('new')).toBeLessThan(after.indexOf('tenax:retention'));
  });

  it('keeps CRLF, byte-order mark and the missing end of the last line', () => {
    const text = '\ufeff# P\r\n\r\n## T\r\n\r\nGaps:\r\n- a';
    expect(addGap(text, { title: 'T' }, 'new').text).toBe(`${text}\r\n- new`);
  });
});

describe('a gap that may be refused', () => {
  const text = '# P\n\n## T\n\n- [x] a\n';

  it.each([
    ['where it is empty', ' '],
    ['where it has two lines', 'a\nb'],
    ['where it has a carriage return', 'a\rb'],
    ['as a heading', '# a'],
    ['as a list', '- a'],
    ['as a numbered list', '1. a'],
    ['as a checkbox', '[x] a'],
    ['as a quote', '> a'],
    ['as a fence', '```'],
    ['as a comment', '<!-- a -->'],
    ['as a rule', '---'],
    ['as a placeholder', 'TBD'],
    ['where it is longer than 500 characters', 'a'.repeat(501)],
  ])('%s', (_, gap) => {
    expect(() => addGap(text, { title: 'T' }, gap)).toThrow(PlanError);
  });

  it('is accepted at 500 characters', () => {
    expect(addGap(text, { title: 'T' }, 'a'.repeat(500)).added).toBe(true);
  });

  it('reads back as written unless it is refused, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (gap) => {
        try {
          const { text: after, added } = addGap(text, { title: 'T' }, gap);
          if (added) {
            const items = parsePlan(after).topics[0]?.items ?? [];
            expect(items.map((item) => item.kind)).toEqual(['covered', 'gap']);
            expect(items[1]?.key).toBe(itemKey(gap));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(PlanError);
        }
      }),
    );
  });
});

describe('the retention block', () => {
  const plan = '# P\n\n## T\n\n- [x] a\n';

  it('is written at the end of a plan without one', () => {
    expect(writeRetentionBlock(plan, ['| T | 80% |'])).toBe(
      `${plan}\n<!-- tenax:retention -->\n| T | 80% |\n<!-- /tenax:retention -->\n`,
    );
  });

  it('replaces the text between its markers, and no other byte', () => {
    const text = `${plan}\n<!-- tenax:retention -->\nold\nold\n<!-- /tenax:retention -->\n\n## U\n\n- [ ] b`;
    expect(writeRetentionBlock(text, ['new'])).toBe(text.replace('old\nold', 'new'));
  });

  it('keeps CRLF and the missing end of the last line', () => {
    expect(writeRetentionBlock('# P\r\n\r\nx', ['y'])).toBe(
      '# P\r\n\r\nx\r\n\r\n<!-- tenax:retention -->\r\ny\r\n<!-- /tenax:retention -->',
    );
  });

  it('is refused if a marker has no partner, with its line', () => {
    expect(() => writeRetentionBlock(`${plan}<!-- tenax:retention -->\n`, [])).toThrow(PlanError);
  });

  it('is refused after an unclosed fence, since it could not be found again', () => {
    expect(() => writeRetentionBlock(`${plan}\n\`\`\`\ncode\n`, [])).toThrow(PlanError);
  });

  it.each(plans)('in %s changes nothing that is read, and the last one written stays', (_, text) => {
    const lines = fc.array(fc.stringMatching(/^[ -~]{0,30}$/), { maxLength: 5 });
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const first = writeRetentionBlock(text, one);
        expect(writeRetentionBlock(first, other)).toBe(writeRetentionBlock(text, other));
        expect(parsePlan(first)).toEqual(parsePlan(text));
        expect(first.startsWith(text)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
