import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeIds } from '../../server/deck/edit.ts';
import { readDeck } from '../../server/deck/read.ts';
import { deckOf, noteWith } from './deck.ts';

const found = (text: string) =>
  deckOf(text).problems.map(({ line, severity, rule }) => `${line} ${severity} ${rule}`);
const rulesIn = (body: string) =>
  deckOf(`# T\n\n### Q\n<!-- id: q -->\n\n${body}\n`).problems.map(({ rule }) => rule);
const idsWritten = (text: string) =>
  writeIds(text, deckOf(text), () => false).assigned.map(({ line }) => line);

describe('a comment with an id', () => {
  it.each([
    ['after another comment', '# T\n\n### Q\n<!-- better? -->\n<!-- id: q -->\n\nA\n', 5],
    ['after a comment of the note', '# T\n\n### Q\n<!-- tags: a -->\n<!-- id: q -->\n\nA\n', 5],
    ['in the same line as another', '# T\n\n### Q\n<!-- tags: a --><!-- id: q -->\n\nA\n', 4],
    ['in the heading', '# T\n\n### Q <!-- id: q -->\n\nA\n', 3],
    ['below the answer', '# T\n\n### Q\n\nA\n<!-- id: q -->\n', 6],
    ['within the answer', '# T\n\n### Q\n\nA <!-- id: q --> b\n', 5],
    ['within a list', '# T\n\n### Q\n\n- a\n  <!-- id: q -->\n', 6],
    ['within a quote', '# T\n\n### Q\n\n> a\n>\n> <!-- id: q -->\n', 7],
    ['above the heading', '# T\n\n<!-- id: q -->\n### Q\n\nA\n', 3],
    ['above the heading, under an H2', '# T\n\n## S\n<!-- id: q -->\n\n### Q\n\nA\n', 4],
    ['above its heading and other comments', '# T\n\n<!-- id: q -->\n<!-- a -->\n\n### Q\n\nA\n', 3],
    ['above the title', '<!-- id: q -->\n# T\n\nx\n', 1],
    ['behind a remark', '# T\n\n### Q\n<!-- later; id: q -->\n\nA\n', 4],
    ['behind tags and a comma', '# T\n\n### Q\n<!-- tags: a, id: q -->\n\nA\n', 4],
    ['without a colon', '# T\n\n### Q\n<!-- id q -->\n\nA\n', 4],
    ['with =', '# T\n\n### Q\n<!-- id = q -->\n\nA\n', 4],
    ['with a wide colon', '# T\n\n### Q\n<!-- id：q -->\n\nA\n', 4],
    ['without spaces, in capitals', '# T\n\n### Q\n\nA\n\n<!--ID:q-->\n', 7],
    ['over several lines', '# T\n\n### Q\n\nA\n\n<!--\nid: q\n-->\n', 7],
    ['indented as code', '# T\n\n### Q\n\n    <!-- id: q -->\n\nA\n', 5],
    ['in raw HTML', '# T\n\n### Q\n\n<div>\n<!-- id: q -->\n</div>\n', 6],
  ])('%s is an error, and no second id is written', (_, text, line) => {
    for (const file of [text, text.replaceAll('\n', '\r\n')]) {
      const problems = deckOf(file).problems.filter(({ rule }) => rule === 'misplaced-id');
      expect(problems).toMatchObject([{ line, severity: 'error' }]);
      expect(idsWritten(file)).toEqual([]);
    }
  });

  it.each([
    ['<!--id:q-->'],
    ['<!-- ID: q -->'],
    ['<!-- id : q -->'],
    ['   <!--\n  tags: a\n  id: q\n-->'],
    ['<!-- tags: a; id: q; reverse -->'],
  ])('%s is the id of its note as its first block', (comment) => {
    const deck = deckOf(`# T\n\n### Q\n\n${comment}\n\nA\n`);
    expect(deck.problems).toEqual([]);
    expect(deck.notes[0]).toMatchObject({ id: 'q', awaitsId: false });
  });

  it.each([
    ['a fence', '```md\n<!-- id: x -->\n```'],
    ['a fence in a list', '- a\n  ~~~\n  <!-- id: x -->\n  ~~~'],
    ['a code span', 'Write `<!-- id: x -->` below it.'],
    ['a longer code span', '`` ` <!-- id: x --> ``'],
    ['an escape', 'Write \\<!-- id: x --> below it.'],
    ['a sentence', '<!-- Note, id: must be unique -->\n\nA'],
    ['a word that ends in id', '<!-- pid: x -->\n\nA'],
  ])('is content in %s', (_, body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it('leaves the other notes their ids', () => {
    const text =
      '# T\n\n### A\n\nx\n\n### B\n\nx\n<!-- id: b -->\n\n### C\n\nx\n\n### D\n<!-- id: d -->\n\nx\n\n<!-- id: e -->\n\n### E\n\nx\n\n### F\n\nx\n';
    expect(idsWritten(text)).toEqual([3, 27]);
    expect(found(text)).toEqual(['10 error misplaced-id', '21 error misplaced-id']);
  });

  it('in the heading of a note does not count for the next note', () => {
    expect(idsWritten('# T\n\n### A <!-- id: a -->\n\n### B\n\nx\n')).toEqual([5]);
  });
});

describe('a heading', () => {
  it.each([
    ['a picture', '<img src="a.png">\n### Next', [7]],
    ['a block', '<div>\n## Next\n### More\n</div>', [7, 8]],
    ['details', '<details><summary>Why?</summary>So.</details>\n### Next', [7]],
    ['a line break', '<br>\n# Next', [7]],
    ['a closing tag', '</details>\n### Next', [7]],
    ['code in HTML', '<pre>\n# comment\n### Next\n</pre>', [8]],
    ['a script', '<script>\n### Next\n\n</script>', [7]],
    ['a comment that another one closes', '<!-- a\n\n### Next\n<!-- b -->', [8]],
    ['a quote', '> <div>\n> ### Next', [7]],
  ])('that %s swallows is an error', (_, body, lines) => {
    const problems = deckOf(`# T\n\n### Q\n<!-- id: q -->\n\n${body}\n\nA\n`).problems;
    expect(problems.filter(({ rule }) => rule === 'swallowed-heading')).toMatchObject(
      lines.map((line) => ({ line, severity: 'error' })),
    );
  });

  it.each([
    ['an empty line', '<div>\n\n#### x\n\n</div>'],
    ['a comment over several lines', '<!--\n### hidden\n\n### too\n-->'],
    ['a comment in HTML', '<div>\n<!--\n### hidden\n-->\n</div>'],
    ['a level of its own', '<div>\n#### x\n</div>'],
    ['a tag in a paragraph', 'text <br>'],
  ])('is not lost with %s', (_, body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it.each([
    ['no space', '###Second?'],
    ['no space, level 2', '##Gap: x'],
    ['a number', '###2. Why?'],
    ['a zero width space', '###\u200bSecond?'],
    ['a byte-order mark before it', '\uFEFF### Second?'],
    ['a hard space before it', '\u00a0### Second?'],
    ['wide signs', '＃＃＃　二つ目？'],
    ['a tab before it', '\t### Second?'],
    ['four spaces before it', '    ### Second?'],
    ['a definition above it', '[a]:\n###Second?'],
    ['a table above it', '| a |\n|---|\n###Second?'],
    ['four spaces in a paragraph', 'text\n    ### Second?'],
  ])('that is text because of %s is found', (_, body) => {
    expect(rulesIn(body)).toEqual(['heading-as-text']);
  });

  it.each(['\u00a0', '\u3000', '\f', '\u2003'])(
    'followed by %j is a note, and other programs do not see it',
    (space) => {
      const deck = deckOf(`# T\n\n###${space}Second?\n<!-- id: s -->\n\nA\n`);
      expect(deck.notes).toMatchObject([{ id: 's', prompt: 'Second?' }]);
      expect(deck.problems).toMatchObject([{ line: 3, severity: 'warning', rule: 'odd-space-in-heading' }]);
    },
  );

  it.each([
    ['#tag and #1'],
    ['#!/bin/sh'],
    ['\\###Second?'],
    ['`###x`'],
    ['####Deep'],
    ['```sh\n###x\n## y\n# z\n```'],
    ['    ls\n    ## comment'],
    ['    # comment'],
    ['```yaml\n# comment\nkind: Pod\n### more\n```'],
    ['- ### Steps'],
    ['> ## Note'],
    ['##'],
    ['##=='],
  ])('%j is none', (body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it('in a list or a quote is found where it asks, or stands outside notes', () => {
    expect(rulesIn('- a\n\n  ### What next?')).toEqual(['nested-heading']);
    expect(rulesIn('> ### What next?')).toEqual(['nested-heading']);
    expect(found('# T\n\n- ### Q\n\n### N\n<!-- id: n -->\n\nx\n')).toEqual(['3 warning nested-heading']);
  });
});

describe('a cloze mark', () => {
  it.each([
    ['in a prompt', '# T\n\n### {{c1::a}} is\n<!-- id: q -->\n\nx\n', '3 error cloze-in-heading'],
    ['in an H2', '# T\n\n## {{c1::a}}\n', '3 error cloze-in-heading'],
    ['under the title', '# T\n\n{{c1::a}}\n\n### Q\n<!-- id: q -->\n\nx\n', '3 error cloze-outside-note'],
    [
      'under an H2',
      '# T\n\n## S\n\n- {{c1::a}}\n\n### Q\n<!-- id: q -->\n\nx\n',
      '5 error cloze-outside-note',
    ],
  ])('%s is an error', (_, text, problem) => {
    expect(found(text)).toEqual([problem]);
  });

  it.each([
    ['a comment', 'x <!-- {{c1::a}} -->', 'cloze-in-comment'],
    ['a comment of its own', '<!--\n{{c1::a}}\n-->\n\nx', 'cloze-in-comment'],
    ['an attribute', '<img alt="{{c1::a b}}" src="x">', 'cloze-in-tag'],
    ['an attribute in a line', 'see <a href={{c1::a}}>b</a>', 'cloze-in-tag'],
    ['an address', '[a]({{c1::https://x.y}})', 'cloze-in-link'],
    ['an address with a space', '[a]({{c1::b c}})', 'cloze-in-link'],
    ['a title', '[a](b "{{c1::c}}")', 'cloze-in-link'],
    ['the text of a picture', '![{{c1::a}}](b.png)', 'cloze-in-link'],
    ['the text of a picture defined below', '![{{c1::a}}][b]\n\n[b]: c.png', 'cloze-in-link'],
    ['a definition', '[a]: {{c1::b}}\n\n[a]', 'cloze-in-link'],
    ['a mark in an address', '{{c1::[a]({{c2::b}})}}', 'cloze-in-link'],
    ['the first line of a fence', '```{{c1::yaml}}\na\n```', 'cloze-in-fence-line'],
    ['a cell with a hint that has a |', '| a | b |\n|---|---|\n| {{c1::x::y|z}} | b |', 'cloze-with-pipe'],
    ['a cell that hides a |', '| a | b |\n|---|---|\n| {{c1::x|z}} | b |', 'cloze-with-pipe'],
  ])('that hides nothing in %s is an error', (_, body, rule) => {
    expect(rulesIn(body)).toEqual([rule]);
  });

  it.each([
    ['{{c1::a}} < {{c2::b}} > c'],
    ['<pod-{{c1::name}}>'],
    ['<https://{{c1::x}}/>'],
    ['<b>{{c1::a}}</b> and {{c2::<i>x</i>}}'],
    ['<div>{{c1::a}}</div>'],
    ['[{{c1::a}}](b) and {{c2::[c](d)}}'],
    ['`{{c1::a}}` and {{c2::`<!-- x -->`}}'],
    ['`<!-- {{c1::a}} -->`'],
    ['```yaml\nkind: {{c1::Role}} # <!-- x -->\n```'],
    ['| a |\n|---|\n| {{c1::x\\|y}} |'],
    ['a | {{c1::b|c}}'],
    ['$`{{c1::x}}`$'],
    ['#### {{c1::x}}\n\ny'],
    ['x <!-- \\{{c1::a}} -->'],
    ['{{c1::{{ .Values.x }}}}'],
  ])('is good in %j', (body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it.each([
    ['```yaml\nkind: { { c1::Role } }\n```'],
    ['```js\nx = {\n  { c1::a }\n}\n```'],
    ['{{ c1::a }}'],
    ['{{c1:a}}'],
    ['{{c1 ::a}}'],
    ['{{c1: :a}}'],
    ['{{C1::a}}'],
    ['{{c0::a}}'],
    ['{{c01::a}}'],
    ['{{c1000::a}}'],
    ['{{c::a}}'],
    ['{c1::a}'],
    ['{ {c1::a}}'],
    ['{{c1::a}} and {{c2:b}}'],
  ])('that is broken is an error: %j', (body) => {
    expect(rulesIn(body)).toEqual(['broken-cloze']);
  });

  it.each([
    ['{{ .Values.c1 }}'],
    ['style={{c: 1}}'],
    ['{ { c1: 5 } }'],
    ['{{c1}}'],
    ['`{c1::f}` and `{{c::F}}`'],
    ['\\{{c1:a}} and \\{{ c1::b}} and \\{c1::x}'],
    ['<!-- {{c1:a}} -->x'],
  ])('is not meant by %j', (body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it('that is escaped in code or a prompt loses its backslash', () => {
    const body = '`\\{{c1:x}}` `\\{{C1::x}}` `\\{{c1::x}}`';
    const [card] = noteWith(body).cards;
    expect(card?.wording).toContain('`{{c1:x}}` `{{C1::x}}` `{{c1::x}}`');
    const [note] = deckOf('# T\n\n### What does `\\{{c1::x}}` do?\n<!-- id: q -->\n\nA\n').notes;
    expect(note?.cards[0]?.wording).toContain('What does `{{c1::x}}` do?');
  });
});

describe('text without a note', () => {
  it.each([
    ['questions at level 2', '# T\n\n## Q?\n\nA\n', ['5 warning no-notes']],
    ['questions at level 4', '# T\n\n#### Q?\n\nA\n', ['3 warning no-notes']],
    ['text alone', '# T\n\n<!-- remark -->\n\nText.\n', ['5 warning no-notes']],
    [
      'one question at level 2',
      '# T\n\n## Why?\n\nA\n\n## S\n\n### Q\n<!-- id: q -->\n\nx\n',
      ['3 warning question-outside-note'],
    ],
    [
      'one at level 4',
      '# T\n\n#### Why\n\nA\n\n### Q\n<!-- id: q -->\n\nx\n',
      ['3 warning question-outside-note'],
    ],
  ])('is found: %s', (_, text, problems) => {
    expect(found(text)).toEqual(problems);
  });

  it.each([
    ['nothing but headings', '# T\n\n## Covered: a\n\n## Gap: b\n\n<!-- soon -->\n\n[x]: y\n'],
    ['prose beside notes', '# T\n\nProse.\n\n## S\n\nProse.\n\n### Q\n<!-- id: q -->\n\nx\n'],
    ['a section that asks, with notes', '# T\n\n## Why?\n\nProse.\n\n### Q\n<!-- id: q -->\n\nx\n'],
  ])('is not missed in %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a comment of Obsidian', () => {
  it.each([
    ['in a line', 'A pattern %%see the book%% of names.'],
    ['with spaces', 'A %% see %% b'],
    ['of several lines', '%%\na\n%%'],
    ['over paragraphs', '%%\na\n\nb\n%%'],
    ['that begins with text', '%% a\n\nb %%'],
    ['in a list', '- a %%b%%'],
  ])('is found %s', (_, body) => {
    expect(rulesIn(body)).toEqual(['obsidian-comment']);
  });

  it.each([
    ['`%%a%%`'],
    ['```\n%%\na\n%%\n```'],
    ['for %%i in (*) do echo %%i'],
    ['100%% and 50%%'],
    ['%%'],
    ['\\%%a\\%%'],
    ['%%%a%%%'],
    ['a %% b\n\nc %% d'],
  ])('is not %j', (body) => {
    expect(rulesIn(body)).toEqual([]);
  });

  it('keeps the notes in it without an id', () => {
    const text = '# T\n\n### A\n\nx\n\n%%\n### B\ny\n%%\n\n### C\n\nz\n';
    expect(idsWritten(text)).toEqual([3, 12]);
  });
});

describe('the language of a deck', () => {
  const lang = (comment: string) => deckOf(`# T\n\n${comment}\n\n### Q\n<!-- id: q -->\n\nx\n`);

  it.each(['es', 'pt-BR', 'zh-Hant-TW', 'yue'])('may be %s', (tag) => {
    expect(lang(`<!-- lang: ${tag} -->`)).toMatchObject({ lang: tag, problems: [] });
  });

  it.each(['spanish', 'en_US', 'e', 'es; tags: a', '', 'es-'])('is not “%s”', (tag) => {
    expect(lang(`<!-- lang: ${tag} -->`)).toMatchObject({
      lang: null,
      problems: [{ line: 3, severity: 'warning', rule: 'invalid-lang' }],
    });
  });

  it.each([
    '<!-- lang: es -->\n# T\n\n### Q\n<!-- id: q -->\n\nx\n',
    '# T\n\nText.\n\n<!-- lang: es -->\n\n### Q\n<!-- id: q -->\n\nx\n',
    '# T\n\n## S\n<!-- lang: es -->\n\n### Q\n<!-- id: q -->\n\nx\n',
  ])('does not count elsewhere: %j', (text) => {
    expect(deckOf(text)).toMatchObject({ lang: null, problems: [{ rule: 'misplaced-lang' }] });
  });
});

/** Pieces of decks, many of them traps. */
const piece = fc.constantFrom(
  '### Q',
  '## S',
  '###Q',
  '###\u00a0Q',
  '\uFEFF### Q',
  '### {{c1::a}}',
  '### Q <!-- id: h -->',
  '<!-- id: a -->',
  '<!-- tags: a -->',
  '<!-- lang: es -->',
  '<!-- tags: a; id: b -->',
  '<!--',
  '-->',
  '<div>',
  '<br>',
  '<pre>',
  '</pre>',
  '```',
  '~~~yaml',
  '    ### Q',
  '- ### Q?',
  '> <!-- id: q -->',
  '- a',
  '  <!-- id: l -->',
  '| {{c1::a|b}} |',
  '|---|',
  '{{c1::a}}',
  '{{c2::',
  '}}',
  '{ { c1::x } }',
  '`',
  '`{{c3::x}}` %%y%%',
  '[a]({{c1::b}})',
  '%%',
  'text',
  '',
  '',
  '---',
);
const anyDeck = fc
  .tuple(fc.array(piece, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'))
  .map(([pieces, end]) => ['# T', '', ...pieces, ''].join(end));

describe('any deck', () => {
  it('is read without an exception, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), anyDeck, (noise, text) => {
        readDeck('t.md', noise);
        readDeck('t.md', text + noise);
      }),
    );
  });

  it('gives every id in a comment to a note, or reports its line', () => {
    fc.assert(
      fc.property(anyDeck, (text) => {
        const deck = readDeck('t.md', text);
        if ('unreadable' in deck) return;
        const lines = text.split(/\r?\n/);
        const comments = lines.flatMap((line, at) => (/^<!-- (?:tags: a; )?id: /.test(line) ? [at + 1] : []));
        const reported = new Set(deck.problems.map(({ line }) => line));
        for (const line of comments) {
          if (isInCode(lines, line) || isInOpenComment(lines, line)) continue;
          const owner = deck.notes.find(
            (note) => note.line < line && note.id !== null && between(lines, note.line, line).trim() === '',
          );
          expect(owner !== undefined || reported.has(line), `line ${line} of ${JSON.stringify(text)}`).toBe(
            true,
          );
        }
        const strays = deck.problems.filter(({ rule }) => rule === 'misplaced-id').map(({ line }) => line);
        for (const { line } of writeIds(text, deck, () => false).assigned) {
          const note = deck.notes.find((candidate) => candidate.line === line);
          expect(strays.filter((stray) => stray >= line && stray <= (note?.endLine ?? 0))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads every line that begins with ### as a heading, or reports it', () => {
    fc.assert(
      fc.property(anyDeck, (text) => {
        const deck = readDeck('t.md', text);
        if ('unreadable' in deck) return;
        const lines = text.split(/\r?\n/);
        const known = new Set([
          ...deck.problems.map(({ line }) => line),
          ...deck.notes.map(({ line }) => line),
        ]);
        for (const [at, line] of lines.entries()) {
          if (!/^\s*###/.test(line) || isInCode(lines, at + 1) || isInOpenComment(lines, at + 1)) continue;
          if (/^ {4}/.test(line)) continue;
          expect(known.has(at + 1), `line ${at + 1} of ${JSON.stringify(text)}`).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('makes a card of every mark of a body outside code, or reports something in the note', () => {
    const body = fc.array(
      fc.constantFrom(
        '{{c1::a}}',
        '{{c2::b::h}}',
        '\\{{c3::x}}',
        '<!-- ',
        ' -->',
        '<a href="',
        '">',
        '[x](',
        ')',
        '`',
        ' ',
        'w',
        '\n\n',
        '|',
        '{{C4::z}}',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(body, (pieces) => {
        const deck = readDeck('t.md', `# T\n\n### Q\n<!-- id: q -->\n\nx ${pieces.join('')}\n`);
        if ('unreadable' in deck) return;
        const [note] = deck.notes;
        const numbers = [...pieces.join('').matchAll(/(?<!\\)\{\{c(\d)::/g)].map((match) => `q.c${match[1]}`);
        const cards = note?.cards.map(({ id }) => String(id)) ?? [];
        if (deck.problems.length === 0) expect(cards).toEqual(expect.arrayContaining(numbers));
      }),
      { numRuns: 500 },
    );
  });
});

function between(lines: readonly string[], from: number, to: number): string {
  return lines.slice(from, to - 1).join('\n');
}

/** Whether a code block is open above the line, read as leniently as possible. */
function isInCode(lines: readonly string[], line: number): boolean {
  return lines.slice(0, line - 1).some((above) => /^(?:```|~~~|<pre>)/.test(above));
}

function isInOpenComment(lines: readonly string[], line: number): boolean {
  return lines.slice(0, line - 1).some((above) => above.startsWith('<!--') && !above.includes('-->'));
}
