// Runs a TypeScript file of the tests in another process, which a test can read from and kill.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const RUN = `
  import { runnerImport } from 'vite';
  await runnerImport(process.argv[1], { configFile: false, logLevel: 'silent' });
`;

/** A child process that runs a TypeScript file. */
export interface OtherProcess {
  readonly pid: number | undefined;
  /** The next line that it prints. Rejects if the process ends without one. */
  line(): Promise<string>;
  /** The remaining lines, when the process has ended. */
  rest(): Promise<string[]>;
  /** Kills the process at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts `script` with `args`. `limits` are shell commands to run first, such as `ulimit -f 100`. */
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
      if (next.done) throw new Error('The other process ended without printing another line.');
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
