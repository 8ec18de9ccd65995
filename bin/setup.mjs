// Makes a checkout ready to run. Plain JavaScript without dependencies: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

const ADDON = inRoot('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
const LOCK = inRoot('dist', 'setup.lock');
const STAMP = inRoot('dist', 'built.sha256');
/** Everything that a build depends on. */
const SOURCES = ['server', 'migrations', 'web', 'tsconfig.base.json', 'vite.config.ts', 'package-lock.json'];

const TURN_POLL_MS = 100;
const TURN_LOST_MS = 20 * 60_000;

/** What is wrong with the machine or the checkout, in one line. */
class SetupError extends Error {}

/**
 * Installs packages if some are missing or differ from the lockfile, and builds if sources changed. Ends the process
 * with one clear line if that fails. Progress goes to stderr: stdout belongs to the command. `development` also
 * installs the packages for building and testing, even if nothing needs to be built.
 */
export function setUp({ development = false } = {}) {
  try {
    refuseOldNode();
    const ready = () => isBuilt() && isInstalled(development);
    if (ready()) return;
    inTurn(() => {
      if (!isInstalled(development || !isBuilt())) install();
      if (!isBuilt()) build();
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`tenax: ${error.message}\n`);
    process.exit(1);
  }
}

/** Runs a tool of node_modules, showing its output; returns whether it succeeded. */
export function runTool(script, args) {
  return spawnSync(process.execPath, [inRoot('node_modules', script), ...args], inherit()).status === 0;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE.join('.')} or newer, then start again.`,
  );
}

/**
 * Whether node_modules has what package-lock.json asks for, by npm's own record of what it installed, and
 * whether the native part of the database fits this version of Node.
 */
function isInstalled(development) {
  const wanted = packagesOf(inRoot('package-lock.json'));
  const present = packagesOf(inRoot('node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional) continue;
    if (!development && (entry.dev || entry.devOptional)) continue;
    if (present[path]?.version !== entry.version || present[path]?.integrity !== entry.integrity)
      return false;
  }
  try {
    process.dlopen({ exports: {} }, ADDON);
    return true;
  } catch {
    return false;
  }
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return null;
  }
}

function install() {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  say('Installing packages (a minute or two the first time)…');
  // An npm that started this process is the one to use; by its name, Windows finds it only through a shell.
  if (npm && basename(npm) === 'npm-cli.js') quietly('Installing', process.execPath, [npm, ...args]);
  else quietly('Installing', 'npm', args, { shell: process.platform === 'win32' });
}

function isBuilt() {
  return existsSync(inRoot('dist', 'server', 'main.js')) && readStamp() === hashOfSources();
}

function build() {
  const stamp = hashOfSources();
  say('Building…');
  rmSync(STAMP, { force: true });
  quietly('Building', process.execPath, [
    inRoot('node_modules', 'typescript/bin/tsc'),
    '-b',
    'server',
    '--force',
  ]);
  quietly('Building', process.execPath, [inRoot('node_modules', 'vite/bin/vite.js'), 'build']);
  writeFileSync(STAMP, stamp);
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
}

/** Hashes contents, not dates, which copying or checking out changes. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesBelow)) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(readFileSync(inRoot(path)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(inRoot(path))) return [];
  if (!statSync(inRoot(path)).isDirectory()) return [path];
  return readdirSync(inRoot(path))
    .sort()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

/** Runs `work` when no other process installs or builds here. */
function inTurn(work) {
  try {
    mkdirSync(dirname(LOCK), { recursive: true });
    takeLock();
  } catch (error) {
    throw new SetupError(
      `Something here must be installed or built, but ${ROOT} cannot be written (${error.code ?? error.message}). Run \`npm run build\` as a user who may.`,
    );
  }
  const giveBack = () => rmSync(LOCK, { force: true });
  process.once('exit', giveBack);
  work();
  giveBack();
}

function takeLock() {
  for (let announced = false; ; pause(TURN_POLL_MS)) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isLost()) rmSync(LOCK, { force: true });
    else if (!announced) announced = say('Waiting for another process to install or build…');
  }
}

/** Whether the process that holds the lock is gone. */
function isLost() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > TURN_LOST_MS) return true;
    const pid = Number(readFileSync(LOCK, 'utf8'));
    // Between its creation and its writing, the file is empty.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Runs a program and shows its output only if it fails. */
function quietly(what, program, args, options = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  const reason = error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`);
  throw new SetupError(`${what} failed (${reason}). Fix what is reported above, then start again.`);
}

function inherit() {
  return { cwd: ROOT, stdio: 'inherit' };
}

function inRoot(...path) {
  return join(ROOT, ...path);
}

function say(text) {
  return process.stderr.write(`${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp({ development: true });
