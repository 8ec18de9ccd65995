import { describe, expect, it } from 'vitest';
import { isCostly } from '../../server/render/cost.ts';
import { createRenderer } from '../../server/render/renderer.ts';

const fill = (unit: string, length = 65_000) => unit.repeat(Math.floor(length / unit.length));

describe('a text that would keep the parser busy', () => {
  it.each([
    ['strong that never ends', fill('__a')],
    ['emphasis opened and closed everywhere', fill('a*b')],
    ['exclamation marks', fill('!')],
    ['brackets', fill('[a](')],
    ['backticks', fill('$`a')],
    ['angle brackets', fill('_http://')],
    ['tags that never end', fill('<b>\n\n')],
    ['quotes in quotes', fill('>')],
    ['lists in lists', fill('* - 1. ')],
    ['lists in quotes, further down', `a\n\n${'> - '.repeat(20)}a`],
    ['very many lines', `- [ ] ${fill('|-|\n&amp;')}`],
  ])('shows as typed: %s', (_what, text) => {
    expect(isCostly(text)).toBe(true);
    expect(createRenderer().renderMarkdown(text, { path: 'a/b.md', links: '' })).toBe(
      `<pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`,
    );
  });

  it('leaves links as typed if it is in the definitions of a file', () => {
    const links = `[a]: https://example.com\n\n${fill('[')}`;
    expect(createRenderer().renderMarkdown('See [a].', { path: 'a/b.md', links })).toBe('<p>See [a].</p>\n');
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
  ])('is rendered: %s', (_what, text) => {
    expect(isCostly(text)).toBe(false);
  });
});
