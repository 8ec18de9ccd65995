import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lfCopy } from '../../server/deck/blocks.ts';
import { decodeDeck, readDeck } from '../../server/deck/read.ts';
import { deckOf, faultOf, fixture, noteWith } from './deck.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a deck of Kubernetes notes', () => {
  const deck = deckOf(fixture('kubernetes.md'), 'eks/kubernetes.md');

  it('has the title of its topic and states its language', () => {
    expect(deck.title).toBe('Kubernetes as it is written');
    expect(deck.lang).toBe('en');
    expect(deck.problems).toEqual([]);
  });

  it('takes structure from top-level ATX headings only', () => {
    expect(deck.sections).toEqual([
      {
        heading: 'Covered: Debugging with kubectl',
        text: 'Debugging with kubectl',
        advice: 'covered',
        line: 7,
      },
      { heading: 'Gap: IPVS mode details', text: 'IPVS mode details', advice: 'gap', line: 74 },
    ]);
    expect(deck.notes.map(({ prompt, line }) => [line, prompt])).toEqual([
      [9, 'Which command prints the names of all Pods, one a line?'],
      [21, 'How does a chart set the image tag?'],
      [33, 'What does a rollout do, step by step?'],
      [56, 'Access modes'],
      [76, 'Where is IPVS described?'],
      [86, 'Draft'],
    ]);
  });

  it('keeps every body as it was written', () => {
    const lines = fixture('kubernetes.md').split('\n');
    const [names, chart] = deck.notes;
    expect(names?.body).toBe(lines.slice(11, 19).join('\n'));
    expect(names?.bodyLine).toBe(12);
    expect(names?.endLine).toBe(19);
    expect(chart?.body.endsWith('## Covered: nothing\n~~~~')).toBe(true);
  });

  it('reads the comment under a heading, on one line or several', () => {
    expect(deck.notes[0]).toMatchObject({ id: 'pod-names', tags: ['kubectl', 'jsonpath'], draft: false });
    expect(deck.notes[5]).toMatchObject({ id: null, tags: ['later'], draft: true, kind: 'draft' });
  });

  it('gives cards only to notes with an id', () => {
    expect(deck.notes.map((note) => note.cards.map((card) => card.id))).toEqual([
      ['pod-names'],
      ['chart-image-tag'],
      ['rollout-steps'],
      [],
      [],
      [],
    ]);
  });

  it('collects the link definitions of the whole file', () => {
    expect(deck.linkDefinitions).toBe(
      '[modes]: https://kubernetes.io/docs/reference/networking/virtual-ips/ "Virtual IPs"',
    );
  });

  it('reads the same from a file with CRLF, a byte-order mark and no final line end', () => {
    const other = fixture('crlf-bom.md');
    expect(other.startsWith('\uFEFF') && other.includes('\r\n') && !/[\r\n]$/.test(other)).toBe(true);
    expect(deckOf(other, 'eks/kubernetes.md')).toEqual(deck);
  });
});

describe('the heading tree', () => {
  it('takes any H2 as a section and knows Covered: and Gap: as advice', () => {
    const { sections, notes } = deckOf(
      '# T\n\n### a\n\nx\n\n## Other things\n\n### b\n\nx\n\n## gap :  y ##\n\n### c\n\nx\n',
    );
    expect(sections.map(({ text, advice }) => [text, advice])).toEqual([
      ['Other things', null],
      ['y', 'gap'],
    ]);
    expect(notes.map((note) => note.section?.text ?? null)).toEqual([null, 'Other things', 'y']);
  });

  it('drops closing hashes and tabs around a heading', () => {
    expect(deckOf('# T\n###\ta\tb  ###\t\nbody\n').notes[0]?.prompt).toBe('a\tb');
    expect(deckOf('#\tT #\n').title).toBe('T');
  });

  it('keeps inline Markdown in a prompt', () => {
    expect(deckOf('# T\n### Why `a|b` and *c*?\n').notes[0]?.prompt).toBe('Why `a|b` and *c*?');
  });

  it.each([
    ['a fence in a list', '- a\n  ```\n  x\n  ```\n- b'],
    ['a longer fence around a shorter one', '````\n```\n### x\n````'],
    ['a fence of tildes around backticks', '~~~\n```\n# x\n~~~'],
    ['an indented block', '    # x\n    ### y'],
    ['HTML up to an empty line', '<details>\n### x\n</details>'],
    ['a heading in a quote', '> ### x'],
    ['a heading in a list', '- ### x'],
    ['a hashtag', '###x'],
    ['a heading of level 4', '#### x'],
  ])('ignores %s', (_, body) => {
    const deck = deckOf(`# T\n\n### a\n\n${body}\n\n### b\n\nx\n`);
    expect(deck.notes.map((note) => note.prompt)).toEqual(['a', 'b']);
    expect(deck.notes[0]?.body).toBe(body);
  });

  it('takes no underlined line for a heading, also where it begins with #', () => {
    const deck = deckOf('# T\n\n### a\n\n#tag\n---\n\n###Q\n---\n');
    expect(deck.sections).toEqual([]);
    expect(deck.problems.map(({ rule, line }) => [rule, line])).toEqual([
      ['setext-heading', 5],
      ['setext-heading', 8],
      ['heading-as-text', 8],
    ]);
  });

  it('reports setext headings, which are not structure', () => {
    const deck = deckOf('# T\n\n### a\n\nbody\n---\n\nTitle\n=====\n');
    expect(deck.notes[0]?.body).toBe('body\n---\n\nTitle\n=====');
    expect(deck.problems.map(({ rule, line, severity }) => [rule, line, severity])).toEqual([
      ['setext-heading', 5, 'error'],
      ['setext-heading', 8, 'error'],
    ]);
  });

  it('counts lines as the file does, whatever its line ends', () => {
    const text =
      '# T\n\n- a\n\n  b\n\n\t- c\n \t\n> q\nlazy\n\n<!-- x\n\n-->\n\n| a |\n|---|\n| b |\n\n### n\n\n* [ ] x\n\n\n### m\n';
    for (const end of ['\n', '\r\n', '\r']) {
      expect(deckOf(text.replaceAll('\n', end)).notes.map(({ line }) => line)).toEqual([20, 25]);
    }
  });

  it('finds every column-0 H3 outside fences at its own line, whatever is around it', () => {
    const block = fc.constantFrom(
      '',
      ' ',
      '\t',
      'text',
      '- a',
      '  - b',
      '\t- c',
      '1. x',
      '> q',
      '> - q',
      'lazy',
      '|a|b|',
      '|-|-|',
      '    code',
      '\tcode',
      '[a]: b',
      '[a]:',
      '***',
      '#### h',
      '<b>x</b>',
      '- ',
      '-',
      '  ',
      'a  ',
      '- [ ] t',
      '  > q',
      '&nbsp;',
      '\u00a0',
      '`a`',
      '\\',
      '  x',
      '   y',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(block, fc.constant('### note')), { maxLength: 40 }), (lines) => {
        const text = ['# T', ...lines].join('\n');
        const expected = ['', ...lines].flatMap((line, i) => (line === '### note' ? [i + 1] : []));
        expect(deckOf(text).notes.map((note) => note.line)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the comment of a note', () => {
  const note = (comment: string) => deckOf(`# T\n\n### a\n${comment}\nbody\n`);

  it('belongs to the note only as the first block and with a known key first', () => {
    expect(note('<!-- id: x -->').notes[0]).toMatchObject({ id: 'x', body: 'body' });
    expect(note('\n\n  <!-- ID:x -->\n').notes[0]).toMatchObject({ id: 'x', body: 'body' });
    expect(note('<!-- draft this later -->').notes[0]).toMatchObject({
      id: null,
      draft: false,
      body: '<!-- draft this later -->\nbody',
    });
    expect(note('text\n\n<!-- id: x -->').notes[0]?.id).toBeNull();
  });

  it('holds an id, tags, flags and allowances with reasons', () => {
    expect(
      note('<!-- id: x; tags: a, b c; reverse; draft; allow: RULE (one; two), other (3) -->').notes[0],
    ).toMatchObject({
      tags: ['a', 'b c'],
      reverse: true,
      draft: true,
      cards: [],
      allow: [
        { rule: 'RULE', reason: 'one; two' },
        { rule: 'other', reason: '3' },
      ],
    });
  });

  it.each([
    ['unknown-key', 'id: x; tag: a', 'x'],
    ['repeated-key', 'id: x; id: x', 'x'],
    ['malformed-id', 'id: Pod_IP', null],
    ['malformed-id', 'id:', null],
    ['malformed-id', `id: ${'a'.repeat(49)}`, null],
    ['malformed-flag', 'id: x; reverse: yes', 'x'],
    ['malformed-allow', 'id: x; allow: RULE', 'x'],
  ])('reports %s', (rule, comment, id) => {
    const deck = note(`<!-- ${comment} -->`);
    expect(deck.problems).toMatchObject([{ rule, severity: 'error', path: 'eks/topic.md', line: 3 }]);
    expect(deck.notes[0]?.id).toBe(id);
  });

  it('may be followed by the body on the same line', () => {
    expect(note('<!-- id: x --> first').notes[0]).toMatchObject({
      id: 'x',
      body: ' first\nbody',
      bodyLine: 4,
    });
  });
});

describe('the language', () => {
  it('is read from a comment under the title and nowhere else', () => {
    expect(deckOf('# T\n\n<!-- lang: pt-BR -->\n').lang).toBe('pt-BR');
    expect(deckOf('# T\n\ntext\n\n<!-- lang: es -->\n').lang).toBeNull();
  });
});

describe('a file that is not a deck', () => {
  it.each([
    ['no-title', 1, '## x\n\n### y\n'],
    ['no-title', 1, ''],
    ['no-title', 2, '\n#\n'],
    ['several-titles', 5, '# T\n\n### y\n\n# kubectl get pods\n'],
    ['unclosed-fence', 5, '# T\n\n### y\n\n```sh\n### z\n'],
    ['unclosed-fence', 6, '# T\n\n### y\n\n- a\n  ~~~\n  x\n\n### z\n'],
    ['unclosed-fence', 5, '# T\n\n### y\n\n> ```\n> x\n\n### z\n'],
    ['unclosed-comment', 4, '# T\n\n### y\n<!-- id: x\n\n### z\n'],
    ['unclosed-html', 5, '# T\n\n### y\n\n<script>\n### z\n'],
  ])('is reported as %s with its line and a remedy', (rule, line, text) => {
    expect(faultOf(text)).toMatchObject({ rule, line, severity: 'error', path: 'eks/topic.md' });
    expect(faultOf(text).message).toMatch(/\. \S.+\.$/);
  });

  it('may not be UTF-8, or may be over 1 MiB', () => {
    expect(decodeDeck('a/b.md', new Uint8Array([0x23, 0x20, 0xff]))).toMatchObject({
      unreadable: { rule: 'not-utf-8' },
    });
    const large = `# T\n${'x'.repeat(1024 * 1024 - 4)}`;
    expect(decodeDeck('a/b.md', bytes(large))).toBe(large);
    expect(decodeDeck('a/b.md', bytes(`${large}x`))).toMatchObject({
      unreadable: { rule: 'deck-too-large' },
    });
    expect(faultOf(`${large}x`).rule).toBe('deck-too-large');
    expect(faultOf(`# T\n${'é'.repeat(600_000)}`).rule).toBe('deck-too-large');
  });

  it('keeps a byte-order mark when decoded, so that edits keep it', () => {
    expect(decodeDeck('a/b.md', bytes('\uFEFF# T'))).toBe('\uFEFF# T');
  });

  it('may be nested too deeply for the lexer', () => {
    expect(faultOf(`# T\n\n${'> '.repeat(20_000)}\n`).rule).toBe('lexer-failed');
  });

  it('is not one whose HTML and fences are closed', () => {
    for (const body of [
      '<!-->',
      '<!-- a -->',
      '<pre>\n\nx\n</pre>',
      '<?xml version="1.0"?>',
      '<!DOCTYPE html>',
      '```\n```',
      '- ```\n  ```',
    ])
      expect(deckOf(`# T\n\n### y\n\n${body}\n\n### z\n`).notes).toHaveLength(2);
  });
});

describe('a note that is too large', () => {
  it('yields no card, and the others stay', () => {
    const deck = deckOf(
      `# T\n\n### a\n<!-- id: a -->\n\n${'word '.repeat(14_000)}\n\n### b\n<!-- id: b -->\n\nx\n`,
    );
    expect(deck.notes.map((note) => note.cards.length)).toEqual([0, 1]);
    expect(deck.problems).toMatchObject([{ rule: 'card-too-large', line: 3, severity: 'error' }]);
  });

  it('is one of more than a thousand lines outside a code block', () => {
    const rows = '- a\n'.repeat(1001);
    expect(deckOf(`# T\n\n### a\n<!-- id: a -->\n\n${rows}`).notes[0]?.cards).toEqual([]);
    expect(deckOf(`# T\n\n### a\n<!-- id: a -->\n\n\`\`\`\n${rows}\`\`\`\n`).notes[0]?.cards).toHaveLength(1);
  });

  it.each([
    ['a list with lazy lines', '- a\n', 'b\n'],
    ['a list with lines indented', '- a\n', '  b\n'],
    ['a table head without a body', '', 'a|b\n-|\n'],
    ['quotes with lists', '', '> - a\nb\n'],
    ['tasks', '', '- [ ] a\n'],
    ['a line of bullets', '', '* '],
    ['a line of brackets', '', '['],
    ['empty lines', 'x', '\n'],
    ['spaces', 'x\n', ' '],
    ['comments on a line', '', '<!-- -->'],
    ['a comment of brackets', '<!-- allow: x (', '('],
  ])('is skipped before the lexer takes minutes for it: %s', (_, first, rest) => {
    const text = `# T\n\n### a\n\n${first}${rest.repeat(1_000_000 / rest.length)}x -->\n\n### b\n\nx\n`;
    expect(deckOf(text).notes.map((note) => note.prompt)).toEqual(['a', 'b']);
  });
});

describe('hostile text', () => {
  it('never throws, and gets line numbers within the file', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '# T\n',
        '### n\n',
        '```\n',
        '~~~',
        '<!--',
        '-->',
        '<div>',
        '{{c1::',
        '}}',
        '- [ ] ',
        '\n',
        '\n\n',
        '\r\n',
        '\t',
        '> ',
        '|',
        '[a]: ',
        '\uFEFF',
        '\u2028',
        ' ',
        '\0',
        'id: x;',
        '\\',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const read = readDeck('a/b.md', text);
        const count = lfCopy(text).split('\n').length;
        const lines =
          'unreadable' in read
            ? [read.unreadable.line]
            : [...read.problems, ...read.notes].map(({ line }) => line);
        expect(lines.every((line) => line >= 1 && line <= count)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a draft', () => {
  it('is a note with an empty body, or one that says so', () => {
    expect(noteWith('')).toMatchObject({ kind: 'draft', draft: true, cards: [] });
    expect(noteWith(`<!-- ask --> ${'<!-- the team -->'.repeat(100)}\n\n[a]: b`)).toMatchObject({
      kind: 'draft',
    });
    expect(noteWith(`${'<!-- a -->'.repeat(100)} text`)).toMatchObject({ kind: 'basic' });
    expect(noteWith('<!-- ask the team -->\n\n[a]: b')).toMatchObject({ kind: 'draft', cards: [] });
    expect(noteWith('half an answer', 'id: x; draft')).toMatchObject({
      kind: 'draft',
      body: 'half an answer',
      cards: [],
    });
    expect(noteWith('[a] is text')).toMatchObject({ kind: 'basic', draft: false });
  });
});
