import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { SAMPLE } from '../support/tenax.ts';
import { workplace } from './folders.ts';
import { serveHere } from './server.ts';
import { runHere } from './small.ts';

const LOG = 'card_id,review_rating,review_time\npod-ip-source,3,2026-11-01T09:00:00.000Z\n';

async function learner() {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'), { recursive: true });
  for (const [path, text] of Object.entries(SAMPLE)) await writeFile(join(cwd, 'decks', path), text);
  await writeFile(join(cwd, 'log.csv'), LOG);
  return { cwd, tenax: (...argv: string[]) => runHere(argv, { cwd, openTenax }) };
}

describe('tenax backup and restore', () => {
  it('save the data and bring it back', async () => {
    const { cwd, tenax } = await learner();
    await tenax('import', 'reviews', 'log.csv');
    const name = 'tenax-2099-11-23T07-00-00.000Z.db';
    const { code, out } = await tenax('backup');
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(
        new RegExp(`^Backed up into ${join(cwd, 'data/backups', name)} \\(0\\.\\d MB\\)\\.$`),
      ),
    });
    await writeFile(join(cwd, 'log.csv'), LOG.replace('pod-ip-source', 'pod-ip-plugin'));
    await tenax('import', 'reviews', 'log.csv');
    expect((await tenax('due', '--json')).out).toContain('"new": 1');
    const restored = await tenax('restore', name);
    expect(restored.out).toBe(
      `Restored ${join(cwd, 'data/backups', name)}. The old database is in ${join(cwd, 'data/trash/2099-11-23T07-00-00.000Z-tenax.db')}.`,
    );
    expect((await tenax('due', '--json')).out).toContain('"new": 2');
    expect((await tenax('doctor')).code).toBe(0);
  });

  it('list the backups', async () => {
    const { tenax } = await learner();
    await tenax('backup');
    const [head, row] = (await tenax('backup', '--list')).out.split('\n');
    expect(head).toMatch(/^Name +Made +Size$/);
    expect(row).toMatch(/^tenax-2099-11-23T07-00-00\.000Z\.db +\d{4}-\d\d-\d\d \d\d:\d\d +0\.\d MB$/);
    expect(JSON.parse((await tenax('backup', '--list', '--json')).out)).toMatchObject({
      kept: 14,
      backups: [{ daily: false }],
    });
  });

  it('write the backup to a given file, but never over an existing one', async () => {
    const { cwd, tenax } = await learner();
    expect((await tenax('backup', 'mine.db')).out).toContain(`Backed up into ${join(cwd, 'mine.db')}`);
    expect(await readdir(join(cwd, 'data/backups'))).toEqual([]);
    expect((await tenax('backup', 'mine.db')).err).toContain('mine.db already exists');
    expect((await tenax('backup', 'nowhere/mine.db')).err).toMatch(
      /cannot be written \(ENOENT\)\. The backup is in/,
    );
    expect((await tenax('restore', 'mine.db')).code).toBe(0);
  });

  it('say what is left of a lost database, and bring it back', async () => {
    const { cwd, tenax } = await learner();
    await tenax('import', 'reviews', 'log.csv');
    await tenax('backup');
    const [name = ''] = await readdir(join(cwd, 'data/backups'));
    await rm(join(cwd, 'data/tenax.db'));
    expect(await tenax('due')).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`is missing.*tenax restore ${name}.*tenax serve --new`)),
    });
    expect((await tenax('backup', '--list')).out).toContain(name);
    expect((await tenax('restore', name)).code).toBe(0);
    expect((await tenax('due', '--json')).out).toContain('"new": 2');
  });

  it('say what is missing', async () => {
    const { cwd, tenax } = await learner();
    expect((await tenax('restore')).code).toBe(2);
    expect((await tenax('restore', 'none.db')).err).toContain('There is no backup none.db.');
    await writeFile(join(cwd, 'letter.db'), 'Dear Ada');
    expect(await tenax('restore', 'letter.db')).toMatchObject({
      code: 1,
      err: expect.stringContaining('letter.db is not a Tenax database.'),
    });
  });

  it('do not restore under a running server', async () => {
    const { cwd, tenax } = await learner();
    await tenax('backup', 'mine.db');
    const { address } = await serveHere(cwd);
    expect(await tenax('restore', 'mine.db')).toMatchObject({
      code: 1,
      err: expect.stringContaining(address),
    });
  });
});
