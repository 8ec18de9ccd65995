import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimBlankLines } from '../../server/deck/blocks.ts';
import type { NoteDraft } from '../../server/deck/types.ts';
import { DeckEditError } from '../../server/deck/verify.ts';
import { addNotes, writeNote } from '../../server/deck/write.ts';
import { asNoteId } from '../../server/schedule/ids.ts';
import { deckOf, fixture } from './deck.ts';

const gap = (text: string) => ({ kind: 'gap' as const, text });
const draft = (id: string, more: Partial<NoteDraft> = {}): NoteDraft => ({
  id: asNoteId(id),
  prompt: `Prompt of ${id}`,
  body: 'Answer.',
  ...more,
});

describe('a note as Markdown', () => {
  it('is its prompt, its comment and its body', () => {
    expect(
      writeNote(draft('a', { prompt: ' Why? ', body: '\nBecause.\n\n', tags: ['x', 'y'], reverse: true })),
    ).toBe('### Why?\n<!-- id: a; tags: x, y; reverse -->\n\nBecause.');
    expect(writeNote(draft('a', { prompt: 'Why?', body: '', draft: true }))).toBe(
      '### Why?\n<!-- id: a; draft -->',
    );
  });

  it.each([
    ['a prompt with a line end', { prompt: 'a\nb' }, 'Write one line'],
    ['an empty prompt', { prompt: ' ' }, 'Write one line'],
    ['a malformed id', { id: asNoteId('A') }, 'Use a–z'],
    ['a tag with a semicolon', { tags: ['a; draft'] }, 'no commas, semicolons'],
    ['a tag that ends the comment', { tags: ['a-->'] }, 'cannot'],
    ['a heading in the body', { body: 'a\n\n## b' }, 'Line 6 of the note is a heading of level 1–3'],
    ['a title in the body', { body: '# b' }, 'Use #### for a heading'],
    ['an underlined heading', { body: 'a\n---' }, 'put an empty line before the rule'],
    ['an open fence', { body: '```sh\nx' }, 'is never closed'],
    ['an open comment', { body: '<!-- x' }, 'is never closed'],
    ['an open mark', { body: '{{c1::x' }, 'End it with }}'],
    ['a body over 64 KiB', { body: 'x '.repeat(40_000) }, 'over 64 KiB'],
  ])('is refused with %s', (_, more, message) => {
    expect(() => writeNote(draft('a', more))).toThrow(DeckEditError);
    expect(() => writeNote(draft('a', more))).toThrow(message);
  });
});

describe('adding notes', () => {
  it('starts a new deck if there is none', () => {
    expect(
      addNotes(null, {
        title: 'Pod Networking',
        section: gap('CNI chaining'),
        notes: [draft('a'), draft('b')],
      }),
    ).toEqual({
      text: '# Pod Networking\n\n## Gap: CNI chaining\n\n### Prompt of a\n<!-- id: a -->\n\nAnswer.\n\n### Prompt of b\n<!-- id: b -->\n\nAnswer.\n',
      added: ['a', 'b'],
    });
  });

  it('puts them after the notes of their item', () => {
    const text = '# T\n\n## Covered: x\n\n### p\n<!-- id: p -->\n\nbody\n\n\n## Gap: y\n';
    expect(
      addNotes(text, { title: 'T', section: { kind: 'gap', text: 'x' }, notes: [draft('a')] }).text,
    ).toBe(text.replace('body\n', 'body\n\n### Prompt of a\n<!-- id: a -->\n\nAnswer.\n'));
    expect(addNotes(text, { title: 'T', section: null, notes: [draft('a')] }).text).toBe(
      text.replace('# T\n', '# T\n\n### Prompt of a\n<!-- id: a -->\n\nAnswer.\n'),
    );
  });

  it('knows an item by an alias too', () => {
    const section = {
      kind: 'gap' as const,
      text: 'new words',
      isSame: (text: string) => text === 'old words',
    };
    const { text } = addNotes('# T\n\n## Gap: old words\n', { title: 'T', section, notes: [draft('a')] });
    expect(deckOf(text).sections).toHaveLength(1);
  });

  it('keeps line ends, a missing final one, and headings in the next line', () => {
    expect(addNotes('# T\r\n## Gap: x', { title: 'T', section: gap('x'), notes: [draft('a')] }).text).toBe(
      '# T\r\n## Gap: x\r\n\r\n### Prompt of a\r\n<!-- id: a -->\r\n\r\nAnswer.\r\n',
    );
    expect(
      addNotes('# T\n## Gap: x\n## Gap: y\n', { title: 'T', section: gap('x'), notes: [draft('a')] }).text,
    ).toBe('# T\n## Gap: x\n\n### Prompt of a\n<!-- id: a -->\n\nAnswer.\n\n## Gap: y\n');
  });

  it('adds only what is missing, so that an interrupted write can be repeated', () => {
    const first = addNotes(null, { title: 'T', section: gap('x'), notes: [draft('a')] });
    const again = addNotes(first.text, {
      title: 'T',
      section: gap('x'),
      notes: [draft('a'), draft('b'), draft('c', { prompt: 'Prompt of a' })],
    });
    expect(again.added).toEqual(['b']);
    expect(addNotes(again.text, { title: 'T', section: gap('x'), notes: [draft('b')] })).toEqual({
      text: again.text,
      added: [],
    });
  });

  it('refuses an id of another note, a repeated id, and an unreadable deck', () => {
    const { text } = addNotes(null, { title: 'T', section: null, notes: [draft('a')] });
    expect(() =>
      addNotes(text, { title: 'T', section: null, notes: [draft('a', { prompt: 'Other' })] }),
    ).toThrow('already belongs to “Prompt of a”');
    expect(() =>
      addNotes(text, { title: 'T', section: null, notes: [draft('b'), draft('b', { prompt: 'Other' })] }),
    ).toThrow(DeckEditError);
    expect(() => addNotes('# T\n\n```\n', { title: 'T', section: null, notes: [draft('b')] })).toThrow(
      'line 3: The code block',
    );
  });

  it('changes nothing that is in the deck', () => {
    const text = fixture('crlf-bom.md');
    const { text: after } = addNotes(text, {
      title: '',
      section: gap('IPVS mode details'),
      notes: [draft('a'), draft('b')],
    });
    expect(after.startsWith(text)).toBe(true);
    expect(deckOf(after).notes.slice(0, -2)).toEqual(deckOf(text).notes);
  });
});

/** Bodies as Kubernetes notes have them: any text inside fences, marks that close. */
const fenceLine = fc.constantFrom(
  '---',
  '# comment',
  '### x',
  '## Gap: y',
  '[x]',
  '- [ ] a',
  '<pod-name>',
  '<!--',
  '-->',
  '~~~',
  '{{ .Values.x }}',
  '{.items[*].metadata.name}',
  '',
  '    deep',
  '\ttab',
  '===',
  '> q',
  '[a]: b',
  '<div>',
  '\\',
  'a\u2028b',
);
const fence = fc
  .tuple(fc.constantFrom('```', '````', '~~~~'), fc.constantFrom('', 'yaml', 'sh'), fc.array(fenceLine))
  .map(([ticks, lang, lines]) => [ticks + lang, ...lines, ticks].join('\n'));
const block = fc.oneof(
  { weight: 2, arbitrary: fence },
  fence.map((text) => `- in a list\n\n${text.replace(/^(?=.)/gm, '  ')}`),
  fc.constantFrom(
    'Text with `code` and <pod-name>.',
    '- a\n- b',
    '- [ ] a\n- [x] b',
    '| a | b |\n|---|---|\n| c | d |',
    '> # quoted',
    '    indented',
    '#### four',
    '***',
    '---',
    '<div>\n\nx\n\n</div>',
    '`<!-- id: other -->`',
    '[l]: https://example.org',
    '{{c1::hidden::hint}} and {{c2::{{ .x }}}}',
    'C #',
    '#hashtag',
    'line one\nline two',
  ),
  fc.stringMatching(/^[a-zA-Z0-9 .,:;!?()'"]{1,40}$/),
);
const body = fc.array(block, { maxLength: 6 }).map((blocks) => blocks.join('\n\n'));
const prompt = fc.oneof(
  fc.constantFrom(
    'C #',
    '#',
    '# a ##',
    '1. Why?',
    '`kubectl get -o jsonpath="{.x}"`',
    '<pod-name>?',
    '\\{{c1::x}}',
    '\\#',
    'a\tb',
    '- [ ] x',
    '---',
    '| a |',
    'A → B',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== '' && !/[\n\r\u2028\u2029]/.test(text)),
);
const note = fc.record({
  prompt,
  body,
  tags: fc.array(fc.stringMatching(/^[a-z][a-z0-9 -]{0,6}[a-z]$/), { maxLength: 3 }),
  reverse: fc.boolean(),
  draft: fc.boolean(),
});

describe('what is written', () => {
  it('reads back the same', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(note, { minLength: 1, maxLength: 5, selector: (n) => n.prompt.trim() }),
        fc.boolean(),
        (notes, inSection) => {
          const drafts = notes.map((n, i) => ({ ...n, id: asNoteId(`n-${i}`) }));
          const section = inSection ? gap('Item #') : null;
          const { text, added } = addNotes(null, { title: 'T #', section, notes: drafts });
          const deck = deckOf(text);
          expect(added).toEqual(drafts.map(({ id }) => id));
          expect(deck.title).toBe('T #');
          expect(deck.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(
            deck.notes.map(({ id, prompt, body, tags, reverse }) => ({ id, prompt, body, tags, reverse })),
          ).toEqual(
            drafts.map(({ id, prompt, body, tags, reverse }) => ({
              id,
              prompt: prompt.trim(),
              body: trimBlankLines(body).text,
              tags,
              reverse,
            })),
          );
          expect(deck.notes.every((read, i) => read.draft || !drafts[i]?.draft)).toBe(true);
          expect(
            deck.notes.every((read) => (read.section?.text ?? null) === (inSection ? 'Item #' : null)),
          ).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes its structure only from outside fences', () => {
    fc.assert(
      fc.property(fence, (text) => {
        const deck = deckOf(`# T\n\n### a\n<!-- id: a -->\n\n${text}\n\n### b\n<!-- id: b -->\n\nx\n`);
        expect(deck.notes.map(({ id, body, kind }) => [id, body, kind])).toEqual([
          ['a', text, 'basic'],
          ['b', 'x', 'basic'],
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
