import fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../server/render/renderer.ts';
import { AUTHOR_TAGS, MATH_TAGS } from '../../server/render/tags.ts';
import { asTyped, createWork } from '../../server/render/work.ts';

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel', 'target'],
  abbr: ['title'],
  code: ['class'],
  details: ['open'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  input: ['type', 'disabled', 'checked'],
  mark: ['class'],
  ol: ['start'],
  small: ['class'],
  span: ['class'],
  td: ['align', 'colspan', 'rowspan'],
  th: ['align', 'colspan', 'rowspan'],
};

/** Attributes of MathML whose values say how a formula looks. */
const MATH_ATTRIBUTE =
  /^(?:accent(?:under)?|column(?:align|lines|spacing)|depth|display(?:style)?|fence|height|largeop|linethickness|[lr]space|math(?:background|color|size|variant)|m(?:ax|in)size|movablelimits|notation|row(?:lines|spacing)|scriptlevel|separator|stretchy|symmetric|voffset|width)$/;

const PIECES = [
  ...[
    '<script>',
    '</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<iframe src="//e.com">',
  ],
  ...[
    '<style>',
    '<title>',
    '<textarea>',
    '<xmp>',
    '<noscript>',
    '<template>',
    '<math>',
    '<plaintext>',
    '<form>',
  ],
  ...[
    '<a href="javascript:alert(1)">',
    '<a href="java\nscript:x">',
    '[a](javascript:alert(1))',
    '[a]: vbscript:x',
  ],
  ...[
    '[a][a]',
    '![x](data:text/html,y)',
    '![x](//e.com/y.png)',
    '<data:text/html,x>',
    '<javascript:alert(1)>',
  ],
  ...[
    '<b style="a:b" onclick="x">',
    '<span class="cloze">',
    '<input type=text autofocus onfocus=x>',
    '<base href=x>',
  ],
  ...[
    '<a title="',
    "<b x='",
    '">',
    "'>",
    '-->',
    '<!--',
    '<![CDATA[',
    ']]>',
    '<?',
    '&lt;script&gt;',
    '&#x3c;script>',
  ],
  ...[
    '\uE000',
    '\uE001',
    '\uE002',
    '\uE003',
    '\u2FF2',
    '&#xE002;',
    '\0',
    '`',
    '```\n',
    '```<b>\n',
    '$`',
    '`$',
    '*',
    '**',
  ],
  ...[
    '_',
    '~~',
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '- [ ] ',
    '|',
    '\n|-|\n',
    '<details>',
    '<p>',
    '</p>',
    '<td>',
    '</a>',
  ],
  ...[
    'a',
    'Ä',
    ' ',
    '"',
    '&',
    '\\',
    '<',
    '>',
    '/',
    '<mark>',
    '<code class="language-x y">',
    '<img alt="',
    '<A HREF=',
  ],
];
/** Formulas and code that would like to be HTML, to lead somewhere, or to never end. */
const DRESSED = [
  ...[
    '$`\\href{javascript:alert(1)}{x}`$',
    '$`\\url{//e.com}`$',
    '$`\\htmlStyle{color:red}{x}`$',
    '$`\\htmlId{main}{x}`$',
  ],
  ...[
    '$`\\includegraphics{//e.com/y.png}`$',
    '$`\\text{<img src=x onerror=alert(1)>}`$',
    '$`\\def\\a{\\a\\a}\\a`$',
  ],
  ...[
    '$`\\text{</math><script>}`$',
    '$`\\kern-99em\\raisebox{99em}{x}`$',
    '$`\\color{x"onload=y}z`$',
    '$`x_{\uE000`$',
  ],
  ...[
    '$`\\frac{\uE002a\uE003}{\uE000h\uE001}`$',
    '\n```math\n',
    '\n```html\n',
    '\n```js\n',
    '\n```yaml\n',
    '\n```diff\n',
    '\n```\n',
  ],
  ...[
    '<mtext>',
    '<mi>',
    '<semantics>',
    '<annotation-xml encoding="text/html">',
    '<mglyph>',
    '<maction>',
    '\\text{',
    '}',
    '\\begin{array}{c}',
  ],
  ...[
    '<span class="hljs-keyword">',
    '<small class="math-error">',
    '${`',
    "'''",
    '<!-- ',
    '-->',
    '<a href=javascript:x>',
    '&lt;',
    '</span>',
  ],
];
const hostile = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 30 })
    .map((p) => p.join('')),
  fc.array(fc.constantFrom(...PIECES, ...DRESSED, ...DRESSED), { maxLength: 20 }).map((p) => p.join('')),
  fc.string({ maxLength: 200, unit: 'binary' }),
);
const render = (markdown: string) => createWork().html('full', markdown, 'eks/a.md', '') ?? asTyped(markdown);

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element as a parser of HTML sees it, which has nothing to do with how the HTML was made. */
function tagsOf(html: string): readonly Tag[] {
  const tags: Tag[] = [];
  sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag: (name, attributes) => void tags.push({ name, attributes: { ...attributes } }),
  });
  return tags;
}

describe('the HTML of any card', () => {
  it('has only tags and attributes that cannot run', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        for (const { name, attributes } of tagsOf(render(markdown))) {
          expect([...AUTHOR_TAGS, ...MATH_TAGS, 'input']).toContain(name);
          for (const attribute of Object.keys(attributes)) {
            if (MATH_TAGS.has(name)) expect(attribute).toMatch(MATH_ATTRIBUTE);
            else expect(ATTRIBUTES[name] ?? []).toContain(attribute);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('links and loads only what is allowed', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        for (const { name, attributes } of tagsOf(render(markdown))) {
          if (name === 'img') expect(attributes.src).toMatch(/^\/media\//);
          if (name !== 'a') continue;
          expect(attributes.href).toMatch(/^(?:https?:\/\/|mailto:|\/media\/|\/topics\/)/);
          expect(attributes.rel).toBe('noopener noreferrer');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('closes every tag, so that nothing leaks into the page', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        const open: string[] = [];
        for (const [, end, name = '', selfClosing] of render(markdown).matchAll(
          /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g,
        )) {
          if (end === '/') expect(open.pop()).toBe(name);
          else if (selfClosing === '') open.push(name);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('has no lengths that move formulas far away', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        for (const { name, attributes } of tagsOf(render(markdown))) {
          if (!MATH_TAGS.has(name)) continue;
          for (const value of Object.values(attributes)) {
            const em = /^([+-]?[\d.]+)em$/.exec(value)?.[1];
            if (em !== undefined) expect(Math.abs(Number(em))).toBeLessThanOrEqual(12);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has none of the characters that mark blanks', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        expect(render(markdown)).not.toMatch(/[\uE000-\uE003]|%EE%80%8[0-3]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same from the cache, from the thread and rendered here', async () => {
    const kept = createRenderer({ cacheEntries: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 4 }), async (texts) => {
        for (const text of [...texts, ...texts])
          expect(await kept.renderMarkdown(text, { path: 'eks/a.md', links: '' })).toBe(render(text));
      }),
      { numRuns: 200 },
    );
    await kept.close();
  });

  it('is the same for what is shown as typed, in its properties', () => {
    fc.assert(
      fc.property(hostile, (markdown) => {
        const typed = asTyped(markdown);
        expect(tagsOf(typed).every(({ name }) => ['pre', 'span', 'mark'].includes(name))).toBe(true);
        expect(typed).not.toMatch(/[\uE000-\uE003]/);
      }),
      { numRuns: 1000 },
    );
  });
});
