import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { SAMPLE } from '../support/tenax.ts';
import { workplace } from './folders.ts';
import { runHere } from './small.ts';

const ID = '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11';
const LOG = `card_id,review_rating,review_time,review_duration,review_id
pod-ip-source,3,2026-11-01T09:00:00.000Z,4200,${ID}
`;

async function learner() {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'), { recursive: true });
  for (const [path, text] of Object.entries(SAMPLE)) await writeFile(join(cwd, 'decks', path), text);
  await writeFile(join(cwd, 'log.csv'), LOG);
  return { cwd, tenax: (...argv: string[]) => runHere(argv, { cwd, openTenax }) };
}

describe('tenax export reviews', () => {
  it('writes the same file that was imported', async () => {
    const { cwd, tenax } = await learner();
    await tenax('import', 'reviews', 'log.csv');
    expect(await tenax('export', 'reviews', 'mine.csv')).toEqual({
      code: 0,
      out: `Exported 1 review into ${join(cwd, 'mine.csv')}.`,
      err: '',
    });
    expect(await readFile(join(cwd, 'mine.csv'), 'utf8')).toBe(LOG);
  });

  it('overwrites nothing, and says if it cannot write', async () => {
    const { cwd, tenax } = await learner();
    expect(await tenax('export', 'reviews', 'log.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('log.csv already exists'),
    });
    expect(await readFile(join(cwd, 'log.csv'), 'utf8')).toBe(LOG);
    expect((await tenax('export', 'reviews', 'nowhere/mine.csv')).err).toContain(
      'cannot be written (ENOENT)',
    );
    expect((await tenax('export', 'reviews')).code).toBe(2);
  });
});
