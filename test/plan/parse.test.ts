import { describe, expect, it } from 'vitest';
import { PlanError } from '../../server/plan/error.ts';
import { parsePlan } from '../../server/plan/parse.ts';
import { texts, topicOf } from '../support/plans.ts';

const titles = (text: string) => parsePlan(text).topics.map((topic) => topic.title);
const statuses = (text: string) => parsePlan(text).topics.map((topic) => `${topic.title}: ${topic.status}`);
const unread = (text: string) => parsePlan(text).unread.map((it) => it.line);

describe('a text that is not a plan', () => {
  const recipe =
    '# Bread\n\n## Ingredients\n\n- flour\n- water\n\n## Steps\n\n1. Knead\n2. Bake\n\nEnjoy it.\n';

  it('yields no guessed topics, and says which lines it did not understand', () => {
    const plan = parsePlan(recipe);
    expect(plan.topics).toEqual([]);
    expect(plan.unread.map((it) => it.line)).toEqual([3, 5, 6, 8, 10, 11, 13]);
  });

  it('yields no topics for prose without a heading', () => {
    const plan = parsePlan('Some words.\nMore words.');
    expect([plan.title, plan.topics, plan.unread.length]).toEqual(['', [], 2]);
  });
});

describe('buckets', () => {
  it.each([
    ...['Topics covered', 'Mastered', 'What I know', 'Done so far', 'Completed (3/5)', '✅ **Learned:**'],
  ])('%s: its bullets are covered', (label) => {
    const plan = parsePlan(`# P\n\n## T\n\n### ${label}\n\n- a\n`);
    expect(texts(topicOf(plan, 'T'), 'covered')).toEqual(['a']);
  });

  it.each([
    ...[
      'Gaps',
      "What's missing",
      'Needs review',
      'Weak areas:',
      'Not yet covered',
      'To do',
      'Still unclear (2)',
    ],
    ...['Don’t understand yet', 'Areas for improvement', '4. Struggling with'],
  ])('%s: its bullets are gaps', (label) => {
    const plan = parsePlan(`# P\n\n## T\n\n### ${label}\n\n- a\n`);
    expect(texts(topicOf(plan, 'T'), 'gap')).toEqual(['a']);
  });

  it.each(['Kubernetes API Deep Dive', 'Secrets covered in part 2', 'Learning rates', 'Resource Management'])(
    '"%s" is a topic, not a bucket',
    (title) => expect(titles(`# P\n\n## ${title}\n\n- [x] a\n`)).toEqual([title]),
  );

  it('give their status to the topic headings below them', () => {
    const text =
      '# P\n\n## Mastered\n\n### A\n\n### B\n\n## In progress\n\n### C\n\n## Not started\n\n### D\n';
    expect(statuses(text)).toEqual(['A: deep-dive', 'B: deep-dive', 'C: in-progress', 'D: not-started']);
  });

  it('give way to a closer label', () => {
    const plan = parsePlan('# P\n\n## Mastered\n\n### A\n\n- x\n\nGaps:\n\n- y\n');
    expect(topicOf(plan, 'A').status).toBe('deep-dive');
    expect(texts(topicOf(plan, 'A'), 'covered')).toEqual(['x']);
    expect(texts(topicOf(plan, 'A'), 'gap')).toEqual(['y']);
  });

  it('give way to marks', () => {
    const plan = parsePlan('# P\n\n## T\n\nCovered:\n\n- ❌ a\n- b ✓\n- [ ] c\n- d\n- 🔄 e\n- ⚪ f\n');
    expect(texts(topicOf(plan, 'T'), 'covered')).toEqual(['b', 'd']);
    expect(texts(topicOf(plan, 'T'), 'gap')).toEqual(['a', 'c', 'e', 'f']);
  });

  it('hold no items if their author wrote "none" or left a place open', () => {
    const plan = parsePlan('# P\n\n## T\n\nCovered:\n- a\n\nGaps: none\n- ______\n- TBD\n');
    expect(topicOf(plan, 'T').items.map((item) => item.text)).toEqual(['a']);
  });

  it('hold topics if there is no topic above', () => {
    expect(statuses('# P\n\n## Mastered\n- A\n- B: what it is\n\n## Next\n- C\n')).toEqual([
      'A: deep-dive',
      'B: deep-dive',
      'C: not-started',
    ]);
  });

  it('belong to the bold lines above if a plan has no headings', () => {
    const plan = parsePlan('**A**\n\nCovered:\n- x\n\n**B**\n\nGaps:\n- y\n');
    expect(plan.topics.map((topic) => [topic.title, topic.items.length])).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
  });
});

describe('items', () => {
  it('with the same key become one, and the second is reported', () => {
    const plan = parsePlan('# P\n\n## T\n\n- [x] Warm pool\n- [ ] **warm pool**\n');
    expect(topicOf(plan, 'T').items.map((item) => item.kind)).toEqual(['covered']);
    expect(plan.unread.map((it) => it.line)).toEqual([6]);
  });

  it('keep inline Markdown and wrapped lines', () => {
    const plan = parsePlan('# P\n\n## T\n\nCovered:\n- `a` and **b**\n  go on\n- c\n');
    expect(texts(topicOf(plan, 'T'), 'covered')).toEqual(['`a` and **b** go on', 'c']);
  });

  it('have the lines of the file, also with CRLF and byte-order mark', () => {
    const plan = parsePlan('\ufeff# P\r\n\r\n## T\r\n\r\nCovered:\r\n- a\r\n');
    expect(plan.title).toBe('P');
    expect(topicOf(plan, 'T').line).toBe(3);
    expect(topicOf(plan, 'T').items[0]?.line).toBe(6);
  });
});

describe('spellings', () => {
  it('of one subject in different sections of a plan are one topic', () => {
    const plan = parsePlan('# P\n\n## Operators\n\n- [x] a\n\n## Roadmap\n\n1. Operators Pattern\n2. B\n');
    expect(plan.topics.map((topic) => [topic.title, topic.aliases])).toEqual([
      ['Operators', ['Operators Pattern']],
      ['B', []],
    ]);
    expect(plan.roadmap[0]?.topic).toBe('operators');
  });

  it('side by side in one list are separate topics', () => {
    expect(titles('# P\n\n## Roadmap\n\n1. SQL\n2. SQL fundamentals\n')).toEqual(['SQL', 'SQL fundamentals']);
  });

  it('with equal slugs get different slugs', () => {
    const plan = parsePlan('# P\n\n## C++\n\n- [x] a\n\n## C#\n\n- [x] b\n\n## C\n\n- [x] c\n');
    expect(plan.topics.map((topic) => topic.slug)).toEqual(['c', 'c-2', 'c-3']);
  });

  it('give way to the heading with the items, which names the topic', () => {
    const plan = parsePlan(
      '# P\n\n## Mastered\n\n### Operators Pattern\n\n## Details\n\n### Operators\n\n- [x] a\n',
    );
    expect(plan.topics.map((topic) => [topic.title, topic.line])).toEqual([['Operators', 9]]);
  });
});

describe('scores', () => {
  it.each([
    ['Score: 85%', 85],
    ['**Confidence:** 4/5', 80],
    ['Quiz score: 7 out of 10', 70],
    ['Confidence (1-5): 3', 60],
    ['Rating: ★★★☆☆', 60],
  ])('%s', (line, percent) => {
    const plan = parsePlan(`# P\n\n## T\n\n${line}\n\n- a\n`);
    expect(plan.scores.map((score) => [score.topic, score.percent])).toEqual([['t', percent]]);
  });

  it.each([
    ...[
      'Passing score: 72%',
      'Weight: 30%',
      'Target score: 90%',
      'Hours: 5/10',
      'Score: 5',
      'Date: 2025-01-02',
    ],
  ])('do not include %s', (line) => {
    expect(parsePlan(`# P\n\n## T\n\nCovered:\n- a\n\n${line}\n`).scores).toEqual([]);
  });

  it('belong to the topic that covers their name', () => {
    const text =
      '# P\n\n## Car basics\n\n- [x] Brakes: discs, drums\n\n## Scores\n\n### Brakes basics\n\nScore: 60%\n';
    expect(parsePlan(text).scores.map((score) => score.topic)).toEqual(['car-basics']);
  });

  it('without a matching topic belong to none', () => {
    const plan = parsePlan('# P\n\n## T\n\n- [x] a\n\n## Scores\n\n- Sailing: 60%\n');
    expect(plan.scores.map((score) => [score.title, score.topic])).toEqual([['Sailing', null]]);
  });

  it('keep the last date stated before them', () => {
    const text =
      '# P\n\n## Scores\n\n- A: 1%\n\nDate: 2025-01-01\n\n- B: 2%\n- C: 3% (2025-02-02)\n- D: 4%\n';
    const dates = parsePlan(text).scores.map((score) => score.date);
    expect(dates).toEqual([null, '2025-01-01', '2025-02-02', '2025-01-01']);
  });

  it('have no date if it is impossible', () => {
    expect(parsePlan('# P\n\n## Scores\n\n- A: 1% (2025-02-30)\n').scores[0]?.date).toBeNull();
  });

  it('keep what their author said in quotes', () => {
    const text =
      '# P\n\n## Retention Scores\n\n### A\n\n**Score: 90%**\n\n**Your money quotes:**\n\n> "It `retries`."\n- "Spot on!"\n';
    expect(parsePlan(text).scores[0]?.lists).toMatchObject([
      { kind: 'quotes', entries: [{ text: '"It `retries`."' }, { text: '"Spot on!"' }] },
    ]);
  });
});

describe('text around topics', () => {
  it.each([
    ['a fenced block', '```\n## Not me\n- [x] nor me\n```'],
    ['a fenced block of tildes', '~~~~md\n## Not me\n~~~\n- [x] nor me\n~~~~'],
    ['a comment', '<!--\n## Not me\n- [x] nor me\n-->'],
    ['a dated log entry', '## 2025-03-01\n- [x] Not me'],
    ['a dated log entry in words', '## March 3, 2025\n- [x] Not me'],
    ['resources', '## Useful resources\n- [x] Not me'],
    ['tips', '## 💡 Tips\n- ✅ Not me'],
    ['a quote', '> ## Not me\n> - [x] nor me'],
    ['front matter', '---\ntitle: Not me\n---'],
  ])('%s', (_, block) => {
    const start = block.startsWith('---') ? `${block}\n# P\n` : `# P\n\n${block}\n`;
    expect(titles(`${start}\n## Me\n\n- [x] a\n`)).toEqual(['Me']);
  });

  it('is reported if an unclosed fence hides it', () => {
    expect(unread('# P\n\n```\n## A\n- [x] a\n')).toEqual([4, 5]);
  });

  it('is not hidden by an unclosed comment', () => {
    expect(titles('# P\n\n<!-- open\n\n## A\n\n- [x] a\n')).toEqual(['A']);
  });
});

describe('the retention block', () => {
  const block = '<!-- tenax:retention -->\n## Not me\n- [x] nor me\n<!-- /tenax:retention -->';

  it('is never read as plan or reported', () => {
    const plan = parsePlan(`# P\n\n## T\n\n- [x] a\n\n${block}\n\n## U\n\n- [x] b\n`);
    expect(plan.topics.map((topic) => topic.title)).toEqual(['T', 'U']);
    expect(plan.unread).toEqual([]);
  });

  it.each([
    ['a start without end', '# P\n<!-- tenax:retention -->\n', 2],
    ['an end without start', '# P\n\n<!-- /tenax:retention -->\n', 3],
    ['a start within a block', `# P\n<!-- tenax:retention -->\n${block}\n`, 2],
    ['a second block', `# P\n${block}\n${block}\n`, 6],
  ])('%s is refused with its line', (_, text, line) => {
    expect(() => parsePlan(text)).toThrow(PlanError);
    try {
      parsePlan(text);
    } catch (error) {
      expect(error instanceof PlanError ? error.line : null).toBe(line);
    }
  });

  it('may be shown in a fence', () => {
    expect(parsePlan('# P\n\n```\n<!-- tenax:retention -->\n```\n').unread).toHaveLength(1);
  });
});
