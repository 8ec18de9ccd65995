import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { SAMPLE } from '../support/tenax.ts';
import { workplace } from './folders.ts';
import { runHere } from './small.ts';

const LOG = `card_id,review_rating,review_time,review_duration
pod-ip-source,3,2026-11-01T09:00:00Z,4200
pod-ip-source,4,2026-11-05T09:00:00Z,3100
`;

async function learner() {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'), { recursive: true });
  for (const [path, text] of Object.entries(SAMPLE)) await writeFile(join(cwd, 'decks', path), text);
  await writeFile(join(cwd, 'log.csv'), LOG);
  const tenax = (...argv: string[]) => runHere([...argv, '--zone', 'UTC'], { cwd, openTenax });
  await tenax('import', 'reviews', 'log.csv');
  const spoil = (sql: string) => {
    const database = new Database(join(cwd, 'data/tenax.db'));
    database.exec(sql);
    database.close();
  };
  return { tenax, spoil };
}

describe('tenax doctor', () => {
  it('says that everything matches', async () => {
    const { tenax } = await learner();
    expect(await tenax('doctor')).toEqual({
      code: 0,
      out: '',
      err: 'Checked 2 events of 1 card: everything matches the log. `tenax check` checks the decks.',
    });
  });

  it('says which card differs and how, and repairs it', async () => {
    const { tenax, spoil } = await learner();
    spoil(`update memories set reps = 7, due_day = 20000`);
    const { code, out, err } = await tenax('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^memory pod-ip-source: reps is 7, by the log 2; due day is 2024-10-04, by the log 20/,
    );
    expect(err).toBe(
      'Checked 2 events of 1 card: 1 finding. --repair repairs what the log and the files can repair.',
    );
    const repaired = await tenax('doctor', '--repair');
    expect(repaired).toMatchObject({
      code: 1,
      out: expect.stringMatching(/ \(repaired\)$/),
      err: 'Checked 2 events of 1 card: 1 finding, 1 repaired.',
    });
    expect(await tenax('doctor')).toMatchObject({ code: 0 });
  });

  it('says what cannot be repaired', async () => {
    const { tenax, spoil } = await learner();
    spoil(`update events set rating = 9 where rating = 4`);
    const { code, out, err } = await tenax('doctor', '--repair');
    expect(code).toBe(1);
    expect(out).toMatch(/^log [0-9a-f-]{36}: the event "reviewed" of pod-ip-source has the rating 9/);
    expect(err).toMatch(/1 finding, 0 repaired\. 1 can’t be repaired: a backup/);
    expect(JSON.parse((await tenax('doctor', '--json')).out)).toMatchObject({
      events: 2,
      found: 1,
      findings: [{ about: 'log', repairable: false }],
    });
  });

  it('looks also at a database that is too damaged to serve', async () => {
    const { tenax, spoil } = await learner();
    spoil(`update items set aliases = '{'; update files set stamp = ''`);
    expect((await tenax('due')).err).toMatch(/damaged.*tenax restore.*items\.aliases/);
    const { code, out } = await tenax('doctor');
    expect(code).toBe(1);
    expect(out).toMatch(/library the item .*: aliases holds no JSON array/);
  });
});
