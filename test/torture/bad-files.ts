// Files that no author meant to write, and what makes a good deck a bad one.
import { execFile } from 'node:child_process';
import { cp, link, mkdir, open, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Random } from './random.ts';
import type { Place } from './server.ts';
import { numbers, PLAN } from './world.ts';

export interface BadFile {
  readonly name: string;
  /** Puts it into the decks. Returns how to take it away again. */
  put(place: Place, random: Random): Promise<() => Promise<void>>;
}

/** A good deck that the bad files may copy, break or take away; its notes are not edited meanwhile. */
export const VICTIM = 'topic-1.md';

const run = promisify(execFile);

export const BAD_FILES: readonly BadFile[] = [
  ...[
    ['random bytes', (random: Random) => bytes(random, 20_000)],
    ['no UTF-8', () => Buffer.from('# Topic\n\n### Q\n\n\xff\xfe\n', 'latin1')],
    ['UTF-16', () => Buffer.from('\ufeff# Topic\n\n### Q\n\nA\n', 'utf16le')],
    ['NULs', () => Buffer.alloc(5_000)],
    ['NULs after a heading', () => `# T\n\n### Q\0\n\n${'\0'.repeat(500)}\n`],
    ['nothing', () => ''],
    ['a byte order mark', () => '\ufeff# Another\n\n### Q with a mark\n\nA\n'],
    ['more than a deck may have', () => `# Much\n\n${'### Q\n\nA\n\n'.repeat(150_000)}`],
    ['one long line', () => `# Long\n\n### ${'x'.repeat(900_000)}\n`],
    [
      'very many notes',
      () =>
        `# Many\n\n${numbers(20_000)
          .map((n) => `### Q${n}\n\nA\n`)
          .join('\n')}`,
    ],
    ['conflict markers', () => CONFLICT],
    ['an open fence', () => '# T\n\n### Q\n\n```\nnever closed\n\n### Not a note\n'],
    ['an open comment', () => '# T\n\n### Q\n\n<!-- never closed\n\n### Not a note\n'],
    ['an open script', () => '# T\n\n### Q\n\n<script>\nalert(1)\n'],
    ['only carriage returns', () => '# T\r\r### Q\r\rA\r'],
    ['two titles', () => '# T\n\n# U\n\n### Q\n\nA\n'],
    ['no title', () => '### Q\n\nA\n'],
    ['a deep quote', () => `# T\n\n### Q\n\n${'>'.repeat(5_000)} a\n`],
    ['open marks', () => `# T\n\n### Q\n\n${'{{c1::'.repeat(5_000)}\n`],
  ].map(([name, text]) => written(`a deck of ${name}`, 'bad.md', text as Text)),
  written('a plan of random bytes', '../other/plan.md', (random) => bytes(random, 20_000)),
  written('a plan of NULs', '../other/plan.md', () => Buffer.alloc(5_000)),
  written('an endless plan', '../other/plan.md', () => '- a\n'.repeat(400_000)),
  ...[
    `${'n'.repeat(240)}.md`,
    'line\nbreak.md',
    '-rf.md',
    ' .md',
    '\u202egnp.md',
    'TOPIC-1.MD',
    '*.md',
    '%2e%2e.md',
    'con.md',
  ].map((name) =>
    written(`a deck named ${JSON.stringify(name.slice(0, 12))}`, name, () => '# T\n\n### Q\n\nA\n'),
  ),
  {
    name: 'a name that is no UTF-8',
    async put({ decks }) {
      const path = Buffer.concat([
        Buffer.from(join(decks, PLAN, 'x')),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('.md'),
      ]);
      await writeFile(path, '# T\n\n### Q\n\nA\n');
      return () => rm(path as unknown as string, { force: true });
    },
  },
  made('a file of 3 GiB', 'bad.md', async (path) => {
    const file = await open(path, 'w');
    await file.truncate(3 * 2 ** 30);
    await file.close();
  }),
  made('a plan of 3 GiB', '../other/plan.md', async (path) => {
    const file = await open(path, 'w');
    await file.truncate(3 * 2 ** 30);
    await file.close();
  }),
  made('a FIFO', 'bad.md', (path) => run('mkfifo', [path])),
  made('a FIFO as a plan', '../other/plan.md', (path) => run('mkfifo', [path])),
  made('a FIFO as a picture', 'bad.png', (path) => run('mkfifo', [path])),
  made('a socket', 'bad.md', async (path) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    server.unref();
    // Closing it would remove the file at once; the file stays as one of a process that died.
    await link(path, `${path}.kept`);
    server.close();
    await rename(`${path}.kept`, path);
  }),
  made('a folder named like a deck', 'bad.md', (path) => mkdir(path)),
  made('a folder named like a plan', '../other/plan.md', (path) => mkdir(path)),
  made('a link to itself', 'bad.md', (path) => symlink('bad.md', path)),
  made('a link to nothing', 'bad.md', (path) => symlink('nowhere.md', path)),
  made('a link to an endless device', 'bad.md', (path) => symlink('/dev/zero', path)),
  made('a link to a file elsewhere', 'bad.md', (path) => symlink('/etc/passwd', path)),
  made('a link to its own folder', 'bad', (path) => symlink('.', path)),
  made('a link to a deck', 'bad.md', (path) => symlink(VICTIM, path)),
  made('a second name of a deck', 'bad.md', (path) => link(join(path, '..', VICTIM), path)),
  made('a copy of a deck', 'bad.md', (path) => cp(join(path, '..', VICTIM), path)),
  made('deep folders', 'deep', (path) =>
    mkdir(join(path, ...'abcdefghijklmnopqrstuvwxyz'.repeat(3)), { recursive: true }),
  ),
  made('a thousand decks', '../many', async (path) => {
    await mkdir(path);
    for (const n of numbers(1_000)) await writeFile(join(path, `d${n}.md`), `# D${n}\n\n### Q\n\nA\n`);
  }),
  broken('half of a deck', (text) => text.slice(0, text.length / 2)),
  broken('a deck with conflict markers', (text) => text.replace('\n\n', `\n\n${CONFLICT}\n\n`)),
  broken('an emptied deck', () => ''),
  broken('a garbled deck', (text) => text.replaceAll('e', '\u0000')),
  broken('a deck with other line ends', (text) => text.replaceAll('\n', '\r\n')),
  broken('a deck without ids', (text) => text.replace(/<!-- id: .*-->\n/g, '')),
  moved('a deck that is gone', `${VICTIM}.bak`),
  moved('a renamed deck', 'renamed.md'),
];

const CONFLICT = '<<<<<<< HEAD\n### Ours\n\nA\n=======\n### Theirs\n\nB\n>>>>>>> branch\n';

type Text = (random: Random) => string | Buffer;

function bytes(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => random.below(256)));
}

function made(name: string, file: string, make: (path: string) => Promise<unknown>): BadFile {
  return {
    name,
    async put({ decks }) {
      const path = join(decks, PLAN, file);
      const isOther = file.startsWith('../other');
      if (isOther) await mkdir(join(path, '..'), { recursive: true });
      await make(path);
      return () => rm(isOther ? join(path, '..') : path, { recursive: true, force: true });
    },
  };
}

function written(name: string, file: string, text: Text): BadFile {
  return {
    name,
    put: (place, random) => made(name, file, (path) => writeFile(path, text(random))).put(place, random),
  };
}

/** A good deck that becomes bad, and good again. */
function broken(name: string, change: (text: string) => string): BadFile {
  return {
    name,
    async put({ decks }) {
      const path = join(decks, PLAN, VICTIM);
      const text = await readFile(path, 'utf8');
      await writeFile(path, change(text));
      return () => writeFile(path, text);
    },
  };
}

/** A good deck that goes elsewhere and comes back, as it is then. */
function moved(name: string, to: string): BadFile {
  return {
    name,
    async put({ decks }) {
      const [here, there] = [join(decks, PLAN, VICTIM), join(decks, PLAN, to)];
      await rename(here, there);
      return () => rename(there, here);
    },
  };
}
