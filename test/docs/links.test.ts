// Every link of the documentation leads somewhere, and the two front pages stay short.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, destinationsOf, type Page, pages, ROOT, slugOf } from './markdown.ts';

const all = pages();
const byPath = new Map(all.map((page) => [page.path, page]));

/** What is wrong with a link of a page; null if it leads somewhere or out of the repository. */
function faultOf({ path }: Page, destination: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(destination)) return null;
  const [file = '', anchor] = decodeURI(destination).split('#');
  const target = file === '' ? path : normalize(join(dirname(path), file)).replaceAll('\\', '/');
  if (!existsSync(join(ROOT, target))) return `${path}: ${destination} leads to no file`;
  if (anchor === undefined) return null;
  const page = byPath.get(target);
  return page && anchorsOf(page).has(anchor) ? null : `${path}: ${destination} leads to no heading`;
}

describe('documentation', () => {
  test('every relative link leads to a file and a heading that exist', () => {
    const links = all.flatMap((page) =>
      destinationsOf(page).map((destination) => [page, destination] as const),
    );
    const faults = links.flatMap(([page, destination]) => faultOf(page, destination) ?? []);
    expect(faults).toEqual([]);
    expect(links.length).toBeGreaterThan(50);
  });

  test('a link to a missing file or heading is found', () => {
    const page: Page = { path: 'docs/api.md', tokens: [] };
    expect(faultOf(page, 'no-such-page.md')).toBe('docs/api.md: no-such-page.md leads to no file');
    expect(faultOf(page, '../README.md#no-such-heading')).toBe(
      'docs/api.md: ../README.md#no-such-heading leads to no heading',
    );
    expect(faultOf(page, 'https://example.com/nothing')).toBeNull();
  });

  test.each([
    ['The deck format', 'the-deck-format'],
    ['`mode=due`: today’s session', 'modedue-todays-session'],
    ['A gap, and what_follows', 'a-gap-and-what_follows'],
  ])('the anchor of “%s” is %s', (heading, anchor) => {
    expect(slugOf(heading)).toBe(anchor);
  });

  test.each([
    ['README.md', 130],
    ['CONTRIBUTING.md', 100],
  ])('%s has at most %i lines', (path, most) => {
    const lines = readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(most);
  });
});
