// The process: signals, streams, clock.
import { inOneLine, run } from './cli/run.ts';

/** npm passes on a signal that the terminal has already sent to all: two within this time count as one. */
const SAME_SIGNAL_MS = 500;
/** How long the process waits for what still runs after a command. */
const LINGER_MS = 1_000;

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let askedAtMs: number | null = null;
    const stop = (signal: NodeJS.Signals, number: number) => {
      const nowMs = performance.now();
      if (askedAtMs !== null && nowMs - askedAtMs > SAME_SIGNAL_MS) process.exit(128 + number);
      if (askedAtMs !== null) return;
      askedAtMs = nowMs;
      process.stderr.write(`Finishing what is in flight (${signal} again ends it at once)…\n`);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

async function stdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`tenax: stopped by an unexpected error: ${inOneLine(error)}\n`);
  process.exit(1);
});
// A reader such as `head` may close the pipe early: that is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  clock: Date.now,
  openTenax: async (settings, outside) => (await import('./tenax.ts')).openTenax(settings, outside),
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stdin,
  untilStopped,
});
setTimeout(() => process.exit(), LINGER_MS).unref();
