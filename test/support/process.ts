// Another process that runs a TypeScript file of the tests, to be read from and killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const RUN = `
  import { runnerImport } from 'vite';
  await runnerImport(process.argv[1], { configFile: false, logLevel: 'silent' });
`;

/** Another process of the test's own, running a TypeScript file. */
export interface OtherProcess {
  readonly pid: number | undefined;
  /** The next line that it prints; rejects when it ends without one. */
  line(): Promise<string>;
  /** All that it still prints until it ends. */
  rest(): Promise<string[]>;
  /** Ends it as a power cut would: nothing of it runs any more. */
  kill(): Promise<void>;
}

/** Starts `script` with `args`, within `limits` of the shell (such as `ulimit -f 100`) where some are given. */
export function startProcess(script: URL, args: readonly string[], limits = ''): OtherProcess {
  const command = [process.execPath, '--input-type=module', '-e', RUN, fileURLToPath(script), ...args];
  const child = limits
    ? spawn('/bin/sh', ['-c', `${limits}; exec "$0" "$@"`, ...command], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    : spawn(process.execPath, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  onTestFinished(() => kill(child, ended));
  return {
    pid: child.pid,
    async line() {
      const next = await lines.next();
      if (next.done) throw new Error('The other process ended without a word.');
      return next.value;
    },
    async rest() {
      const rest: string[] = [];
      for (let next = await lines.next(); !next.done; next = await lines.next()) rest.push(next.value);
      return rest;
    },
    kill: () => kill(child, ended),
  };
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode === null) child.kill('SIGKILL');
  await ended;
}
