import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { workplace } from './folders.ts';
import { runHere } from './small.ts';

const PLAN = `# Storage

## Deep Dives

### 1. Volumes

#### Covered
- A volume lives as long as its Pod

#### Gaps
- Ephemeral volumes
`;

const DECK = `# Volumes

## Covered: A volume lives as long as its Pod

### How long does an emptyDir live?
<!-- id: empty-dir-life -->

As long as its Pod.
`;

/** Decks of one topic, and the command line on the real Tenax. */
async function learner() {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'));
  await writeFile(join(cwd, 'decks/k8s/plan.md'), PLAN);
  await writeFile(join(cwd, 'decks/k8s/volumes.md'), DECK);
  return {
    cwd,
    tenax: (...argv: string[]) => runHere(argv, { cwd, openTenax }),
    file: (path: string) => readFile(join(cwd, 'decks/k8s', path), 'utf8'),
  };
}

describe('the command line on the real Tenax', () => {
  it('shows what is due, in all and of one topic', async () => {
    const { tenax } = await learner();
    expect(await tenax('due')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^1 /) });
    expect(JSON.parse((await tenax('due', '--topic', 'k8s/volumes', '--json')).out)).toMatchObject({
      total: 1,
      new: 1,
    });
    expect(await tenax('due', '--topic', 'nonsense')).toMatchObject({ code: 1, out: '' });
  });

  it('says why there is no topic', async () => {
    const { tenax, cwd } = await learner();
    await writeFile(join(cwd, 'decks/k8s/plan.md'), '# Redis\n\nA path.\n\n### Data\n\nStrings.\n');
    await rm(join(cwd, 'decks/k8s/volumes.md'));
    expect((await tenax('topics')).err).toMatch(
      /No topics: k8s\/plan.md:3 No topic was found in the plan, and 3 lines/,
    );
    await rm(join(cwd, 'decks/k8s'), { recursive: true });
    expect((await tenax('topics')).err).toContain('No topics: write a plan.md');
  });

  it('lists the topics', async () => {
    const { tenax } = await learner();
    expect((await tenax('topics')).out).toMatch(/^Volumes .* k8s\/volumes$/m);
    expect(JSON.parse((await tenax('topics', '--json')).out)).toMatchObject([{ id: 'k8s/volumes' }]);
  });

  it('writes a gap and its cards into the files only once', async () => {
    const { tenax, file } = await learner();
    const argv = [
      'gap',
      'add',
      '--topic',
      'k8s/volumes',
      'Projected volumes',
      '--prompt',
      'What?',
      '--answer',
      'Several sources in one.',
    ];
    expect((await tenax(...argv)).out).toMatch(
      /^Added to k8s\/volumes: Projected volumes \(line \d+ of plan\.md\)\n {2}card /,
    );
    const [plan, deck] = [await file('plan.md'), await file('volumes.md')];
    expect(plan).toContain('- Projected volumes\n');
    expect(deck).toContain('Several sources in one.');
    expect((await tenax(...argv)).out).toMatch(/^Known in k8s\/volumes/);
    expect([await file('plan.md'), await file('volumes.md')]).toEqual([plan, deck]);
    expect((await tenax('due')).out).toMatch(/^2 /);
  });

  it('writes a note', async () => {
    const { tenax, file } = await learner();
    const argv = [
      'note',
      'add',
      '--topic',
      'k8s/volumes',
      '--prompt',
      'What is a PV?',
      '--answer',
      'Storage.',
      '--id',
      'pv',
    ];
    expect((await tenax(...argv)).out).toMatch(/^Added pv to k8s\/volumes\.md, line \d+: 1 card$/);
    expect(await file('volumes.md')).toContain('<!-- id: pv -->');
    expect(await tenax(...argv, '--topic=k8s/none')).toMatchObject({ code: 2 });
  });

  it('derives notes for the items without one', async () => {
    const { tenax, file } = await learner();
    const before = await file('volumes.md');
    expect((await tenax('derive', '--dry-run')).err).toBe('Would write 1 note into 1 deck.');
    expect(await file('volumes.md')).toBe(before);
    expect((await tenax('derive')).err).toBe('Wrote 1 note into 1 deck.');
    expect(await file('volumes.md')).toContain('Ephemeral volumes');
    expect(await tenax('derive')).toEqual({ code: 0, out: '', err: 'Wrote 0 notes into 0 decks.' });
  });

  it('prints the report, and writes it into every plan on request, once a day', async () => {
    const { tenax, file } = await learner();
    const printed = await tenax('report');
    expect(printed).toMatchObject({ code: 0, err: '' });
    expect(await file('plan.md')).not.toContain('tenax:retention');
    expect(await tenax('report', '--write')).toEqual({ ...printed, err: 'Written into k8s/plan.md.' });
    expect(await file('plan.md')).toContain(`<!-- tenax:retention -->\n${printed.out}\n<!-- /tenax`);
    expect((await tenax('report', '--write', '--plan', 'k8s')).err).toBe('Unchanged in k8s/plan.md.');
    expect(JSON.parse((await tenax('report', '--json')).out)).toMatchObject({ planId: 'k8s' });
    expect((await tenax('report', '--plan', 'none')).code).toBe(1);
  });

  it('lists the gaps, all or of one status', async () => {
    const { tenax } = await learner();
    const { out } = await tenax('gap', 'list');
    expect(out).toMatch(/^Gap +Status +Since +Seen +Topic$/m);
    expect(out).toMatch(/^Ephemeral volumes +open +2099-11-23 +0 of 0 +k8s\/volumes$/m);
    expect((await tenax('gap', 'list', '--status', 'closed')).err).toBe('No gaps.');
    expect((await tenax('gap', 'proposals')).err).toBe('No proposals.');
    expect((await tenax('gap', 'dismiss', '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11')).code).toBe(1);
  });
});

describe('check', () => {
  it('passes with warnings, or fails on them if asked to', async () => {
    const { tenax } = await learner();
    const { code, out, err } = await tenax('check');
    expect(code).toBe(0);
    expect(err).toMatch(/^0 errors, [1-9]\d* warnings?\.$/);
    expect(out).toMatch(/^decks\/k8s\/plan\.md:\d+ warning item-without-cards /m);
    expect((await tenax('check', '--strict')).code).toBe(1);
  });

  it('fails on an error, which it reports with its place', async () => {
    const { tenax, cwd } = await learner();
    await writeFile(join(cwd, 'decks/k8s/pods.md'), '# Pods\n\n```\nno end\n');
    const { code, out } = await tenax('check', '--json');
    expect(code).toBe(1);
    const problems = JSON.parse(out) as readonly object[];
    expect(problems).toContainEqual({
      path: 'k8s/pods.md',
      line: 3,
      severity: 'error',
      rule: 'unclosed-fence',
      message: expect.any(String),
    });
    for (const problem of problems)
      expect(Object.keys(problem)).toEqual(['path', 'line', 'severity', 'rule', 'message']);
    expect((await tenax('check')).out).toMatch(/^decks\/k8s\/pods\.md:3 error \S+ /m);
  });

  it('checks the style of cards if asked to', async () => {
    const { tenax, cwd } = await learner();
    const note = '### Is a Pod mortal?\n<!-- id: pod-mortal -->\n\nThat it is.\n';
    await writeFile(join(cwd, 'decks/k8s/pods.md'), `# Pods\n\n${note}`);
    expect((await tenax('check', 'decks/k8s/pods.md')).out).not.toContain('yes-no-prompt');
    const { code, out } = await tenax('check', '--style', 'decks/k8s/pods.md');
    expect(code).toBe(0);
    expect(out).toMatch(/^decks\/k8s\/pods\.md:3 warning yes-no-prompt .+ Ask what, why, when or how/m);
    expect((await tenax('check', '--style', '--strict', 'decks/k8s/pods.md')).code).toBe(1);
  });

  it('checks a file, a folder, or another decks folder', async () => {
    const { tenax, cwd } = await learner();
    await writeFile(join(cwd, 'decks/k8s/pods.md'), '# Pods\n\n```\nno end\n');
    expect((await tenax('check', 'decks/k8s/pods.md')).err).toMatch(/^1 error, 0 warnings/);
    expect((await tenax('check', 'decks/k8s/volumes.md')).err).toMatch(/^0 errors/);
    expect((await tenax('check', 'decks/k8s')).err).toMatch(/^1 error/);
    await mkdir(join(cwd, 'other'));
    expect(await tenax('check', 'other')).toEqual({ code: 0, out: '', err: '0 errors, 0 warnings.' });
    expect(await tenax('check', 'decks/none.md')).toMatchObject({
      code: 1,
      err: `tenax: There is no file or folder ${cwd}/decks/none.md.`,
    });
  });

  it('needs no database', async () => {
    const { cwd } = await learner();
    const refuse = () => Promise.reject(new Error('opened'));
    expect((await runHere(['check'], { cwd, openTenax: refuse })).code).toBe(0);
  });
});
