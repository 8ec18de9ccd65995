import { describe, expect, it } from 'vitest';
import { createWork } from '../../server/render/work.ts';

const html = (markdown: string) => (createWork().html('full', markdown, 'eks/a.md', '') ?? '').trim();
const inline = (tex: string) => html(`$\`${tex}\`$`);
const display = (tex: string) => html(`\`\`\`math\n${tex}\n\`\`\``);

describe('a formula', () => {
  it('within a line becomes MathML without a copy of its TeX', () => {
    expect(inline('x_1 < 2')).toBe(
      '<p><math><mrow><msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mn>2</mn></mrow></math></p>',
    );
  });

  it('by itself is set large', () => {
    expect(display('\\frac{a}{b}')).toBe(
      '<math display="block"><mrow><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow></math>',
    );
  });

  it('that can’t be read is shown as typed, with what is wrong', () => {
    expect(inline('a < \\nope')).toBe(
      '<p><code class="math">a &lt; \\nope</code> <small class="math-error">This formula can’t be read: Undefined control sequence: \\nope</small></p>',
    );
    expect(display('\\frac{a')).toMatch(
      /^<pre><code class="math">\\frac\{a<\/code><\/pre><p><small class="math-error">/,
    );
  });

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://e.com}',
    '\\includegraphics{//e.com/a.png}',
    '\\htmlClass{a}{b}',
  ])('cannot link or load anything: %s', (tex) => {
    expect(inline(tex)).not.toMatch(/<a |<img|href=|src=|class="(?!math)/);
    expect(inline(tex)).toContain(tex.slice(0, tex.indexOf('{')));
  });

  it('cannot leave its place', () => {
    expect(inline('\\raisebox{-900em}{x}\\hspace{99em}\\rule{1000em}{1000em}')).toMatch(
      /voffset="-1em".*width="12em"/,
    );
    expect(inline('\\raisebox{-900em}{x}\\hspace{99em}\\rule{1000em}{1000em}')).not.toMatch(/\d{3,}em/);
  });

  it.each([
    ['that calls itself', '\\def\\a{\\a\\a}\\a'],
    ['of macros in macros', `\\def\\a{${'x'.repeat(900)}}\\def\\b{${'\\a'.repeat(30)}}${'\\b'.repeat(30)}`],
    ['that is nested deep', '{'.repeat(3900)],
    ['that is long', 'x'.repeat(4001)],
  ])('is shown as typed if it would grow too much: %s', (_what, tex) => {
    expect(inline(tex)).toContain('<small class="math-error">');
    expect(inline(tex).length).toBeLessThan(9000);
  });

  it('does not define macros for the next one', () => {
    expect(html('$`\\gdef\\a{x}\\a`$ $`\\a`$')).toContain('Undefined control sequence: \\a');
  });

  it('is set only while the budget of the card lasts', () => {
    const formulas = html('$`xxxxxxxxxx`$\n\n'.repeat(500));
    expect(formulas.match(/<math>/g)).toHaveLength(400);
  });
});

describe('a blank in a formula', () => {
  it('is empty on the front, with its hint', () => {
    expect(inline('\\frac{\uE000how many?\uE001}{2}')).toContain(
      '<mfrac><mtext><span class="cloze">[how many?]</span></mtext><mn>2</mn></mfrac>',
    );
  });

  it('is filled and highlighted on the back', () => {
    expect(inline('x^{\uE002\\frac12\uE003}')).toContain(
      '<mtext><mark class="cloze"><math><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math></mark></mtext>',
    );
  });

  it('may hold the whole formula', () => {
    expect(html('\uE002$`x`$\uE003')).toBe(
      '<p><mark class="cloze"><math><mrow><mi>x</mi></mrow></math></mark></p>',
    );
  });

  it('works beside what Markdown would take for emphasis', () => {
    expect(inline('a\uE002_x\uE003')).toContain('<mark class="cloze"><math>');
  });

  it('stays a blank where the formula can’t be read', () => {
    expect(inline('\\nope{\uE000\uE001}')).toContain('<span class="cloze">[…]</span>');
  });
});
