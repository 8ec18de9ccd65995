import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../server/store/lock.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { workplace } from './folders.ts';
import { serveHere } from './server.ts';
import { type Asked, DUE, type Outcome, PROPOSALS, runHere, smallTenax, TOPICS } from './small.ts';

type Run = (argv: readonly string[], input?: string) => Promise<Outcome>;

/** A command line beside a running server, and one without. */
const WAYS: readonly (readonly [string, () => Promise<{ readonly tenax: Run; readonly asked: Asked }>])[] = [
  [
    'beside a running server',
    async () => {
      const cwd = await workplace();
      const { asked } = await serveHere(cwd);
      const openTenax = () => Promise.reject(new Error('the server should have been asked'));
      return { asked, tenax: (argv, input = '') => runHere(argv, { cwd, openTenax, input }) };
    },
  ],
  [
    'without a server',
    async () => {
      const cwd = await workplace();
      const { openTenax, asked } = smallTenax();
      return { asked, tenax: (argv, input = '') => runHere(argv, { cwd, openTenax, input }) };
    },
  ],
];

describe.each(WAYS)('the command line %s', (_, way) => {
  it('shows what is due in one line', async () => {
    const { tenax } = await way();
    expect(await tenax(['due'])).toEqual({ code: 0, out: '9 cards due', err: '' });
  });

  it("prints what is due as the API's JSON", async () => {
    const { tenax, asked } = await way();
    const { code, out, err } = await tenax(['due', '--json', '--topic', 'eks/pod & more', '--plan=eks']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual(DUE);
    expect(asked.requests.at(-1)?.url).toBe('/api/due?plan=eks&topic=eks%2Fpod+%26+more');
  });

  it('lists the topics as a table', async () => {
    const { tenax } = await way();
    expect((await tenax(['topics'])).out.split('\n')).toEqual([
      'Topic                                       Retention  Interval  Coverage  Band        Due  Id',
      'Pod Networking                                  71.3%    61–80%     80.0%  good          3  eks/pod-networking',
      'Storage and the many drivers that it takes          –         –         –  unmeasured    3  eks/storage',
    ]);
  });

  it("prints the topics as the API's JSON", async () => {
    const { tenax, asked } = await way();
    expect(JSON.parse((await tenax(['topics', '--json', '--plan', 'eks'])).out)).toEqual(TOPICS);
    expect(asked.requests.at(-1)?.url).toBe('/api/topics?plan=eks');
  });

  it('adds a gap with its cards, whatever the order of options', async () => {
    const { tenax, asked } = await way();
    const first = ['--prompt', 'What is CSI?', '--answer', 'An interface.'];
    const second = ['--prompt', 'Who runs it?', '--answer', '- the kubelet'];
    const orders = [
      ['gap', 'add', '--topic', 'eks/storage', 'CSI drivers', ...first, ...second],
      [...first, '--topic=eks/storage', 'gap', 'add', ...second, 'CSI drivers'],
    ];
    for (const argv of orders) {
      const { code, out } = await tenax(argv);
      expect(code).toBe(0);
      expect(out).toBe('Added to eks/storage: CSI drivers (line 12 of plan.md)\n  card csi-driver');
      expect(asked.requests.at(-1)).toEqual({
        method: 'POST',
        url: '/api/gaps',
        body: {
          topicId: 'eks/storage',
          text: 'CSI drivers',
          cards: [
            { prompt: 'What is CSI?', answer: 'An interface.' },
            { prompt: 'Who runs it?', answer: '- the kubelet' },
          ],
        },
      });
    }
  });

  it('says so if the gap exists already', async () => {
    const { tenax } = await way();
    const { out } = await tenax(['gap', 'add', '--topic', 'eks/storage', 'known']);
    expect(out).toContain('Known in eks/storage: known\n');
  });

  it('lists proposed gaps with their lapses, accepts one and dismisses one', async () => {
    const { tenax, asked } = await way();
    const [{ id } = { id: '' }] = PROPOSALS;
    expect((await tenax(['gap', 'proposals', '--topic', 'eks/storage'])).out.split('\n')).toEqual([
      `${id}  eks/storage: CSI drivers: What is CSI?`,
      '  3 lapses from 2026-11-10 to 2026-11-17:',
      '    csi: What is CSI?',
    ]);
    const cards = ['--prompt', 'P', '--answer', 'A'];
    const { out } = await tenax(['gap', 'accept', id, 'CSI in depth', ...cards]);
    expect(out).toBe(`Added to eks/storage: ${id} (line 12 of plan.md)\n  card csi-driver`);
    expect(asked.requests.at(-1)?.body).toEqual({
      text: 'CSI in depth',
      cards: [{ prompt: 'P', answer: 'A' }],
    });
    expect((await tenax(['gap', 'dismiss', id])).out).toBe(`Dismissed ${id}`);
    expect(asked.requests.at(-1)?.url).toBe(`/api/gaps/proposals/${id}/dismiss`);
  });

  it('takes a gap or a note from stdin', async () => {
    const { tenax, asked } = await way();
    const gap = { topicId: 'eks/storage', text: 'Ephemeral volumes' };
    expect((await tenax(['gap', 'add', '-'], JSON.stringify(gap))).code).toBe(0);
    const note = { topicId: 'eks/storage', prompt: 'What?', answer: 'That.\n\nAnd this.' };
    expect((await tenax(['note', 'add', '-'], JSON.stringify(note))).code).toBe(0);
    expect(asked.requests.map(({ body }) => body)).toEqual([gap, note]);
  });

  it('adds a note', async () => {
    const { tenax, asked } = await way();
    const argv = ['note', 'add', '--topic', 'eks/storage', '--prompt', 'P', '--answer', 'A', '--item', 'CSI'];
    const { code, out } = await tenax([...argv, '--id', 'csi']);
    expect({ code, out }).toEqual({ code: 0, out: 'Added csi to eks/storage.md, line 7: 2 cards' });
    const body = { topicId: 'eks/storage', prompt: 'P', answer: 'A', item: 'CSI', id: 'csi' };
    expect(asked.requests).toEqual([{ method: 'POST', url: '/api/notes', body }]);
  });

  it('derives notes and lists them', async () => {
    const { tenax, asked } = await way();
    expect(await tenax(['derive'])).toEqual({
      code: 0,
      out: [
        'eks/storage csi: What is CSI?',
        'eks/storage ebs (draft): EBS',
        'eks/storage.md: 2 notes, 1 draft',
      ].join('\n'),
      err: 'Wrote 2 notes into 1 deck.',
    });
    expect((await tenax(['derive', '--plan', 'eks', '--dry-run'])).err).toBe(
      'Would write 2 notes into 1 deck.',
    );
    expect(asked.requests.map(({ body }) => body)).toEqual([{}, { planId: 'eks', dryRun: true }]);
  });

  it('prints why the API refused in one line, and fails', async () => {
    const { tenax } = await way();
    expect(await tenax(['due', '--topic', 'eks/none'])).toEqual({
      code: 1,
      out: '',
      err: 'tenax: Topic not found: There is no topic eks/none. `tenax topics` lists them.',
    });
    expect((await tenax(['due', '--topic', 'eks/odd'])).err).toBe('tenax: Tenax answered with status 500.');
  });
});

describe('a command beside a running server', () => {
  it('refuses settings that the server would ignore', async () => {
    const cwd = await workplace();
    const { address } = await serveHere(cwd);
    expect(await runHere(['due', '--new-per-day', '7'], { cwd })).toEqual({
      code: 1,
      out: '',
      err: `tenax: Tenax runs at ${address} with its own settings. Leave --new-per-day out, or stop it first.`,
    });
    expect((await runHere(['due', '--data', 'data'], { cwd })).code).toBe(0);
  });

  it('accepts settings that equal those of the server', async () => {
    const cwd = await workplace();
    await serveHere(cwd, ['--port', '0', '--zone', 'Asia/Tokyo']);
    const argv = ['due', '--decks', `${cwd}/decks/`, '--zone', 'Asia/Tokyo', '--new-per-day', '20'];
    expect(await runHere(argv, { cwd })).toEqual({ code: 0, out: '9 cards due', err: '' });
  });

  it('waits for a server that is still starting', async () => {
    const cwd = await workplace();
    const lock = await lockDataFolder(join(cwd, 'data'));
    const { address } = await serveHere(cwd, ['--port', '0', '--data', 'elsewhere']);
    setTimeout(() => lock.announce(address), 200);
    expect(await runHere(['due'], { cwd })).toMatchObject({ code: 0, out: '9 cards due' });
    lock.release();
  });

  it('does not need to know the decks folder', async () => {
    const cwd = await workplace();
    await serveHere(cwd);
    const elsewhere = await temporaryFolder();
    const asked = await runHere(['due', '--data', join(cwd, 'data')], { cwd: elsewhere });
    expect(asked).toEqual({ code: 0, out: '9 cards due', err: '' });
  });

  it('says so if no server answers at the announced address', async () => {
    const cwd = await workplace();
    const lock = await lockDataFolder(join(cwd, 'data'));
    lock.announce('http://127.0.0.1:1');
    const { code, err } = await runHere(['due'], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/^tenax: Tenax at http:\/\/127\.0\.0\.1:1 does not answer \(.*\)\. Restart it/);
    lock.release();
  });
});

describe('a command without a server', () => {
  it('takes its settings from flags and environment, and unlocks the folder afterwards', async () => {
    const cwd = await workplace();
    const { openTenax, asked } = smallTenax();
    const options = { cwd, openTenax, env: { TENAX_ZONE: 'Asia/Tokyo', TENAX_NEW_PER_DAY: '3' } };
    await runHere(['due', '--new-per-day', '4'], options);
    await runHere(['due', '--topic', 'eks/none'], options);
    expect(asked.settings[0]).toMatchObject({ zone: 'Asia/Tokyo', newPerDay: 4, data: join(cwd, 'data') });
    expect(asked.closed).toBe(2);
    (await lockDataFolder(join(cwd, 'data'))).release();
  });

  it('works at the same time as other commands', async () => {
    const cwd = await workplace();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => runHere(['due'], { cwd })));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  });

  it('says what to do about a damaged database', async () => {
    const damaged = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
    const openTenax = () => Promise.reject(damaged);
    const { code, err } = await runHere(['due'], { cwd: await workplace(), openTenax });
    expect(code).toBe(1);
    expect(err).toMatch(/^tenax: The database is damaged\. .* backup .*tenax restore FILE/);
  });

  it('creates no data folder if there are no decks', async () => {
    const cwd = await temporaryFolder();
    expect(await runHere(['due'], { cwd })).toEqual({
      code: 1,
      out: '',
      err: `tenax: There is no decks folder ${cwd}/decks. Make it, or name another with --decks.`,
    });
    expect(existsSync(join(cwd, 'data'))).toBe(false);
    (await lockDataFolder(join(cwd, 'data'))).release();
    expect((await runHere(['due'], { cwd })).err).toContain('There is no decks folder');
  });
});

describe('a wrong command line', () => {
  it.each([
    [['sevre'], 'Unknown command "sevre". Did you mean serve?'],
    [['banana'], 'Unknown command "banana". `tenax help` lists the commands.'],
    [['gap'], 'Unknown command "gap". Did you mean gap add?'],
    [['gap', 'remove'], 'Unknown command "gap remove". Did you mean gap add?'],
    [['due', '--jsno'], 'Unknown option --jsno. Did you mean --json?'],
    [['due', '--answer', 'x'], 'Unknown option --answer.'],
    [['due', '--port', '5000'], 'Unknown option --port.'],
    [['due', 'now'], '"now" is one word too many. Put text with spaces in quotes.'],
    [['gap', 'add', 'text'], '--topic is missing.'],
    [['gap', 'add', '--topic', 'eks/a'], `The gap's text is missing: tenax gap add "TEXT" | -`],
    [['gap', 'add', '--topic', 'eks/a', 'two', 'words'], '"words" is one word too many'],
    [
      ['gap', 'add', '--topic', 'eks/a', 'text', '--prompt', 'P', '--prompt', 'Q', '--answer', 'A'],
      'Every --prompt needs an --answer: there are 2 prompts and 1 answers.',
    ],
    [['gap', 'accept'], 'The ID is missing: `tenax gap proposals` lists them.'],
    [['gap', 'dismiss'], 'The ID is missing: `tenax gap proposals` lists them.'],
    [['gap', 'add', '-', '--topic', 'eks/a'], 'With - everything is read from stdin: leave --topic out.'],
    [['gap', 'add', '-'], 'stdin is not JSON'],
    [['note', 'add', '--topic', 'eks/a', '--prompt', 'P'], '--answer is missing.'],
  ])('%j is refused in one line', async (argv, message) => {
    const { code, out, err } = await runHere(argv, { cwd: await workplace() });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`tenax: ${message}`);
    expect(err).not.toContain('\n');
  });
});

describe('help', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists the commands', async (argv) => {
    const { code, out } = await runHere(argv);
    expect(code).toBe(0);
    for (const name of ['serve', 'due', 'topics', 'gap add', 'note add', 'derive', 'check', 'help']) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  it.each([[['help', 'serve']], [['serve', '--help']], [['--port', '1', 'serve', '-h']]])(
    '%j lists every setting with its variable and default',
    async (argv) => {
      const { code, out } = await runHere(argv);
      expect(code).toBe(0);
      expect(out).toMatch(/--port NUMBER +where to listen.*\(TENAX_PORT; 4816\)/);
      expect(out).toMatch(/--decks FOLDER .*\(TENAX_DECKS; \.\/decks\)/);
    },
  );

  it('lists the options of a command of two words', async () => {
    const { out } = await runHere(['gap', 'add', '--help']);
    expect(out).toContain('tenax gap add "TEXT" | - [OPTIONS]');
    expect(out).toContain('--prompt TEXT');
    expect(await runHere(['help', 'gap', 'add'])).toMatchObject({ out });
  });
});
