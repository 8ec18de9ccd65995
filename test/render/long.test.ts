import { createRequire } from 'node:module';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRenderer, type RendererOptions } from '../../server/render/renderer.ts';
import { asTyped, createWork } from '../../server/render/work.ts';
import { asCardId, asNoteId } from '../../server/schedule/ids.ts';
import { hostileTexts } from '../torture/hostile-texts.ts';

const deck = { path: 'eks/a.md', links: '' };
const fill = (unit: string, length = 65_000) => unit.repeat(Math.floor(length / unit.length));
/** Lists in lists, each in the first line of the one around it. */
const LISTS = `${fill('- ', 60_000)}a`;

function opened(options: RendererOptions = {}) {
  const renderer = createRenderer(options);
  onTestFinished(() => renderer.close());
  return renderer;
}

describe('a text that takes too long', () => {
  it.each([
    ['an address that never starts', `${fill('a')}@`],
    ['lists in lists', LISTS],
    ['quotes in lists', fill('* > 1. ')],
    ['a table of empty cells', `${fill('|a', 20_000)}|\n${fill('|-', 20_000)}|\n${fill('|a|\n', 20_000)}`],
  ])('shows as typed: %s', async (_what, text) => {
    const renderer = opened({ deadlineMs: 300 });
    expect(await renderer.renderMarkdown(text, deck)).toBe(asTyped(text));
    expect(await renderer.renderMarkdown('next', deck)).toBe('<p>next</p>\n');
  });

  it('still has its blanks', () => {
    expect(asTyped('<a> \uE000\uE001 b')).toBe('<pre>&lt;a&gt; <span class="cloze">[…]</span> b</pre>');
  });

  it('leaves links as typed if it is in the definitions of a file', async () => {
    const links = `[a]: https://example.com\n\n${LISTS}`;
    const renderer = opened({ deadlineMs: 300 });
    expect(await renderer.renderMarkdown('See [a].', { ...deck, links })).toBe('<pre>See [a].</pre>');
    expect(await renderer.renderMarkdown('See.', { ...deck, links })).toBe('<p>See.</p>\n');
  });

  it('shows a note whose sides look alike as it is', async () => {
    const body = `${LISTS}\n\n- [ ] a`;
    const note = { id: asNoteId('x'), prompt: 'Why?', body, cards: [{ id: asCardId('x') }] };
    expect(await opened({ deadlineMs: 300 }).renderCard(note, asCardId('x'), deck)).toEqual({
      promptHtml: '<p>Why?</p>\n',
      answerHtml: asTyped(body),
    });
  });

  it('has no preview', async () => {
    const renderer = opened({ deadlineMs: 300 });
    expect(await renderer.preview(`### Why?\n\n${LISTS}`, deck.path)).toBeNull();
    expect(await renderer.preview('### Why?\n\nSo.', deck.path)).toMatchObject({ kind: 'basic' });
  });
});

describe('a long but harmless text', () => {
  it.each([
    [
      'prose',
      fill('A `Pod` asks the *scheduler* for a [node](https://example.com). '.repeat(5).concat('\n\n')),
    ],
    [
      'a long list',
      fill('- the **kubelet** sees the `Pod` through its watch and calls the runtime\n', 32_000),
    ],
    ['a nested list', '- a\n  - b\n    - c\n      - d\n'.repeat(100)],
    ['a long code block', `\`\`\`yaml\n${fill('  - name: {{ .Values.name }} # "x"\n', 60_000)}\`\`\``],
    ['a table', `| a | b |\n|---|---|\n${fill('| `x` | **y** |\n', 6000)}`],
  ])('is rendered: %s', async (_what, text) => {
    expect(await opened({ deadlineMs: 20_000 }).renderMarkdown(text, deck)).toBe(
      createWork().html('full', text, deck.path, ''),
    );
  });
});

it('never loads the parsers of code and formulas into the main thread', async () => {
  const { cache } = createRequire(import.meta.url);
  const loaded = () =>
    Object.keys(cache).filter((path) => /node_modules\/(?:katex|highlight\.js)\//.test(path));
  const before = loaded();
  const html = await opened().renderMarkdown('$`x^2`$\n\n```yaml\na: 1\n```', deck);
  expect(html).toMatch(/<msup>.*hljs-attr/s);
  expect(loaded()).toEqual(before);
});

it('shows every hostile text, rendered or as typed', { timeout: 120_000 }, async () => {
  const renderer = opened({ deadlineMs: 100 });
  for (const { name, text } of hostileTexts({ seed: 7, count: 60, length: 20_000 })) {
    const html = await renderer.renderMarkdown(text, deck);
    expect(html.length, name).toBeLessThan(600_000);
  }
});
