import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../server/deck/cards.ts';
import {
  CLOZE_BLANK_END,
  CLOZE_BLANK_START,
  CLOZE_SHOWN_END,
  CLOZE_SHOWN_START,
} from '../../server/deck/cloze.ts';
import type { CardSides, Note } from '../../server/deck/types.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { deckOf, noteWith } from './deck.ts';

/** Sides with the private-use characters made visible: `‹hint›` blank, `«text»` shown. */
function visible({ prompt, answer }: CardSides): { prompt: string; answer: string } {
  const show = (text: string) =>
    text
      .replaceAll(CLOZE_BLANK_START, '‹')
      .replaceAll(CLOZE_BLANK_END, '›')
      .replaceAll(CLOZE_SHOWN_START, '«')
      .replaceAll(CLOZE_SHOWN_END, '»');
  return { prompt: show(prompt), answer: show(answer) };
}

const idsOf = (note: Note) => note.cards.map((card) => card.id);
const cloze = (body: string, id = 'x.c1') => visible(sidesOf(noteWith(body), asCardId(id)));

describe('a cloze note', () => {
  it('yields one card for each number, in order, however often a number is used', () => {
    const note = noteWith('{{c10::a}} {{c2::b}} {{c2::c}}');
    expect(note.kind).toBe('cloze');
    expect(note.cards.map(({ id, kind, ordinal }) => [id, kind, ordinal])).toEqual([
      ['x.c2', 'cloze', 1],
      ['x.c10', 'cloze', 2],
    ]);
  });

  it('hides the asked number, with its hint, and shows the others', () => {
    expect(cloze('Keep {{c1::secondary IPs::what?}}, so {{c2::no call}}.')).toEqual({
      prompt: 'Prompt\n\nKeep ‹what?›, so no call.',
      answer: 'Keep «secondary IPs», so no call.',
    });
    expect(cloze('Keep {{c1::secondary IPs::what?}}, so {{c2::no call}}.', 'x.c2').prompt).toBe(
      'Prompt\n\nKeep secondary IPs, so ‹›.',
    );
  });

  it.each([
    ['a Helm expression', '{{c1::{{ .Values.x }}}}', '{{ .Values.x }}', ''],
    [
      'a Helm block',
      '{{c1::{{- if .a }}{{ .b }}{{- end }}::which?}}',
      '{{- if .a }}{{ .b }}{{- end }}',
      'which?',
    ],
    ['a JSONPath', '{{c1::{.items[*].metadata.name}}}', '{.items[*].metadata.name}', ''],
    ['a closing brace alone', '{{c1::a } b}}', 'a } b', ''],
    ['colons in backticks', '{{c1::`a::b`::hint}}', '`a::b`', 'hint'],
    ['colons in longer backticks', '{{c1::``a`::`b``}}', '``a`::`b``', ''],
    ['colons in braces', '{{c1::{a::b}}}', '{a::b}', ''],
    ['more colons in the hint', '{{c1::a::b::c}}', 'a', 'b::c'],
    ['an escaped mark', '{{c1::\\{{c2::x}}', '{{c2::x', ''],
    ['a line end', '{{c1::a\nb}}', 'a\nb', ''],
  ])('hides %s', (_, body, hidden, hint) => {
    expect(cloze(body)).toEqual({ prompt: `Prompt\n\n‹${hint}›`, answer: `«${hidden}»` });
    expect(idsOf(noteWith(body))).toEqual(['x.c1']);
  });

  it('may hide a part of what another number hides', () => {
    const body = 'a {{c1::b {{c2::c::inner}} d::outer}} e';
    expect(cloze(body)).toEqual({ prompt: 'Prompt\n\na ‹outer› e', answer: 'a «b c d» e' });
    expect(cloze(body, 'x.c2')).toEqual({ prompt: 'Prompt\n\na b ‹inner› d e', answer: 'a b «c» d e' });
  });

  it('finds marks in code, and no hints in fences', () => {
    expect(cloze('`kubectl {{c1::get::verb}} pods`').prompt).toBe('Prompt\n\n`kubectl ‹verb› pods`');
    const fence = '```yaml\nimage: {{c1::a::b}}\n```';
    expect(cloze(fence)).toEqual({
      prompt: 'Prompt\n\n```yaml\nimage: ‹›\n```',
      answer: '```yaml\nimage: «a::b»\n```',
    });
    const inList = '- run\n\n  ~~~\n  {{c1::x::y}}\n  ~~~\n- {{c1::x::y}}';
    expect(cloze(inList).answer).toBe('- run\n\n  ~~~\n  «x::y»\n  ~~~\n- «x»');
  });

  it('may hide a whole code block', () => {
    expect(cloze('{{c1::\n```\na\n```\n}}')).toEqual({ prompt: 'Prompt\n\n‹›', answer: '\n```\na\n```\n' });
  });

  it('takes \\{{ literally, and drops the backslash in code', () => {
    const note = noteWith('`\\{{c1::x}}` and \\{{ .Values.a }}');
    expect(note.kind).toBe('basic');
    expect(sidesOf(note, asCardId('x')).answer).toBe('`{{c1::x}}` and \\{{ .Values.a }}');
  });

  it('has no marks in its prompt', () => {
    const [note] = deckOf('# T\n\n### {{c1::x}}\n<!-- id: a -->\n\nbody\n').notes;
    expect(note?.kind).toBe('basic');
  });

  it.each([
    ['unclosed-cloze', 8, 'a\n\n{{c1::x'],
    ['unclosed-cloze', 6, '{{c1::{{ x }}'],
    ['unclosed-cloze', 7, '```\n{{c1::x\n```\n}}'],
    ['empty-cloze', 6, '{{c1::}} {{c2::x}}'],
    ['empty-cloze', 6, '{{c1::::hint}}'],
  ])('reports %s with its line and yields no card', (rule, line, body) => {
    const deck = deckOf(`# T\n\n### a\n<!-- id: x -->\n\n${body}\n`);
    expect(deck.problems).toMatchObject([{ rule, line, severity: 'error' }]);
    expect(deck.notes[0]?.cards).toEqual([]);
  });

  it('drops the characters that mark blanks from the source', () => {
    const body = `${CLOZE_BLANK_START}x${CLOZE_BLANK_END} {{c1::a}}${CLOZE_SHOWN_START}`;
    expect(cloze(body)).toEqual({ prompt: 'Prompt\n\nx ‹›', answer: 'x «a»' });
  });

  it('shows the whole text on the answer side, whatever is hidden', () => {
    const hidden = fc.stringMatching(/^[a-z .,`]{1,12}$/).filter((text) => !text.includes('::'));
    fc.assert(
      fc.property(fc.array(fc.tuple(hidden, fc.integer({ min: 1, max: 4 })), { minLength: 1 }), (marks) => {
        const body = `Text ${marks.map(([text, n]) => `{{c${n}::${text}}}`).join(' and ')}`;
        const note = noteWith(body);
        expect(idsOf(note)).toEqual(
          [...new Set(marks.map(([, n]) => n))].sort((a, b) => a - b).map((n) => `x.c${n}`),
        );
        for (const id of idsOf(note)) {
          expect(visible(sidesOf(note, id)).answer.replace(/[«»]/g, '')).toBe(
            `Text ${marks.map(([text]) => text).join(' and ')}`,
          );
        }
      }),
    );
  });

  it('has at most eight levels of nested marks, and fifty numbers', () => {
    const nested = (depth: number) => `${'{{c1::'.repeat(depth)}x${'}}'.repeat(depth)}`;
    expect(cloze(nested(8)).answer).toBe('«x»');
    expect(noteWith(nested(9)).cards).toEqual([]);
    expect(noteWith('{{c1::'.repeat(9000)).cards).toEqual([]);
    const numbers = (count: number) => Array.from({ length: count }, (_, i) => `{{c${i + 1}::x}}`).join(' ');
    expect(noteWith(numbers(50)).cards).toHaveLength(50);
    expect(noteWith(numbers(51)).cards).toEqual([]);
  });
});

describe('an explain note', () => {
  const body =
    'Start at the API server.\n\n- [ ] the scheduler binds\n  - with a detail\n- [x] the kubelet runs it\n\nThen it is ready.';

  it('asks for its tasks; blocks before join the prompt, blocks after are the answer', () => {
    const note = noteWith(body);
    expect(note.cards).toMatchObject([{ id: 'x', kind: 'explain', ordinal: 1 }]);
    expect(sidesOf(note, asCardId('x'))).toEqual({
      prompt: 'Prompt\n\nStart at the API server.',
      points: ['the scheduler binds\n- with a detail', 'the kubelet runs it'],
      answer: 'Then it is ready.',
    });
  });

  it('reads the same when a point is ticked', () => {
    expect(noteWith(body.replace('[x]', '[ ]')).cards).toEqual(noteWith(body).cards);
  });

  it.each([
    ['numbers', '1. [ ] a\n2. [X] b'],
    ['empty lines between points', '* [ ] a\n\n  more\n\n* [ ] b'],
    ['a plain list after it', '- [ ] a\n\ntext\n\n* b'],
  ])('may have %s', (_, markdown) => {
    expect(noteWith(markdown).kind).toBe('explain');
  });

  it.each([
    ['a plain item among the tasks', '- [ ] a\n- b'],
    ['two lists of tasks', '- [ ] a\n\ntext\n\n- [ ] b'],
    ['tasks in a quote', '> - [ ] a'],
    ['tasks in a fence', '```\n- [ ] a\n```'],
    ['tasks only below plain items', '- a\n  - [ ] b'],
  ])('is basic with %s', (_, markdown) => {
    expect(noteWith(markdown).kind).toBe('basic');
  });

  it('is a cloze note if it has cloze marks', () => {
    expect(noteWith('- [ ] {{c1::a}}').kind).toBe('cloze');
  });
});

describe('a reverse note', () => {
  it('adds the opposite card', () => {
    const note = noteWith('body', 'id: x; reverse');
    expect(note.kind).toBe('basic');
    expect(note.cards.map(({ id, kind, ordinal }) => [id, kind, ordinal])).toEqual([
      ['x', 'basic', 1],
      ['x.r', 'reverse', 2],
    ]);
    expect(sidesOf(note, asCardId('x.r'))).toEqual({ prompt: 'body', answer: 'Prompt' });
  });

  it('reverses basic notes only', () => {
    expect(idsOf(noteWith('{{c1::x}}', 'id: x; reverse'))).toEqual(['x.c1']);
    expect(idsOf(noteWith('- [ ] x', 'id: x; reverse'))).toEqual(['x']);
  });
});

describe('a card', () => {
  it('has another wording if and only if a reviewer would see another text', () => {
    const wording = (text: string) => deckOf(`# T\n\n${text}`).notes[0]?.cards[0]?.wording;
    const first = wording('### p\n<!-- id: x -->\nbody\n');
    expect(wording('## Gap: g\n\n\n### p #\n<!-- id: x; tags: a -->\n\nbody\n\n')).toBe(first);
    expect(wording('### p\n<!-- id: x -->\nBody\n')).not.toBe(first);
    expect(wording('### P\n<!-- id: x -->\nbody\n')).not.toBe(first);
  });

  it('must belong to the note', () => {
    expect(() => sidesOf(noteWith('a'), asCardId('x.c1'))).toThrow(RangeError);
    expect(() => sidesOf(noteWith(''), asCardId('x'))).toThrow(RangeError);
  });

  it.each([
    ['1. Why?', '1\\. Why?'],
    ['- a', '\\- a'],
    ['# a', '\\# a'],
    ['> a', '\\> a'],
    ['---', '\\---'],
    ['[a]: b', '\\[a]: b'],
    ['<div> or not', '\\<div> or not'],
    ['**a** b', '**a** b'],
    ['`a` b', '`a` b'],
    ['[a](b) c', '[a](b) c'],
    ['2 vs 3', '2 vs 3'],
    ['<kbd>a</kbd> b', '<kbd>a</kbd> b'],
  ])('shows the prompt “%s” as one paragraph', (prompt, expected) => {
    const [note] = deckOf(`# T\n\n### ${prompt}\n<!-- id: x -->\n\nbody\n`).notes;
    expect(note && sidesOf(note, asCardId('x')).prompt).toBe(expected);
  });
});
