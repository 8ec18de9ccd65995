import type { Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, openSite } from './browser.ts';
import { forEachScreen, show } from './screens.ts';

/** A letter that is read from right to left. Texts that begin with it stand for those of a Hebrew plan. */
const ALEPH = 'א';
/** The names under which the API sends the learner's own text. */
const OWN = new Set(
  'title prompt text item label value remark meaning excerpt body markdown phase heading entries points detail'.split(
    ' ',
  ),
);
/** Texts of the server itself have these names too. */
const NOT_OWN = /^[a-z-]*$|^[#\d]/;

/** Makes the learner's own text in an answer begin with {@link ALEPH}. */
function hebrew(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => hebrew(each, name));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hebrew(each, key)]));
  return typeof value === 'string' && OWN.has(name) && !NOT_OWN.test(value) ? `${ALEPH} ${value}` : value;
}

async function inHebrew(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') return route.fallback();
  const response = await route.fetch();
  if (!response.headers()['content-type']?.includes('json')) return route.fulfill({ response });
  await route.fulfill({ response, json: hebrew(await response.json()) });
}

/** The kinds of elements whose text would be laid out in the direction of the page and not in its own. */
function undirected(aleph: string): string[] {
  const found = new Set<string>();
  const kindOf = (element: Element | null) => {
    const around = element?.parentElement?.closest('[class]');
    return `${around?.className} > ${(element?.cloneNode() as Element | undefined)?.outerHTML?.replace(/ (?:href|value|id)="[^"]*"/g, '')}`;
  };
  const isDirected = (element: Element | null) => element?.closest('bdi, [dir]:not(html)') != null;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const around = node.parentElement;
    if (!node.nodeValue?.includes(aleph) || isDirected(around) || around?.closest('.visually-hidden'))
      continue;
    found.add(kindOf(around));
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('textarea, input'))
    if (field.value.includes(aleph) && !isDirected(field)) found.add(kindOf(field));
  return [...found];
}

describeInBrowser('text in another direction than the page', () => {
  it('keeps its own on every page and state', async () => {
    const wrong = new Map<string, string>();
    let seen = 0;
    await forEachScreen(async (screen, page) => {
      if (screen.of === 'nothing') return;
      // A page that is left takes the requests with it that are under way.
      await page.context().route('**/api/**', (route) => inHebrew(route).catch(() => undefined));
      await show(page, screen);
      seen += await page.evaluate((aleph) => document.body.innerText.split(aleph).length - 1, ALEPH);
      for (const each of await page.evaluate(undirected, ALEPH)) wrong.set(each, screen.name);
    });
    expect([...wrong].map(([kind, where]) => `${where}: ${kind}`)).toEqual([]);
    expect(seen).toBeGreaterThan(100);
  }, 600_000);

  it('lays a Hebrew card out from right to left, and its code from left to right', async () => {
    const { page } = await openSite({
      'shell/plan.md': '# Shell\n\n## Files\n\n- [x] ls\n',
      'shell/files.md': `# Files
<!-- lang: he -->

### מה מציגה הפקודה ls -a?
<!-- id: ls-all -->

היא מציגה גם קבצים נסתרים (\`.profile\`).

\`ls\` היא פקודה.

1. ראשון
2. שני

\`\`\`sh
ls -a | wc -l
\`\`\`
`,
    });
    await page.goto('/review');
    expect(await page.locator('.card').getAttribute('lang')).toBe('he');
    await page.locator('.grade.show').click();
    const list = page.locator('.card-answer ol');
    await list.waitFor();
    // Where the first and the last character stand within the prompt.
    const [first, last] = await page.locator('.card-prompt p').evaluate((prompt) => {
      const text = prompt.firstChild;
      const leftOf = (at: number) => {
        const range = document.createRange();
        if (text) range.setStart(text, at);
        if (text) range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      return [leftOf(0), leftOf((text?.nodeValue?.length ?? 1) - 1)];
    });
    expect(last).toBeLessThan(first ?? 0);
    const style = (selector: string) =>
      page.locator(`.card-answer ${selector}`).evaluate((element) => {
        const { direction, paddingRight, paddingLeft } = getComputedStyle(element);
        return {
          direction,
          isNumberedAtRight: Number.parseFloat(paddingRight) > Number.parseFloat(paddingLeft),
        };
      });
    expect(await style('ol')).toEqual({ direction: 'rtl', isNumberedAtRight: true });
    expect(await style('p:nth-of-type(2)')).toMatchObject({ direction: 'rtl' });
    for (const code of ['p:first-of-type code', 'pre'])
      expect(await style(code)).toMatchObject({ direction: 'ltr' });
  });
});
