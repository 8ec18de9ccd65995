import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteMarkdown, removeNote, replaceNote, writeIds } from '../../server/deck/edit.ts';
import { splitLines } from '../../server/deck/lines.ts';
import { DeckEditError } from '../../server/deck/verify.ts';
import { asNoteId } from '../../server/schedule/ids.ts';
import { deckOf, fixture } from './deck.ts';

const never = () => false;
const replaced = (text: string, id: string, markdown: string) => replaceNote(text, asNoteId(id), markdown);
const removed = (text: string, id: string) => removeNote(text, asNoteId(id));
const idsIn = (text: string) => deckOf(text).notes.map((note) => note.id);

describe('writing ids', () => {
  it('adds a line under the heading, or puts the id into an existing comment', () => {
    const text = fixture('kubernetes.md');
    const { text: after, assigned } = writeIds(text, deckOf(text), (id) => id === 'access-modes');
    expect(assigned).toEqual([
      { line: 56, id: 'access-modes-2' },
      { line: 76, id: 'where-is-ipvs-described' },
      { line: 86, id: 'draft' },
    ]);
    const lines = text.split('\n');
    lines[87] = 'id: draft; draft';
    lines.splice(76, 0, '<!-- id: where-is-ipvs-described -->');
    lines.splice(56, 0, '<!-- id: access-modes-2 -->');
    expect(after).toBe(lines.join('\n'));
    expect(deckOf(after).notes.map((note) => note.id)).toEqual([
      'pod-names',
      'chart-image-tag',
      'rollout-steps',
      'access-modes-2',
      'where-is-ipvs-described',
      'draft',
    ]);
  });

  it('keeps CRLF, the byte-order mark and a missing line end', () => {
    const text = '\uFEFF# T\r\n\r\n### a\r\nx\r\n\r\n###   b\r\n\r\n  <!--  tags: t -->\r\n### c';
    expect(writeIds(text, deckOf(text), never).text).toBe(
      '\uFEFF# T\r\n\r\n### a\r\n<!-- id: a -->\r\nx\r\n\r\n###   b\r\n\r\n  <!--  id: b; tags: t -->\r\n### c\r\n<!-- id: c -->',
    );
  });

  it('gives notes with the same prompt different ids that are new to the deck', () => {
    const text = '# T\n\n### a\n\n### a\n\n### b\n<!-- id: a-2 -->\n';
    expect(idsIn(writeIds(text, deckOf(text), never).text)).toEqual(['a', 'a-3', 'a-2']);
  });

  it('leaves a malformed id to its author', () => {
    const text = '# T\n\n### a\n<!-- id: A_B -->\n';
    expect(writeIds(text, deckOf(text), never)).toEqual({ text, assigned: [] });
  });

  it('writes given ids, and none where none is given', () => {
    const text = '# A\n\n### One?\n\nx\n\n### Two?\n\ny\n\n### Three?\n\nz\n';
    const given = new Map([
      [3, asNoteId('two')],
      [11, null],
    ]);
    const { text: after, assigned } = writeIds(text, deckOf(text), never, given);
    expect(after).toBe(
      text.replace('One?\n', 'One?\n<!-- id: two -->\n').replace('Two?\n', 'Two?\n<!-- id: two-2 -->\n'),
    );
    expect(assigned).toEqual([
      { line: 3, id: 'two' },
      { line: 7, id: 'two-2' },
    ]);
  });

  it('adds or alters one line for each note and no other byte', () => {
    const line = fc.constantFrom(
      '### n',
      '### m #',
      '<!-- tags: x -->',
      '<!--',
      '-->',
      '<!-- draft',
      'text',
      '',
      '  ',
      '- a',
      '```',
      '## Gap: g',
      '<div>',
      '\t',
      '<!-- why -->',
      'reverse -->',
      '    <!-- tags: a -->',
      '\f',
      '\u00a0',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, end), { maxLength: 25 }),
        fc.boolean(),
        fc.boolean(),
        (rows, bom, open) => {
          const whole = `${bom ? '\uFEFF' : ''}# T\n${rows.map((row) => row.join('')).join('')}`;
          const text = open ? whole.replace(/[\r\n]+$/, '') : whole;
          let deck: ReturnType<typeof deckOf>;
          try {
            deck = deckOf(text);
          } catch {
            return;
          }
          const { text: after, assigned } = writeIds(text, deck, never);
          const read = deckOf(after);
          expect(read.notes.map(({ prompt, body, tags }) => [prompt, body, tags])).toEqual(
            deck.notes.map(({ prompt, body, tags }) => [prompt, body, tags]),
          );
          expect(read.notes.every((note) => note.id !== null)).toBe(true);
          const stripped = after.replace(
            /<!-- id: [a-z0-9-]+ -->(?:\r\n|\n|\r)|(?:\r\n|\n)<!-- id: [a-z0-9-]+ -->$|id: [a-z0-9-]+; /g,
            '',
          );
          expect(stripped).toBe(text);
          expect(splitLines(after).length - splitLines(text).length).toBeLessThanOrEqual(assigned.length);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

const deck = [
  '# T',
  '',
  '### a',
  '<!-- id: a -->',
  '',
  'alpha [l]',
  '',
  '',
  '### b',
  '<!-- id: b -->',
  'beta',
  '### c',
  '<!-- id: c -->',
  '',
  '[l]: https://example.org',
  '',
  'gamma',
  '',
].join('\n');

describe('replacing a note', () => {
  it('changes its lines and nothing else', () => {
    expect(replaced(deck, 'a', '### A?\n<!-- id: a; tags: t -->\n\nnew\n\n')).toBe(
      deck.replace('### a\n<!-- id: a -->\n\nalpha [l]', '### A?\n<!-- id: a; tags: t -->\n\nnew'),
    );
  });

  it('changes nothing if the note is replaced by itself, whatever the line ends', () => {
    for (const text of [deck, deck.replaceAll('\n', '\r\n'), deck.trimEnd(), `\uFEFF${deck}`])
      for (const note of deckOf(text).notes)
        expect(replaced(text, note.id ?? '', noteMarkdown(text, note))).toBe(text);
  });

  it('separates an HTML block from a heading in the next line', () => {
    const after = replaced(deck, 'b', '### b\n<!-- id: b -->\n\n<div>\nbeta');
    expect(idsIn(after)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['another id', '### a\n<!-- id: z -->\n\nx', 'Ids never change'],
    ['no id', '### a\n\nx', 'Ids never change'],
    ['no heading', 'x', 'begins with its prompt'],
    ['two notes', '### a\n<!-- id: a -->\n\nx\n\n### d\n', 'Line 6 of the note is a heading'],
    ['a section', '### a\n<!-- id: a -->\n\n## x', 'Line 4 of the note is a heading'],
    ['a title', '### a\n<!-- id: a -->\n\n# x', 'Line 4 of the note is a heading'],
    ['an open fence', '### a\n<!-- id: a -->\n\n```', 'Line 4 of the note: The code block'],
    ['an open mark', '### a\n<!-- id: a -->\n\n{{c1::', 'Line 4 of the note: The cloze mark'],
  ])('refuses %s', (_, markdown, message) => {
    expect(() => replaced(deck, 'a', markdown)).toThrow(DeckEditError);
    expect(() => replaced(deck, 'a', markdown)).toThrow(message);
  });

  it('refuses a note that is missing, is there twice, or is in an unreadable deck', () => {
    const markdown = '### z\n<!-- id: z -->\n\nx';
    expect(() => replaced(deck, 'z', markdown)).toThrow('The deck has no note “z”');
    expect(() => replaced(`# T\n${markdown}\n\n${markdown}\n`, 'z', markdown)).toThrow('lines 2 and 7');
    expect(() => replaced('no title', 'z', markdown)).toThrow('The deck cannot be edited: line 1');
  });
});

describe('removing a note', () => {
  it('removes its lines and the empty lines after them', () => {
    expect(removed(deck, 'a')).toBe(deck.replace('### a\n<!-- id: a -->\n\nalpha [l]\n\n\n', ''));
    expect(removed(deck, 'b')).toBe(deck.replace('### b\n<!-- id: b -->\nbeta\n', ''));
  });

  it('keeps link definitions, which serve the whole file', () => {
    const after = removed(deck, 'c');
    expect(after.endsWith('beta\n\n[l]: https://example.org\n')).toBe(true);
    expect(deckOf(after).linkDefinitions).toBe('[l]: https://example.org');
  });

  it('ends the file as it ended before', () => {
    const text = '# T\n\n### a\n<!-- id: a -->\n\nx\n\n### b\n<!-- id: b -->\n\ny\n';
    expect(removed(text, 'b')).toBe('# T\n\n### a\n<!-- id: a -->\n\nx\n');
    expect(removed(removed(text, 'b'), 'a')).toBe('# T\n');
  });
});
