import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { workplace } from './folders.ts';
import { runHere } from './small.ts';

const HEADER = 'card_id,review_rating,review_time,review_duration';
const PLAN = `# Storage

## Volumes
- A volume lives as long as its Pod
`;
const DECK = `# Volumes

### How long does an emptyDir live?
<!-- id: empty-dir-life -->

As long as its Pod.
`;

/** A deck with one card, a file of reviews, and the command line on the real Tenax. */
async function learner(...rows: readonly string[]) {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'));
  await writeFile(join(cwd, 'decks/k8s/plan.md'), PLAN);
  await writeFile(join(cwd, 'decks/k8s/volumes.md'), DECK);
  await writeFile(join(cwd, 'log.csv'), [HEADER, ...rows, ''].join('\n'));
  return {
    cwd,
    tenax: (...argv: string[]) => runHere(argv, { cwd, openTenax }),
  };
}

const FIRST = 'empty-dir-life,3,2026-11-01T09:00:00Z,4200';
const SECOND = 'empty-dir-life,3,2026-11-02T09:00:00Z,3100';
const ELSEWHERE = '1711684180217,1,2026-11-02T09:00:10.250000+00:00,';

describe('tenax import reviews', () => {
  it('imports a history once', async () => {
    const { tenax } = await learner(FIRST, SECOND, ELSEWHERE);
    expect(await tenax('import', 'reviews', 'log.csv')).toEqual({
      code: 0,
      out: 'Imported 3 reviews of 2 cards; 1 card not in the decks: its history waits for it.',
      err: '',
    });
    expect(await tenax('due', '--json')).toMatchObject({ code: 0, out: expect.stringContaining('"new": 0') });
    expect((await tenax('import', 'reviews', 'log.csv')).out).toMatch(
      /^Imported 0 reviews of 2 cards; 3 more were imported/,
    );
    expect(JSON.parse((await tenax('import', 'reviews', 'log.csv', '--json')).out)).toEqual({
      added: 0,
      known: 3,
      cards: 2,
      withoutCard: 1,
    });
  });

  it('names the wrong lines and imports nothing', async () => {
    const { tenax, cwd } = await learner(FIRST, 'empty-dir-life,7,2026-11-02T09:00:00Z,1', SECOND);
    const { code, out, err } = await tenax('import', 'reviews', 'log.csv');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `tenax: Nothing was imported from ${join(cwd, 'log.csv')}: line 3: review_rating "7" must be 1 (again), 2 (hard), 3 (good) or 4 (easy).`,
    );
    expect((await tenax('due', '--json')).out).toContain('"new": 1');
  });

  it('names ten wrong lines at most', async () => {
    const { tenax } = await learner(...Array.from({ length: 12 }, () => 'nonsense'));
    const { err } = await tenax('import', 'reviews', 'log.csv');
    expect(err).toContain('line 11: the number of columns is 1, unlike in the first line; and 2 more lines.');
    expect(err).not.toContain('line 12');
  });

  it('says so if the file has no reviews or cannot be read', async () => {
    const { tenax, cwd } = await learner();
    expect((await tenax('import', 'reviews')).code).toBe(2);
    expect((await tenax('import', 'reviews', 'log.csv')).err).toContain(
      'has no reviews below its first line',
    );
    expect((await tenax('import', 'reviews', 'none.csv')).err).toContain('none.csv cannot be read (ENOENT).');
    await writeFile(join(cwd, 'latin.csv'), Buffer.from([0x63, 0xe4, 0x72]));
    expect((await tenax('import', 'reviews', 'latin.csv')).err).toContain('(it is not UTF-8).');
  });
});
