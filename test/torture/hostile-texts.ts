// Texts that would keep a parser busy, from a small grammar: the same seed makes the same texts.
import { Random } from '../support/random.ts';

export interface HostileText {
  /** How it was made: enough to make it again. */
  readonly name: string;
  readonly text: string;
}

/** What opens, closes or separates something in Markdown, HTML, TeX, code, cloze marks, decks and plans. */
const UNITS: readonly string[] = [
  // Emphasis, code, links, escapes.
  ...[
    '*',
    '**',
    '_',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '$`',
    '`$',
    '[',
    ']',
    '](',
    '[](',
    '![',
    '(',
    ')',
    '[^',
    '[a]',
  ],
  ...[
    '[a]: ',
    '[a]: b\n',
    '\\',
    '\\\n',
    '!',
    '"',
    "'",
    '&',
    '&amp;',
    '&#1',
    '<',
    '>',
    '<a@b.c>',
    '@',
    'a@',
    'a@b.',
  ],
  ...[
    'www.',
    'http://',
    'http://a',
    '.',
    ':',
    ';',
    ',',
    '/',
    '-',
    '+',
    '=',
    '%',
    '#',
    '?',
    '^',
    '{',
    '}',
    '|',
  ],
  // Blocks.
  ...[
    '- ',
    '* ',
    '+ ',
    '1. ',
    '1) ',
    '- [ ] ',
    '> ',
    '>',
    '# ',
    '### ',
    '#### ',
    '```',
    '```\n',
    '~~~\n',
    '---\n',
  ],
  ...[
    '===\n',
    '- - ',
    '> - ',
    '- > 1. ',
    '|-',
    '|-|\n',
    '| a ',
    '    ',
    '\t',
    ' ',
    '  \n',
    '\n',
    '\n\n',
    '\n- ',
    '\n  - ',
  ],
  ...[
    '\n> ',
    '\n| ',
    '\n|-|-|\n',
    '\n### a\n',
    '\n## Gap: ',
    '\n- [x] ',
    '\n1. ',
    '\na\n=',
    '\n    a',
    '\n[',
    '\n<',
  ],
  // HTML.
  ...[
    '<b>',
    '</b>',
    '<b ',
    '<b a="',
    '<b a=',
    '<a href="',
    '<img src=',
    '<!--',
    '-->',
    '<!-- a -->',
    '<!',
    '<![CDATA[',
  ],
  ...[
    ']]>',
    '<?',
    '?>',
    '<pre>',
    '<pre',
    '<script',
    '<style>',
    '</',
    '<details>',
    '<p>\n',
    '<td>',
    '<x-',
    '<b/',
  ],
  // Cloze marks and note comments.
  ...['{{', '}}', '{{c1::', '{{c2::a}}', '{{c1::a::', '::', '\\{{', '{{c1::`', '<!-- id: ', '<!-- tags: a, '],
  // TeX and code.
  ...[
    '\\frac{',
    '\\left(',
    '\\right)',
    '\\def\\a{',
    '\\a',
    '\\begin{matrix}',
    '\\end{matrix}',
    '^{',
    '_{',
    '\\sqrt',
    '$',
  ],
  ...[
    '/*',
    '*/',
    '//',
    "'''",
    '"""',
    '${',
    '#{',
    '<%',
    '{{ .a ',
    '- a: ',
    'a: &b ',
    '0x',
    '1e',
    '\\u',
    '@a(',
    '=> ',
  ],
  // Characters, wide and invisible ones among them.
  ...[
    'a',
    'A1',
    'é',
    '中',
    '😀',
    '\u200d',
    '\ufe0f',
    '\u0301',
    '\ue000',
    '\ue001',
    '\ue003',
    '\u2ff0',
    '\u00a0',
    '\u2028',
    '\0',
  ],
];

/** Where a text may stand: alone, or inside something that another parser reads. */
type Frame = readonly [name: string, before: string, after: string];

const FRAMES: readonly [Frame, ...Frame[]] = [
  ['bare', '', ''],
  ['bare', '', ''],
  ['bare', '', ''],
  ['bare', '', ''],
  ['in a list', '- ', ''],
  ['in a quote', '> ', ''],
  ['in a cell', '| a |\n|---|\n| ', ' |'],
  ['in HTML', '<details>\n\n', '\n\n</details>'],
  ['in a cloze', '{{c1::', '}}'],
  ['in a formula', '$`', '`$'],
  ['in math', '```math\n', '\n```'],
  ...[
    'yaml',
    'bash',
    'js',
    'ts',
    'xml',
    'json',
    'sql',
    'go',
    'python',
    'diff',
    'ini',
    'css',
    'rust',
    'java',
    'c',
    'http',
    'dockerfile',
  ].map((language): Frame => [`in ${language}`, `\`\`\`${language}\n`, '\n```']),
];

/** What may follow, so that what was begun fails or succeeds late. */
const ENDS: readonly [string, ...string[]] = [
  '',
  '',
  'a',
  '\n',
  ' ',
  '!',
  '@b',
  '*',
  '`',
  ']',
  '](a)',
  '>',
  '-->',
  '}}',
  '\n\n',
  '\n===',
  '|\n|-|',
  'z',
];

/**
 * A series of hostile texts: units repeated alone, in pairs, in threes, on one line and on many, nested, after a
 * prefix, and in frames. Every unit comes alone before chance decides.
 *
 * @param length of each in UTF-16 units, frames included
 */
export function* hostileTexts({
  seed,
  count,
  length = 65_000,
}: {
  readonly seed: number;
  readonly count: number;
  readonly length?: number;
}): Generator<HostileText> {
  const random = new Random(seed);
  for (let at = 0; at < count; at++) {
    const alone = UNITS[at];
    const units =
      alone === undefined
        ? Array.from({ length: 1 + random.below(3) }, () => UNITS[random.below(UNITS.length)] ?? '')
        : [alone];
    const [frame, before, after] = alone === undefined ? random.pick(FRAMES) : (['bare', '', ''] as const);
    const end = alone === undefined ? random.pick(ENDS) : '';
    const shape = alone === undefined ? random.pick(SHAPES) : SHAPES[0];
    const room = length - before.length - after.length - end.length;
    const text = before + shape.make(units, room) + end + after;
    yield {
      name: `${at}: ${shape.name} ${JSON.stringify(units)} ${frame}, then ${JSON.stringify(end)}`,
      text,
    };
  }
}

interface Shape {
  readonly name: string;
  readonly make: (units: readonly string[], room: number) => string;
}

const SHAPES: readonly [Shape, ...Shape[]] = [
  { name: 'over and over', make: (units, room) => filled(units.join(''), room) },
  { name: 'in words', make: (units, room) => filled(`${units.join('')}a `, room) },
  { name: 'between letters', make: (units, room) => filled(units.map((unit) => `${unit}a`).join(''), room) },
  { name: 'on many lines', make: (units, room) => filled(`${units.join('')}\n`, room) },
  { name: 'in many paragraphs', make: (units, room) => filled(`${units.join('a')}\n\n`, room) },
  { name: 'indented more and more', make: indented },
  {
    name: 'one after the other',
    make: (units, room) => units.map((unit) => filled(unit, Math.floor(room / units.length))).join(''),
  },
  {
    name: 'once before many letters',
    make: (units, room) => units.join('') + filled('a', Math.max(0, room - units.join('').length)),
  },
  {
    name: 'once before many words',
    make: (units, room) => units.join('') + filled('ab ', Math.max(0, room - units.join('').length)),
  },
  {
    name: 'after a long word',
    make: (units, room) => filled('a', room >> 1) + filled(units.join(''), room >> 1),
  },
  {
    name: 'as notes',
    make: (units, room) => filled(`### ${units.join('')}\n\n${units.join('a')}\n\n`, room),
  },
];

function filled(unit: string, room: number): string {
  return unit === '' ? '' : unit.repeat(Math.max(1, Math.floor(room / unit.length)));
}

function indented(units: readonly string[], room: number): string {
  let text = '';
  for (let depth = 0; text.length < room; depth++)
    text += `${' '.repeat((2 * depth) % 400)}${units.join('')}a\n`;
  return text.slice(0, room);
}
