// The guides list every option and style rule of the code. test/settings checks the same for settings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SETTING_FLAGS } from '../../server/config.ts';
import { STYLE_RULES } from '../../server/deck/style/rules.ts';
import { ROOT } from './markdown.ts';

test.each([
  ['option of the server', 'docs/command-line.md', SETTING_FLAGS.map(({ name }) => `--${name}`)],
  ['style rule', 'docs/cards.md', STYLE_RULES],
])('every %s has a row in %s', (_, path, names) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  expect(names.filter((name) => !text.includes(`\n| \`${name}\` |`))).toEqual([]);
  expect(names.length).toBeGreaterThan(5);
});
