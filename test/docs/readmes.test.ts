import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** A folder with more files than this needs a README. */
const A_HANDFUL = 6;
const MOST_LINES = 10;
/** `web/words/README.md` is about these too. */
const COVERED = ['web/words/en', 'web/words/es'];

const folders = ['server', 'web', 'migrations', 'bench', 'bin'].flatMap((folder) => [
  folder,
  ...readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
]);

describe('a folder with more than a handful of files', () => {
  it('has a README', () => {
    const large = folders.filter((folder) => filesIn(folder).length > A_HANDFUL);
    const bare = large.filter((folder) => !COVERED.includes(folder) && !existsSync(readmeOf(folder)));
    expect(bare).toEqual([]);
  });

  it.each(folders.filter((folder) => existsSync(readmeOf(folder))))(
    'has a README of at most ten lines: %s',
    (folder) => {
      const lines = readFileSync(readmeOf(folder), 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
      expect(lines[0]).toBe(`# ${folder}`);
    },
  );
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function readmeOf(folder: string): string {
  return join(ROOT, folder, 'README.md');
}
