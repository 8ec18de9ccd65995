import { describe, expect, it } from 'vitest';
import {
  CLOZE_BLANK_END,
  CLOZE_BLANK_START,
  CLOZE_SHOWN_END,
  CLOZE_SHOWN_START,
} from '../../server/deck/cloze.ts';
import { createRenderer } from '../../server/render/renderer.ts';
import { createWork } from '../../server/render/work.ts';
import { asCardId, asNoteId } from '../../server/schedule/ids.ts';

const renderer = createRenderer();
const deck = { path: 'eks/pod-networking.md', links: '' };
const html = (markdown: string, links = '') =>
  (createWork().html('full', markdown, deck.path, links) ?? '').trim();
const blank = (hint = '') => CLOZE_BLANK_START + hint + CLOZE_BLANK_END;
const shown = (text: string) => CLOZE_SHOWN_START + text + CLOZE_SHOWN_END;

describe('Markdown', () => {
  it('becomes HTML', () => {
    expect(html('A **Pod** has `one` IP.')).toBe('<p>A <strong>Pod</strong> has <code>one</code> IP.</p>');
  });

  it('keeps tables and the alignment of their columns', () => {
    expect(html('|a|b|\n|:-|-|\n|1|2|')).toContain('<th align="left">a</th>');
  });

  it('keeps task lists, whose boxes cannot be ticked', () => {
    expect(html('- [x] a')).toContain('<input type="checkbox" disabled checked /> a');
  });

  it('names the language of a code block and keeps its text', () => {
    expect(html('```nix\nname: <pod-name> # a {{ .Value }}\n```')).toBe(
      '<pre><code class="language-nix">name: &lt;pod-name&gt; # a {{ .Value }}\n</code></pre>',
    );
  });

  it('keeps the tags that help an author', () => {
    expect(html('<kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup>')).toBe(
      '<p><kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup></p>',
    );
    expect(html('<details>\n<summary>More</summary>\n\n- a\n\n</details>')).toMatch(
      /^<details>\s*<summary>More<\/summary>\s*<ul>\s*<li>a<\/li>\s*<\/ul>\s*<\/details>$/,
    );
  });

  it('takes a plain dollar sign as text', () => {
    expect(html('costs $5 or $6')).toBe('<p>costs $5 or $6</p>');
  });

  it('hides comments', () => {
    expect(html('a <!-- b --> c')).toBe('<p>a  c</p>');
  });

  it("uses the definitions of the whole file, even if the card's text would swallow them", () => {
    const links = '[doc]: https://example.com/a\n';
    expect(html('See [doc].', links)).toContain('<a href="https://example.com/a"');
    expect(html('See [doc].\n\n```\nnever closed', links)).toMatch(
      /<a href="https:\/\/example\.com\/a".*closed/s,
    );
  });
});

describe('an unknown tag', () => {
  it('shows as typed', () => {
    expect(html('kubectl logs <Pod-Name> -c <Container name="x">')).toBe(
      '<p>kubectl logs &lt;Pod-Name&gt; -c &lt;Container name="x"&gt;</p>',
    );
  });

  it('does not stop the Markdown on and around its line', () => {
    expect(html('<pod-name>\nis **yours**')).toBe('<p>&lt;pod-name&gt;\nis <strong>yours</strong></p>');
  });

  it('does not swallow what follows it', () => {
    expect(html('<title> or <textarea> or <script>\n\nnext **b**')).toBe(
      '<p>&lt;title&gt; or &lt;textarea&gt; or &lt;script&gt;</p>\n<p>next <strong>b</strong></p>',
    );
  });

  it('shows inside known ones as well', () => {
    expect(html('<details>\n<Pod x="1">\n</details>')).toContain('&lt;Pod x="1"&gt;');
  });
});

describe('a link', () => {
  it('opens in a new tab without a referrer', () => {
    expect(html('[a](https://example.com/)')).toBe(
      '<p><a href="https://example.com/" rel="noopener noreferrer" target="_blank">a</a></p>',
    );
  });

  it('leads to a media file or to the topic of another deck', () => {
    expect(html('[a](doc/cni.pdf)')).toContain('href="/media/eks/doc/cni.pdf"');
    expect(html('[a](service-networking.md#x)')).toContain('href="/topics/eks/service-networking"');
  });

  it.each([
    'javascript:alert(1)',
    'JaVa&#115;cript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    '/api/due',
    '//e.com',
  ])('to %s leaves only its text', (href) => {
    expect(html(`[a](${href})`)).not.toContain('href');
  });
});

describe('an image', () => {
  it('is looked for beside its deck', () => {
    expect(html('![A *map*](img/x.png)')).toBe('<p><img src="/media/eks/img/x.png" alt="A map" /></p>');
  });

  it('of another server becomes a link, so that showing a card sends no request', () => {
    expect(html('![logo](https://example.com/a.png)')).toContain('<a href="https://example.com/a.png"');
    expect(html('<img src="https://example.com/a.png">')).toMatch(
      /<a .*>https:\/\/example\.com\/a\.png<\/a>/,
    );
    expect(html('[![logo](https://example.com/a.png)](https://example.org)').match(/<a /g)).toHaveLength(1);
  });

  it('loses all attributes that are not needed to show it', () => {
    expect(html('<img src="x.png" onerror="alert(1)" style="a:b" srcset="//e.com/y 2x" width="20">')).toBe(
      '<img src="/media/eks/x.png" width="20" alt="" />',
    );
  });

  it('never comes from a data URL', () => {
    expect(html('![a](data:image/svg+xml;base64,AAAA)')).toBe('<p><span>a</span></p>');
  });
});

describe('a blank', () => {
  it('is empty on the front, or holds its hint', () => {
    expect(html(`keeps ${blank()} and ${blank('how many?')}`)).toBe(
      '<p>keeps <span class="cloze">[…]</span> and <span class="cloze">[how many?]</span></p>',
    );
  });

  it('shows the hidden text on the back', () => {
    expect(html(`keeps ${shown('**warm** IPs')}`)).toBe(
      '<p>keeps <mark class="cloze"><strong>warm</strong> IPs</mark></p>',
    );
  });

  it('works inside code', () => {
    expect(html(`\`kubectl ${shown('get')}\``)).toBe(
      '<p><code>kubectl <mark class="cloze">get</mark></code></p>',
    );
    expect(html(`\`\`\`sh\nkubectl ${blank()}\n\`\`\``)).toContain('kubectl <span class="cloze">[…]</span>');
  });

  it.each(['_a_', '__a__', '**`a`**', '~~(a)~~'])('keeps the emphasis right inside it: %s', (text) => {
    expect(html(`so ${shown(text)} it is`)).toMatch(
      /^<p>so <mark class="cloze"><(em|strong|del)>.*<\/\1><\/mark> it is<\/p>$/,
    );
  });

  it('keeps the emphasis around it, also within a word', () => {
    expect(html(`re**${shown('start')}**s`)).toBe(
      '<p>re<strong><mark class="cloze">start</mark></strong>s</p>',
    );
  });

  it('is highlighted piece by piece if it crosses other marks or blocks', () => {
    expect(html(`${shown('a **b')} c**`)).toBe(
      '<p><mark class="cloze">a </mark><strong><mark class="cloze">b</mark> c</strong></p>',
    );
    expect(html(shown('a\n\nb'))).toBe(
      '<p><mark class="cloze">a</mark></p>\n<p><mark class="cloze">b</mark></p>',
    );
  });

  it('leaves none of its characters behind if it has no end or is in a link', () => {
    expect(html(`${CLOZE_SHOWN_START}a ${CLOZE_BLANK_END}b`)).toBe('<p>a b</p>');
    expect(html(`[x](https://e.com/${blank('h')} "${blank('t')}")`)).not.toMatch(/[\uE000-\uE003]|%EE|%E2/);
    expect(html('&#xE000;a')).toBe('<p>a</p>');
  });
});

describe('a card', () => {
  it('has two sides, and points to tick if it is an explain card', async () => {
    expect(await renderer.renderSides({ prompt: 'Why?', answer: 'So.', points: ['*one*'] }, deck)).toEqual({
      promptHtml: '<p>Why?</p>\n',
      answerHtml: '<p>So.</p>\n',
      points: ['<p><em>one</em></p>\n'],
    });
    expect(await renderer.renderSides({ prompt: 'Why?', answer: 'So.' }, deck)).not.toHaveProperty('points');
  });

  it('over 64 KiB shows a notice instead', async () => {
    const sides = await renderer.renderSides({ prompt: 'Why?', answer: 'é'.repeat(33_000) }, deck);
    expect(sides.promptHtml).toBe('<p>Why?</p>\n');
    expect(sides.answerHtml).toMatch(/longer than 64 KiB.*eks\/pod-networking\.md/);
    expect(await renderer.renderMarkdown('x'.repeat(65_537), deck)).toMatch(/longer than 64 KiB/);
    expect(await renderer.renderMarkdown('x'.repeat(65_536), deck)).toMatch(/^<p>x+<\/p>\n$/);
  });

  it('is read from its note, even if the note no longer has it', async () => {
    const note = {
      id: asNoteId('x'),
      prompt: '1. Why?',
      body: 'a {{c1::b}}',
      cards: [{ id: asCardId('x.c1') }],
    };
    expect(await renderer.renderCard(note, asCardId('x.c1'), deck)).toEqual({
      promptHtml: '<p>1. Why?</p>\n<p>a <span class="cloze">[…]</span></p>\n',
      answerHtml: '<p>a <mark class="cloze">b</mark></p>\n',
    });
    expect((await renderer.renderCard(note, asCardId('x.c2'), deck)).answerHtml).toBe('<p>a b</p>\n');
  });
});

describe('plain text', () => {
  it('is what a reader sees, on one line', async () => {
    expect(await renderer.plainText('Is **`a < b`** &amp; <Pod>\n\n- ![map](x.png)\n- c')).toBe(
      'Is a < b & <Pod> map c',
    );
    expect(await renderer.plainText(`keeps ${blank('how many?')} IPs`)).toBe('keeps [how many?] IPs');
    expect(await renderer.plainText('$`\\frac{a}{b}`$ and\n\n```sh\nls "x"\n```')).toBe(
      '\\frac{a}{b} and ls "x"',
    );
  });
});
