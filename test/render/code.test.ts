import { describe, expect, it } from 'vitest';
import { createWork } from '../../server/render/work.ts';

const html = (markdown: string) => createWork().html('full', markdown, 'eks/a.md', '') ?? '';
const block = (language: string, code: string) => html(`\`\`\`${language}\n${code}\n\`\`\``);
const textOf = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

describe('code in a known language', () => {
  it('has its tokens marked by classes alone', () => {
    expect(block('yaml', 'kind: Pod # one')).toBe(
      '<pre><code class="language-yaml"><span class="hljs-attr">kind:</span> <span class="hljs-string">Pod</span> <span class="hljs-comment"># one</span>\n</code></pre>\n',
    );
  });

  it.each([
    ...[
      'yaml',
      'json',
      'bash',
      'sh',
      'shell',
      'console',
      'go',
      'js',
      'ts',
      'python',
      'dockerfile',
      'toml',
      'sql',
    ],
    ...['http', 'diff', 'xml', 'html', 'css', 'java', 'rust', 'c'],
  ])('keeps its text as it was typed: %s', (language) => {
    const code = 'FROM "a" # <b>\n+ def f(x): return 0x1F\nGET / HTTP/1.1\nselect 1; // 2';
    const shown = block(language, code);
    expect(textOf(shown).trim()).toBe(code);
    expect(shown).toContain('<span class="hljs-');
  });

  it('shows HTML in it as text', () => {
    const shown = block('html', '<script>alert(1)</script><img src=x onerror=alert(1)>');
    expect(shown).not.toMatch(/<(?!\/?(?:pre|code|span)\b)/);
    expect(shown).not.toMatch(/<span (?!class="hljs-[a-z_-]+">)/);
  });
});

describe('code that is not highlighted', () => {
  it.each(['', 'nix', 'no-such', 'constructor', '__proto__'])('is code in the language %j', (language) => {
    expect(block(language, 'a = "b"')).not.toContain('<span');
    expect(textOf(block(language, 'a = "b"')).trim()).toBe('a = "b"');
  });

  it.each([
    ['a long line', 'a'.repeat(1500)],
    ['very much of it', 'name: "x"\n'.repeat(900)],
  ])('is code that could take long: %s', (_what, code) => {
    expect(block('yaml', code)).not.toContain('<span');
  });

  it('is code after blocks that used up the budget of the card', () => {
    const block = `\`\`\`yaml\n${'name: "x"\n'.repeat(300)}\`\`\`\n\n`;
    const shown = html(block.repeat(4)).split('</pre>');
    expect(shown[0]).toContain('<span');
    expect(shown[3]).not.toContain('<span');
  });
});

describe('a blank in code', () => {
  it('is one run, whatever tokens of the language it crosses', () => {
    expect(block('sh', 'kubectl \uE002get -n "x\uE003y"')).toContain(
      '<mark class="cloze">get -n <span class="hljs-string">"x</span></mark><span class="hljs-string">y"</span>',
    );
  });

  it('is empty on the front, with its hint', () => {
    expect(block('go', 'func \uE000which?\uE001() {}')).toContain('<span class="cloze">[which?]</span>');
    expect(block('yaml', 'kind: "\uE000\uE001"')).toContain('<span class="cloze">[…]</span>');
  });
});
