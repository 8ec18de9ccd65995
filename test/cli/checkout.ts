// A checkout of Tenax with stand-ins for the build tools, to test starting from one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const DATABASE = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
const ADDON = 'build/Release/better_sqlite3.node';

/** A stand-in for npm: logs its calls, takes a moment, and installs the packages of the lockfile with stand-ins as tools. */
const NPM = `
  import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
  appendFileSync('done.log', 'install ');
  await new Promise((resolve) => setTimeout(resolve, 300));
  rmSync('node_modules', { recursive: true, force: true });
  cpSync('packages', 'node_modules', { recursive: true, verbatimSymlinks: true });
  const { packages: { '': root, ...packages } } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  for (const [path, entry] of Object.entries(packages)) if (entry.optional) delete packages[path];
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;
const TSC = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  appendFileSync('done.log', 'build ');
  const source = readFileSync('server/main.ts', 'utf8');
  if (source.includes('mistake')) {
    console.log('server/main.ts(1,1): error: a mistake');
    process.exit(2);
  }
  mkdirSync('dist/server', { recursive: true });
  writeFileSync('dist/server/main.js', source);
`;

const LOCKFILE = {
  packages: {
    '': { name: 'tenax' },
    'node_modules/better-sqlite3': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/typescript': { version: '1.0.0', integrity: 'sha512-b', dev: true },
    'node_modules/vite': { version: '1.0.0', integrity: 'sha512-c', dev: true },
    'node_modules/for-another-machine': { version: '1.0.0', optional: true },
  },
};

/** A checkout with the real `bin/` and stand-ins for npm, TypeScript and Vite. */
export interface Checkout {
  /** Runs `bin/tenax.mjs`, perhaps with a Node that claims another version. */
  start(
    asNode?: string,
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** The installs and builds so far, in order. */
  done(): Promise<string>;
  write(path: string, content: string): Promise<void>;
  /** Changes the lockfile's entry for a package. */
  lock(name: string, entry: Readonly<Record<string, unknown>>): Promise<void>;
  readonly folder: string;
}

export async function checkout(): Promise<Checkout> {
  const folder = await temporaryFolder();
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  await cp(join(REPOSITORY, 'bin'), join(folder, 'bin'), { recursive: true });
  await write('npm/npm-cli.js', NPM);
  await write('npm/package.json', '{"type":"module"}');
  await write('package-lock.json', JSON.stringify(LOCKFILE));
  await write('packages/typescript/bin/tsc', TSC);
  await write('packages/vite/bin/vite.js', '');
  await mkdir(join(folder, 'packages/better-sqlite3', dirname(ADDON)), { recursive: true });
  await symlink(join(DATABASE, ADDON), join(folder, 'packages/better-sqlite3', ADDON));
  await write('server/main.ts', `console.log('started');`);
  return {
    folder,
    write,
    lock: (name, entry) =>
      write(
        'package-lock.json',
        JSON.stringify({ packages: { ...LOCKFILE.packages, [`node_modules/${name}`]: entry } }),
      ),
    done: async () => (await readFile(join(folder, 'done.log'), 'utf8')).trim(),
    start: (asNode) => run(folder, asNode),
  };
}

async function run(folder: string, asNode = process.versions.node) {
  const disguise = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${asNode}'})`;
  const child = spawn(process.execPath, ['--import', disguise, join(folder, 'bin/tenax.mjs')], {
    env: { ...process.env, npm_execpath: join(folder, 'npm/npm-cli.js') },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const [code]: (number | null)[] = await once(child, 'close');
  return { code: code ?? null, ...said };
}
