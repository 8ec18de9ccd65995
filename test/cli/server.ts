// A server started by the command line within the test's process.
import { onTestFinished } from 'vitest';
import { type Asked, type Outcome, runHere, smallTenax } from './small.ts';

export interface RunningServer {
  readonly address: string;
  /** What it had printed when it was ready. */
  readonly greeting: string;
  readonly asked: Asked;
  /** Asks it to end, and resolves when it has. */
  stop(): Promise<Outcome>;
}

/** Serves from this process, at a free port, until the test ends. */
export function serveHere(cwd: string, argv: readonly string[] = ['--port', '0']): Promise<RunningServer> {
  const { openTenax, asked } = smallTenax();
  return new Promise((resolve, reject) => {
    const stopping = new AbortController();
    const stop = () => {
      stopping.abort();
      return ended;
    };
    const ended = runHere(['serve', ...argv], {
      cwd,
      openTenax,
      untilStopped: () => new Promise((ask) => stopping.signal.addEventListener('abort', () => ask())),
      out: (greeting) => {
        const address = /http:\S+/.exec(greeting)?.[0] ?? '';
        resolve({ address, greeting, asked, stop });
      },
      err: (line) => reject(new Error(line)),
    });
    onTestFinished(async () => {
      await stop();
    });
  });
}
