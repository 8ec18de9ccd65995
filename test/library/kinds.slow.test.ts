// Which files are decks; and that the check finds what the server finds.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileProblems } from '../../server/http/schemas.ts';
import { checkLibrary } from '../../server/library/check.ts';
import { type Files, openWorld } from '../support/tenax.ts';

const PLAN = `# Shell

## Deep dives

### Job control

**Covered:**
- Foreground

**Gaps:**
- bg and fg

### Subshells

**Gaps:**
- exit in a subshell
`;
const JOBS =
  '# Job control\n\n## Covered: Foreground\n\n### What does fg do?\n<!-- id: fg -->\n\nIt resumes.\n';
const NEW = '# Subshells\n\n### What does ( ) do?\n\nIt starts a subshell.\n';
const NOTES = '# My notes\n\n## Today\n\n### Ideas\n\nMany.\n';
const CHANGES = '# Changelog\n\n## 1.0.0\n\n### Added\n\n- Everything.\n\n### Fixed\n\n- The rest.\n';

/** Files, and what is said of them: no cards, no byte changed. */
const NO_DECKS: readonly (readonly [name: string, text: string, rule: string])[] = [
  ...[
    'plan (1).md',
    'plan-old.md',
    'plan.sync-conflict-20261130-120000-ABCDEFG.md',
    'plan copy.md',
    'Copy of plan.md',
    'plan 2.md',
    'plan.orig.md',
    'Plan - Copy.md',
    'old-thoughts.md',
  ].map((name) => [name, `${PLAN}- variables\n`, 'plan-copy'] as const),
  ['plan-old.md', `# Job control\n\n### What is a job?\n\nA pipeline.\n`, 'plan-copy'],
  ['jobs-plan.md', '# Job control\n\n### Subshells\n\n- one\n\n### Job control\n\n- two\n', 'plan-copy'],
  ['notes.md', NOTES, 'not-a-deck'],
  ['CHANGELOG.md', CHANGES, 'not-a-deck'],
  ['TODO.md', '- [ ] write decks\n', 'not-a-deck'],
  ['empty.md', '', 'not-a-deck'],
  ['two.md', '# One\n\n### A?\n\nB.\n\n# Two\n', 'not-a-deck'],
  ['typo.md', '# Subshels\n\n### Uses\n\nIt starts a subshell.\n', 'not-a-deck'],
  ['faq.md', '# Questions\n\n### What does ( ) do?\n\nIt starts a subshell.\n', 'not-a-deck'],
];

describe.each(NO_DECKS)('%s', (name, text, rule) => {
  it(`is not a deck: ${rule}`, async () => {
    const path = `shell/${name}`;
    const world = await openWorld({ 'shell/plan.md': PLAN, 'shell/job-control.md': JOBS, [path]: text });
    for (let times = 0; times < 2; times++) {
      await world.tenax.library.scan();
      world.time.nowMs += 60_000;
      await world.tenax.library.writeIds();
    }
    expect(await world.read(path)).toBe(text);
    const notes = await world.tenax.desk.store.read.selectFrom('notes').select('path').execute();
    expect(notes).toEqual([{ path: 'shell/job-control.md' }]);
    expect(await world.tenax.library.problems()).toMatchObject([{ path, rule, line: 1 }]);
    expect(world.logged.filter((line) => line.startsWith(`${path}: `))).toHaveLength(1);
    const { body } = await world.get<FileProblems>('/api/problems');
    expect(body.problems).toMatchObject([{ path, rule }]);
    expect(await readdir(join(world.decks, 'shell'))).toHaveLength(3);
  });
});

describe('a deck', () => {
  it.each<[string, string, string]>([
    ['whose heading names a topic', 'subshells.md', NEW],
    ['whose heading is a spelling of a topic', 'more.md', NEW.replace('# Subshells', '# Subshell basics')],
    ['that the plan does not name, whose notes ask something', 'x.md', '# Other\n\n### Q?\n\nA.\n'],
    [
      'that the plan does not name, with a note that has an id',
      'x.md',
      `${NOTES}\n### Q?\n<!-- id: q -->\n\nA.\n`,
    ],
  ])('%s gets its ids', async (_, name, text) => {
    const world = await openWorld({ 'shell/plan.md': PLAN, [`shell/${name}`]: text });
    await world.tenax.library.scan();
    world.time.nowMs += 60_000;
    await world.tenax.library.writeIds();
    const deck = await world.read(`shell/${name}`);
    expect(deck.match(/<!-- id: /g)).toHaveLength(deck.match(/^### /gm)?.length ?? 0);
  });

  it('stays one when it loses its ids and its heading', async () => {
    const world = await openWorld({ 'shell/plan.md': PLAN, 'shell/job-control.md': JOBS });
    await world.write('shell/job-control.md', JOBS.replace('# Job', '# Jb').replace(/<!-- .*\n/, ''));
    await world.tenax.library.scan();
    world.time.nowMs += 60_000;
    await world.tenax.library.writeIds();
    expect(await world.read('shell/job-control.md')).toBe(JOBS.replace('# Job', '# Jb'));
  });

  it.each<[string, string, string]>([
    ['no-title', 'subshells.md', '### What does ( ) do?\n\nIt starts a subshell.\n'],
    ['no-title', 'sub.md', '#Subshells\n\n### What does ( ) do?\n\nIt starts a subshell.\n'],
    ['several-titles', 'sub.md', `${NEW}\n# Subshells\n`],
    ['unclosed-fence', 'sub.md', `${NEW}\n\`\`\`\n`],
    ['unclosed-fence', 'open.md', '# Open\n\n```\nnever closed\n'],
    ['several-titles', 'sub.md', `# One\n\n### Q?\n<!-- id: q -->\n\nA.\n\n# Two\n`],
  ])('that can’t be read is reported as such: %s in %s', async (rule, name, text) => {
    const world = await openWorld({ 'shell/plan.md': PLAN, [`shell/${name}`]: text });
    expect(await world.tenax.library.problems()).toMatchObject([{ rule, severity: 'error' }]);
  });
});

const COPY = `${JOBS}\n### What does bg do?\n\nIt resumes in the background.\n`;
const SECOND =
  '# Job control\n\n## Gap: bg and fg\n\n### What does bg do?\n<!-- id: bg -->\n\nIt resumes too.\n';
const FOLDERS: Readonly<Record<string, Files>> = {
  'a good one': { 'shell/plan.md': PLAN, 'shell/job-control.md': JOBS },
  'two decks of a topic': { 'shell/plan.md': PLAN, 'shell/job-control.md': JOBS, 'shell/a.md': SECOND },
  'a typo in a heading': { 'shell/plan.md': PLAN, 'shell/jobs.md': JOBS.replace('# Job', '# Jb') },
  'a deck that the plan does not name': {
    'shell/plan.md': PLAN,
    'shell/x.md': JOBS.replace('# Job control', '# X'),
  },
  'a copy of a deck': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': JOBS,
    'shell/job-control (1).md': COPY,
  },
  'a copied folder': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': JOBS,
    'shell 2/plan.md': PLAN,
    'shell 2/job-control.md': JOBS,
  },
  'an id used twice': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': JOBS,
    'shell/s.md': `${NEW}\n### Q\n<!-- id: fg -->\n\nA.\n`,
  },
  'an id used twice in one deck': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': `${JOBS}\n### Q\n<!-- id: fg -->\n\nA.\n`,
  },
  'a plan without topics': {
    'shell/plan.md': '# Redis\n\nA path.\n\n### Data\n\nStrings.\n',
    'shell/x.md': NOTES,
  },
  'an unreadable plan': {
    'shell/plan.md': '<!-- tenax:retention -->\n',
    'shell/x.md': NEW,
    'shell/job-control.md': JOBS,
  },
  'unreadable decks': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': `${JOBS}\n\`\`\`\n`,
    'shell/x.md': '#Subshells\n',
  },
  'a note with a wrong comment': {
    'shell/plan.md': PLAN,
    'shell/job-control.md': JOBS.replace('id: fg', 'id: fg; size: 3'),
  },
  ...Object.fromEntries(
    NO_DECKS.map(([name, text, rule]) => [
      `${name} (${rule})`,
      { 'shell/plan.md': PLAN, 'shell/job-control.md': JOBS, [`shell/${name}`]: text },
    ]),
  ),
};

/** What the check alone looks at: single cards, links, items; and what a server says of a note until it has an id. */
const OF_ONE_SIDE = [
  'missing-id',
  'draft',
  'reverse-ignored',
  'unknown-item',
  'item-without-cards',
  'note-without-id',
];

describe('the check and the server find the same', () => {
  it.each(Object.entries(FOLDERS))('in %s', async (_, files) => {
    const world = await openWorld(files);
    const shared = (problems: Awaited<ReturnType<typeof checkLibrary>>) =>
      problems
        .filter(({ rule }) => !OF_ONE_SIDE.includes(rule))
        .map(({ path, line, severity, rule, message }) => `${path}:${line} ${severity} ${rule} ${message}`)
        .sort();
    expect(shared(await checkLibrary(world.decks))).toEqual(shared(await world.tenax.library.problems()));
  });

  it('and an item is looked for in all decks of its topic', async () => {
    const world = await openWorld(FOLDERS['two decks of a topic'] ?? {});
    const items = (await checkLibrary(world.decks)).filter(({ rule }) => rule === 'item-without-cards');
    expect(items.map(({ message }) => message.split('”')[0])).toEqual(['The item “exit in a subshell']);
  });

  it('and a plan in which nothing is found says how much was not understood', async () => {
    const world = await openWorld(FOLDERS['a plan without topics'] ?? {});
    const [problem] = (await checkLibrary(world.decks)).filter(({ rule }) => rule === 'no-topics');
    expect(problem).toMatchObject({ path: 'shell/plan.md', severity: 'warning' });
    expect(problem?.message).toMatch(/No topic was found in the plan, and \d+ lines? w/);
  });
});
