// Starts the compiled command line as a process of its own: running the sources takes seconds more at each start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { compiledFile } from '../../server/compiled.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = compiledFile('main.js');

/** A Tenax process started by a test. */
export interface TenaxProcess {
  readonly child: ChildProcess;
  readonly said: { out: string; err: string };
  /** Resolves once its stdout matches. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Runs a command on the decks and data of a folder. */
export function startTenax(folder: string, argv: readonly string[]): TenaxProcess {
  const env = { ...process.env, TENAX_DECKS: join(folder, 'decks'), TENAX_DATA: join(folder, 'data') };
  const child = spawn(process.execPath, [MAIN, ...argv], {
    cwd: REPOSITORY,
    env,
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    said,
    ended,
    async prints(pattern) {
      for (;;) {
        const match = pattern.exec(said.out);
        if (match) return match;
        const over = await Promise.race([
          once(child.stdout, 'data').then(() => false),
          ended.then(() => true),
        ]);
        if (over && !pattern.test(said.out))
          throw new Error(`It ended without printing ${pattern}: ${said.err}`);
      }
    },
  };
}
