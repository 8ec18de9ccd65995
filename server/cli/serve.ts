import type { AddressInfo } from 'node:net';
import { databaseFile, SETTING_FLAGS, type Settings, settingsOf } from '../config.ts';
import type { Lock } from '../store/lock.ts';
import { type Command, counted, Failure, type Surroundings, type Tenax } from './command.ts';
import { holdDataFolder, requireFolder } from './hold.ts';

const SWEEP_MS = 50;
/** Requests that last longer are cut off: a client may never end its own. */
const GRACE_MS = 2_000;

export const serve: Command = {
  name: 'serve',
  words: '',
  maxWords: 0,
  summary: 'open the store, read the decks, and answer until Ctrl-C',
  flags: [
    ...SETTING_FLAGS,
    {
      name: 'new',
      meaning: 'start without any review, though there are backups or parts of an earlier database',
    },
  ],
  async run(line, surroundings) {
    const settings = settingsOf(line, surroundings.env, surroundings.cwd);
    const stopped = surroundings.untilStopped();
    const hold = await holdDataFolder(settings);
    if (hold.lock === null) throw new Failure(hold.message);
    try {
      await answer(settings, hold.lock, { startNew: line.has('new'), stopped }, surroundings);
    } finally {
      hold.lock.release();
    }
    return 0;
  },
};

async function answer(
  settings: Settings,
  lock: Lock,
  { startNew, stopped }: { readonly startNew: boolean; readonly stopped: Promise<void> },
  surroundings: Surroundings,
) {
  const { clock, err, openTenax, out } = surroundings;
  requireFolder(settings.decks);
  const tenax = await openTenax(settings, { clock, log: err, startNew });
  try {
    const address = await listen(tenax, settings);
    lock.announce(address, { ...settings });
    out(await greeting(tenax, settings, address));
    await stopped;
  } finally {
    await closeGently(tenax);
  }
}

async function listen({ app }: Tenax, { host, port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw new Failure(whyNotListening(error, host, port));
  }
  const bound = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Stop it, or name another port with --port.`;
    case 'EACCES':
      return `You are not allowed to use port ${port}. Name one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Name another with --host.`;
    default:
      return `Cannot listen at ${host}, port ${port}: ${error instanceof Error ? error.message : error}`;
  }
}

async function greeting(tenax: Tenax, settings: Settings, address: string): Promise<string> {
  const due = await tenax.due();
  const problems = await tenax.problems();
  const lines = [
    `Tenax answers at ${address}`,
    `  decks     ${settings.decks}`,
    `  database  ${databaseFile(settings)}`,
    `  due       ${counted(due.total, 'card')} (${due.new} new, ${due.learning} learning, ${due.review} to review)`,
  ];
  if (due.total > 0) lines.push(`  review    ${address}/review`);
  if (problems > 0) lines.push(`  errors    ${problems} in the decks: see npx tenax check`);
  return lines.join('\n');
}

/**
 * Closes after answering the requests in flight. A kept-alive connection becomes idle only after its answer, and
 * would then keep the server open.
 */
async function closeGently(tenax: Tenax): Promise<void> {
  const { server } = tenax.app;
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  try {
    await tenax.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
