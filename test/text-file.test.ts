import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNotes } from '../server/deck/write.ts';
import { addGap } from '../server/plan/edit.ts';
import { parsePlan } from '../server/plan/parse.ts';
import { writeRetentionBlock } from '../server/plan/retention-block.ts';
import { conflictLine, frontMatterLength } from '../server/text-file.ts';
import { deckOf, faultOf } from './deck/deck.ts';

const conflict = ['<<<<<<< HEAD', 'ours', '=======', 'theirs', '>>>>>>> laptop'];
const lineIn = (text: string) => conflictLine(text.split('\n'));

describe('a merge conflict', () => {
  it.each([
    ['of two sides', ['a', ...conflict], 2],
    ['with the common ancestor', ['<<<<<<< a', 'x', '||||||| base', 'y', '=======', 'z', '>>>>>>> b'], 1],
    ['without names', ['', '<<<<<<<', '=======', '>>>>>>>'], 2],
    ['inside a code block', ['```', ...conflict, '```'], 2],
    ['over the end of a code block', ['```', ...conflict.slice(0, 2), '```', ...conflict.slice(2)], 2],
    ['after one that was half resolved', ['<<<<<<< a', 'x', ...conflict], 1],
    ['whose start alone is left', ['a', '<<<<<<< HEAD', 'b'], 2],
    ['whose end alone is left', ['a', '=======', 'b', '>>>>>>> laptop'], 4],
    ['of another tool', ['<<<<<<< Conflict 1 of 1', '%%%%%%% x', '+++++++ y', '>>>>>>> end'], 1],
  ])('%s is found', (_, lines, line) => {
    expect(conflictLine(lines)).toBe(line);
  });

  it.each([
    ['a heading underlined with seven signs', 'Title\n======='],
    ['lines with a space before them', conflict.map((line) => ` ${line}`).join('\n')],
    ['one marker alone in a code block', '```\n<<<<<<< HEAD\n```\n\n```\n>>>>>>> laptop\n```'],
    ['a start and a middle in a code block', '~~~\n<<<<<<< HEAD\n=======\n~~~'],
    ['six or eight signs', '<<<<<< a\n=======\n>>>>>>>> b'],
    ['a row of empty cells', '|||||||\n|--|--|--|--|--|--|\n'],
    ['a here-string', 'cat <<<<<<< x'],
  ])('%s is none', (_, text) => {
    expect(lineIn(text)).toBeNull();
  });

  it('makes a deck unreadable, with its line, whatever the line ends', () => {
    const text = `# T\n\n### Q\n${conflict.join('\n')}\n\nA\n`;
    for (const file of [text, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\uFEFF${text}`])
      expect(faultOf(file)).toMatchObject({ rule: 'merge-conflict', line: 4, severity: 'error' });
  });

  it('keeps a deck and a plan from being written, and says where it is', () => {
    const deck = `# T\n\n### Q\n<!-- id: q -->\n\nA\n\n${conflict.join('\n')}\n`;
    const note = { id: 'n' as never, prompt: 'P', body: 'A' };
    expect(() => addNotes(deck, { title: 'T', section: null, notes: [note] })).toThrow(/line 8/);
    const plan = `# Plan\n\n## Shell\n\n**Gaps:**\n- Traps\n${conflict.join('\r\n')}\n`;
    expect(() => parsePlan(plan)).toThrow(/line 7/);
    expect(() => addGap(plan, { title: 'Shell' }, 'New')).toThrow(/line 7/);
    expect(() => writeRetentionBlock(plan, ['x'])).toThrow(/line 7/);
  });
});

describe('front matter', () => {
  const size = (text: string) => frontMatterLength(text.split('\n'));

  it.each([
    ['keys and values', '---\ntitle: Signals\ndate: 2025-01-02\n---\n# T', 4],
    [
      'lists, blocks and comments',
      '---\n# mine\ntags:\n- a\n- b\n\nwhy: |\n  # text\nmore: [a,\n]\n...\n',
      11,
    ],
    ['quoted keys and other scripts', '---\n"a b": 1\ntítulo: x\n---  ', 4],
  ])('is %s', (_, text, length) => {
    expect(size(text)).toBe(length);
  });

  it.each([
    ['a rule and an empty line', '---\n\n# Plan\n\nPace: daily\n\n---\n'],
    ['headings between rules', '---\n# Plan\n## Topic\n---\n'],
    ['tasks below a label', '---\nCovered:\n- [x] Layers\n---\n'],
    ['prose', '---\nSome words\n---\n'],
    ['a list', '---\n- a\n---\n'],
    ['keys that never end', '---\ntitle: x\n# T\n'],
    ['two rules', '---\n---\n'],
    ['keys further down', '\n---\ntitle: x\n---\n'],
  ])('is not %s', (_, text) => {
    expect(size(text)).toBe(0);
  });

  it('is skipped in a deck, and every line keeps its number', () => {
    const front = '---\ntitle: x\n# no heading\nlang: es\n---\n';
    const text = '# T\n\n### Q\n<!-- id: q -->\n\nA\n---\n';
    const plain = deckOf(text);
    for (const mark of ['', '\uFEFF'])
      for (const end of ['\n', '\r\n']) {
        const deck = deckOf(mark + (front + text).replaceAll('\n', end));
        expect(deck).toMatchObject({ title: 'T', titleLine: 6, lang: null });
        expect(deck.notes.map(({ line, bodyLine }) => [line, bodyLine])).toEqual(
          plain.notes.map(({ line, bodyLine }) => [line + 5, bodyLine + 5]),
        );
        expect(deck.problems.map(({ line }) => line)).toEqual(plain.problems.map(({ line }) => line + 5));
      }
  });

  it('stays, byte for byte, when a note is added', () => {
    const front = '\uFEFF---\r\ntitle: x\r\n---\r\n';
    const note = { id: 'n' as never, prompt: 'P', body: 'A' };
    const { text } = addNotes(`${front}# T\r\n`, { title: 'T', section: null, notes: [note] });
    expect(text).toBe(`${front}# T\r\n\r\n### P\r\n<!-- id: n -->\r\n\r\nA\r\n`);
  });

  it('of a plan is no topic, and a rule at its top hides none', () => {
    const topics = (text: string) => parsePlan(text).topics.map(({ title }) => title);
    const plan = '# Docker plan\n\n## Images\n\n- [x] Layers\n\n---\n\n## Networks\n\n- [ ] Overlay\n';
    expect(topics(`---\ntitle: x\ntags:\n- Not a topic\n...\n${plan}`)).toEqual(topics(plan));
    expect(topics(`---\n\n${plan}`)).toEqual(topics(plan));
    expect(topics(plan)).toEqual(['Images', 'Networks']);
    expect(parsePlan(`---\ntitle: x\n...\n${plan}`).unread).toEqual(
      parsePlan(`---\ntitle: x\n---\n${plan}`).unread,
    );
  });

  it('is never longer than the text', () => {
    const line = fc.constantFrom('---', '...', 'a: b', 'a:', '- x', '# c', '', '  x', 'words');
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const length = frontMatterLength(lines);
        expect(length).toBeLessThanOrEqual(lines.length);
        if (length > 0) expect(['---', '...']).toContain(lines[length - 1]);
      }),
    );
  });
});
