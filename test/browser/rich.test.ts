import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PLAN } from '../support/tenax.ts';
import { describeInBrowser, openSite } from './browser.ts';

const RICH = `# Pod Networking

## Covered: Where a Pod's IP comes from

### How is a Poisson arrival rate $\`\\lambda\`$ read from $\`P(k) = \\frac{\\lambda^k e^{-\\lambda}}{k!}\`$?
<!-- id: rich -->

So $\`\\lambda = \\sum_{i=1}^{n} x_i + x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11} + x_{12} + x_{13}\`$.

\`\`\`math
\\begin{aligned} a &= b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w \\\\ x &= y \\end{aligned}
\`\`\`

\`\`\`yaml
apiVersion: v1 # the core group, which has no name of its own and is therefore left out of the version here
kind: Pod
metadata: { name: "web", labels: { tier: 1 } }
\`\`\`

| first | second | third | fourth |
|---|---|---|---|
| aaaaaaaaaaaa | bbbbbbbbbbbb | cccccccccccc | dddddddddddd |

![A long way](way.svg)

Wrong: $\`\\nope\`$

### Queueing
<!-- id: hidden-formula -->

By Little's law $\`L = {{c1::\\lambda W}}\`$, and \`\`$\`x\`$\`\` is text.

### Listing
<!-- id: hidden-code -->

\`\`\`sh
kubectl {{c1::get pods -o "wide}}" | head
\`\`\`
`;

const WIDE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="100"><rect width="3000" height="100" fill="teal"/></svg>';

async function openRich(width: number, colorScheme: 'light' | 'dark' = 'light') {
  const site = await openSite(
    { 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': RICH, 'k8s/way.svg': WIDE },
    { colorScheme, viewport: { width, height: 800 } },
  );
  await site.page.goto('/review');
  await site.page.locator('.card').waitFor();
  return site;
}

/** Elements of the card that are wider than it and don't scroll by themselves. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const card = document.querySelector('.card')?.getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>('.card .prose > *, .card img')]
      .filter((element) => element.getBoundingClientRect().right > (card?.right ?? 0))
      .map((element) => element.outerHTML.slice(0, 80));
  });
}

describeInBrowser('code, formulas, tables and images', () => {
  it('stay within the card on a phone, and scroll by the keyboard too', async () => {
    const { page } = await openRich(360);
    await page.keyboard.press('Space');
    await page.locator('.card-answer img').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await tooWide(page)).toEqual([]);
    for (const name of ['Code', 'Table', 'Formula']) {
      const frame = page.locator('.card-answer').getByRole('group', { name, exact: true }).last();
      await frame.focus();
      expect(await frame.evaluate((element) => element.scrollLeft)).toBe(0);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    }
  });

  it('are not keyboard stops if there is nothing to scroll', async () => {
    const { page } = await openRich(1280);
    await page.keyboard.press('Space');
    await page.locator('.card-answer table').waitFor();
    expect(await page.locator('.card-answer .scrolls:has(table)').getAttribute('tabindex')).toBeNull();
  });

  it('are read by the browser as the right elements', async () => {
    const { page } = await openRich(1280);
    await page.keyboard.press('Space');
    const answer = page.locator('.card-answer');
    await answer.waitFor();
    const isMath = await answer
      .locator('mfrac, munderover, mtable')
      .evaluateAll((found) => found.every((each) => each.namespaceURI?.endsWith('MathML')));
    expect(isMath).toBe(true);
    // Read once, not a second time as TeX.
    expect(await page.locator('.card-prompt').innerText()).not.toContain('frac');
    expect(await answer.locator('code.math').innerText()).toBe('\\nope');
    expect(await answer.getByText('Undefined control sequence').isVisible()).toBe(true);
    expect(await answer.locator('.hljs-attr').count()).toBeGreaterThan(2);
  });

  it('hide and show gaps in place', async () => {
    const { page } = await openRich(1280);
    const blank = page.locator('.card-prompt span.cloze');
    const mark = page.locator('.card-prompt mark.cloze');
    const filled: string[] = [];
    for (let i = 0; i < 3; i++) {
      await page.locator('.card').waitFor();
      if ((await blank.count()) === 1) {
        expect(await blank.innerText()).toBe('[…]');
        await page.keyboard.press('Space');
        await mark.waitFor();
        expect(await page.locator('.card-answer').count()).toBe(0);
        filled.push(await mark.innerHTML());
      } else {
        await page.keyboard.press('Space');
      }
      await page.locator('.grade.good').waitFor();
      await page.keyboard.press('4');
      await page.locator('.grade.good').waitFor({ state: 'detached' });
    }
    expect(filled.sort()).toEqual([
      expect.stringMatching(/^<math\b.*<mi>W<\/mi>/),
      expect.stringMatching(/^get pods -o <span class="hljs-string">"wide<\/span>$/),
    ]);
  });

  it('look the same in a preview', async () => {
    const { page } = await openRich(1280);
    await page.keyboard.press('e');
    const preview = page.getByRole('dialog');
    await preview.locator('math').first().waitFor();
    expect(await preview.locator('.hljs-attr').count()).toBeGreaterThan(2);
  });
});
