// Every path of the repository that the documentation names exists.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeSpansOf, pages, ROOT } from './markdown.ts';

const PATH = /^(?:server|web|test|bench|bin|migrations|docs)\/[\w./{},-]*$/;

/** `http/reviews/{routes,schema}.ts` stands for two paths. */
function expanded(path: string): readonly string[] {
  const [, before = '', choices = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path) ?? [];
  if (choices === '') return [path];
  return choices.split(',').flatMap((choice) => expanded(`${before}${choice}${after}`));
}

test('braces in a path stand for several paths', () => {
  expect(expanded('server/{log,find}/a.{ts,md}')).toEqual([
    'server/log/a.ts',
    'server/log/a.md',
    'server/find/a.ts',
    'server/find/a.md',
  ]);
});

test('every path that the documentation names in backticks exists', () => {
  const named = pages().flatMap((page) =>
    codeSpansOf(page)
      .filter((code) => PATH.test(code) && !code.includes('NNNN'))
      .flatMap((code) => expanded(code).map((path) => ({ page: page.path, path }))),
  );
  const missing = named.filter(({ path }) => !existsSync(join(ROOT, path)));
  expect(missing.map(({ page, path }) => `${page}: ${path}`)).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
