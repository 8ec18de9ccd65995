// Runs a server to measure.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from './client.ts';
import { CALENDAR } from './log.ts';
import type { Place } from './place.ts';

const MAIN = join(import.meta.dirname, '..', 'server', 'main.js');
const SCAN = join(import.meta.dirname, 'scan.js');

/** A running Tenax on a free port. */
export interface Server {
  readonly port: number;
  /** From the start of the process to the end of its first answer, to `GET /api/due`. */
  readonly firstAnswerMs: number;
  stop(): Promise<void>;
}

/** Starts the real server in a separate process. @param more further flags. */
export async function startServer({ decks, data }: Place, more: readonly string[] = []): Promise<Server> {
  const startedMs = performance.now();
  const options = [
    '--port',
    '0',
    '--decks',
    decks,
    '--data',
    data,
    '--zone',
    CALENDAR.zone,
    '--backups',
    '0',
    ...more,
  ];
  const child = spawn(process.execPath, [MAIN, 'serve', ...options], {
    env: withoutSettings(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithUs(child);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints += chunk;
  });
  const port = await portOf(child);
  const client = new Client(port);
  await client.get('/api/due');
  const firstAnswerMs = performance.now() - startedMs;
  client.close();
  return {
    port,
    firstAnswerMs,
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`The server ended with ${code}: ${complaints}`);
    },
  };
}

async function portOf({ stdout }: ReturnType<typeof spawn>): Promise<number> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const address = /^Tenax answers at http:\/\/127\.0\.0\.1:(\d+)$/.exec(line);
      if (!address) continue;
      stdout.resume();
      return Number(address[1]);
    }
  }
  throw new Error('The server ended before it answered.');
}

/** One scan of the library in a separate process, in milliseconds. */
export async function scanMs({ decks, data }: Place): Promise<number> {
  const child = fork(SCAN, [decks, data]);
  endWithUs(child);
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (child.exitCode === null) await once(child, 'exit');
  if (typeof message !== 'object' || !('ms' in message)) throw new Error('The scan failed.');
  return message.ms;
}

function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
}

/** Removes settings of the user's own Tenax. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TENAX_')));
}
