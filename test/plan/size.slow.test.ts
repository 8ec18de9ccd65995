import { describe, expect, it } from 'vitest';
import { addGap } from '../../server/plan/edit.ts';
import { parsePlan } from '../../server/plan/parse.ts';

const MAX_BYTES = 2 * 1024 * 1024;
/** A guard for a runner that would hang: quadratic time would need many minutes. */
const HANGS_MS = 120_000;

const fill = (unit: string) => unit.repeat(Math.floor(MAX_BYTES / unit.length));

function generate(line: (at: number) => string): string {
  const lines: string[] = [];
  for (let at = 0, length = 0; length < MAX_BYTES - 200; at++) {
    lines.push(line(at));
    length += lines[at]?.length ?? 0;
  }
  return lines.join('');
}

describe('a plan of a thousand topics', () => {
  const text = Array.from(
    { length: 1000 },
    (_, at) => `## Topic ${at}\n\nCovered:\n- part a${at}\n- part b${at}\n\nGaps:\n- part c${at}\n\n`,
  ).join('');

  it('is read to the last item', () => {
    const plan = parsePlan(`# Big\n\n${text}`);
    expect(plan.topics).toHaveLength(1000);
    expect(plan.topics.every((topic) => topic.items.length === 3)).toBe(true);
    expect(plan.topics.at(-1)?.items.at(-1)?.text).toBe('part c999');
    expect(plan.unread).toEqual([]);
  });

  it('takes a gap in its last topic', () => {
    const { text: after } = addGap(`# Big\n\n${text}`, { title: 'Topic 999' }, 'new');
    expect(
      parsePlan(after)
        .topics.at(-1)
        ?.items.map((item) => item.text),
    ).toEqual([...['part a999', 'part b999', 'part c999', 'new']]);
  });
});

describe('two megabytes of hostile text are read in linear time', () => {
  it.each([
    ['one line of hashes', () => fill('#')],
    ['one heading full of spaces', () => `# a${fill(' ')}b`],
    ['one bullet full of colons', () => `- ${fill(':')}a`],
    ['one heading of open brackets', () => `# ${fill('(')}`],
    ['one line of pipes', () => fill('|')],
    ['one bullet of marks', () => `- ${fill('✅')}`],
    ['fences that nothing closes', () => fill('~~~\n```\n')],
    ['comments closed far away', () => `${fill('<!--\n')}-->x`],
    ['details without end', () => fill('<details><summary>x\n')],
    ['lists nested ever deeper', () => generate((at) => `${' '.repeat(at % 2000)}- a\n`)],
    ['many topics', () => generate((at) => `# t${at}\n- [x] a\n`)],
    ['one topic many times', () => fill('# foo\n- [x] a\n')],
    ['spellings of one subject', () => generate((at) => `## Covered\n- foo (a${at})\n`)],
    ['many equal slugs', () => generate((at) => `# t ${'!'.repeat(at)}\n- [x] a\n`)],
    ['many scores', () => `# S\n# Scores\n${generate((at) => `## s${at}\nScore: 80%\n`)}`],
    ['a table without end', () => `| Topic | Status |\n|--|--|\n${generate((at) => `| t${at} | done |\n`)}`],
    ['almost status phrases', () => fill(`# ${'my the all '.repeat(10)}\n`)],
    ['an inline list', () => `# t\nCovered: ${fill('a,')}`],
  ])(
    '%s',
    (_, text) => {
      expect(parsePlan(text()).topics.every(({ title }) => title.length > 0)).toBe(true);
    },
    HANGS_MS,
  );
});
