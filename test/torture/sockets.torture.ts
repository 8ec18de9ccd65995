// Many, slow, silent and senseless connections, while a learner goes on reviewing.
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attack, attack } from './attack.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { handlesOf, serveProbed } from './probe.ts';
import type { Random } from './random.ts';
import { exchange, open, portOf, request } from './raw.ts';
import { newPlace, type Place, type Server, serve } from './server.ts';
import { importOf, numbers, review, type World, world } from './world.ts';

/** Nine of ten answers take at most this much longer than before, in ms; the others may have met another program. */
const ANSWER_MS = 250;
/** The main thread is held at most this long, in ms of its own time. */
const HELD_MS = 50;
/** A stop takes at most this long, whatever clients do. */
const STOP_MS = 3_000;
/** A body without progress is given up after this time. */
const STUCK_MS = 30_000;

attack('slow and many sockets', { short: 400, full: 2_000 }, async (attack) => {
  const { count, random, figure } = attack;
  const made = world({ topics: 2, cards: 20 });
  const place = await newPlace(made.files);
  const ledger = newLedger();
  const { server, measure } = await serveProbed(place);
  await ledger.deliver(server, importOf(random, made.cardIds, 2_000, Date.now()));
  await studyFor(20, { server, ledger, random, made });
  await measure();
  const before = await studyFor(20, { server, ledger, random, made });
  const idle = await measure();
  const handles = await handlesOf(server);

  const sockets: Strange[] = [];
  for (const number of numbers(count)) {
    sockets.push(strange(server, random, number));
    if (number % 10 === 0) await sleep(20);
  }
  await sleep(1_000);
  await measure();
  const drips = setInterval(() => {
    for (const { socket, drip } of sockets) if (drip && socket.writable) socket.write(drip);
  }, 1_000);
  try {
    const waits = await studyFor(attack.full ? 200 : 30, { server, ledger, random, made });
    const waitedMs = nineOfTen(waits);
    const { heldMs } = await measure();
    figure('open', sockets.filter(({ socket }) => !socket.destroyed).length);
    figure('answers', `${waitedMs} ms (${nineOfTen(before)} ms before)`);
    figure('longest answer', `${Math.max(...waits)} ms (${Math.max(...before)} ms before)`);
    figure('held', `${Math.round(heldMs)} ms (${Math.round(idle.heldMs)} ms before)`);
    if (waitedMs > attack.bound(ANSWER_MS) + nineOfTen(before))
      throw new Error(`A review waits ${waitedMs} ms.`);
    if (heldMs > attack.bound(HELD_MS) + idle.heldMs) throw new Error(`The thread is held for ${heldMs} ms.`);
    await newClientIsServed(server);
  } finally {
    clearInterval(drips);
    for (const { socket } of sockets) socket.destroy();
  }
  await sleep(1_000);
  const left = (await handlesOf(server)) - handles;
  if (left > 20) throw new Error(`${left} handles stay open after all clients are gone.`);
  if (attack.full) await stuckAreClosed(server);
  await stops(attack, { server, place, ledger, random, made });
});

interface Study {
  readonly server: Server;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly made: World;
}

/** Reviews so many cards. Returns how long each answer took, in ms. */
async function studyFor(count: number, { server, ledger, random, made }: Study): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    const answer = await ledger.deliver(server, review(random, random.pick(made.cardIds)));
    times.push(Math.round(performance.now() - startMs));
    if (answer?.status !== 201) throw new Error(`A review is answered ${answer?.status}: ${answer?.text}`);
    await sleep(20);
  }
  return times;
}

function nineOfTen(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.9)] ?? 0;
}

interface Strange {
  readonly socket: Socket;
  /** What it sends every second. */
  readonly drip?: string;
}

/** A client that no browser would be. */
function strange(server: Server, random: Random, number: number): Strange {
  const socket = open(server.address);
  const host = `Host: 127.0.0.1:${portOf(server.address)}`;
  const get = (path: string) => request([`GET ${path} HTTP/1.1`, host]);
  const post = request(
    ['POST /api/reviews HTTP/1.1', host, 'Content-Type: application/json', 'Content-Length: 900000'],
    '{"id": "',
  );
  switch (number % 8) {
    case 0:
      return { socket };
    case 1:
      socket.write(`GET /api/due HTTP/1.1\r\n${host}\r\nX-Slow: `);
      return { socket, drip: 'x' };
    case 2:
      socket.write(post);
      return { socket, drip: 'x' };
    case 3:
      // Asks for much and reads nothing of it.
      socket.pause();
      socket.write(get('/api/export/reviews.csv').repeat(3));
      return { socket };
    case 4:
      socket.end(`POST /api/reviews HTTP/1.1\r\n${host}\r\nContent-Length: 5\r\n\r\n{`);
      return { socket };
    case 5:
      socket.write(Buffer.from(Array.from({ length: 1 + random.below(5_000) }, () => random.below(256))));
      return { socket };
    case 6:
      socket.write(get('/healthz').repeat(10));
      socket.resume();
      return { socket };
    default:
      socket.write(
        request(['POST /api/reviews HTTP/1.1', host, 'Transfer-Encoding: chunked'], 'fffffffff\r\n{'),
      );
      return { socket, drip: '\0' };
  }
}

/** Somebody who comes now, when many others hold connections that they do not use. */
async function newClientIsServed(server: Server): Promise<void> {
  const lines = ['GET /api/due HTTP/1.1', `Host: 127.0.0.1:${portOf(server.address)}`, 'Connection: close'];
  const answer = await exchange(server.address, request(lines));
  if (answer?.status !== 200) throw new Error(`A new client is turned away: ${answer?.status}`);
}

/** A body that stops in the middle is closed, and one that only takes its time is not. */
async function stuckAreClosed(server: Server): Promise<void> {
  const host = `Host: 127.0.0.1:${portOf(server.address)}`;
  const body = JSON.stringify({ markdown: `### Q\n\n${'a'.repeat(20)}` });
  const head = request([
    'POST /api/render HTTP/1.1',
    host,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ]);
  const stuck = open(server.address);
  const slow = open(server.address);
  let said = '';
  slow.on('data', (chunk) => {
    said += chunk;
  });
  let closed = false;
  stuck.resume().on('close', () => {
    closed = true;
  });
  stuck.write(`${head}{`);
  slow.write(head);
  for (const character of body) {
    slow.write(character);
    await sleep((STUCK_MS * 1.5) / body.length);
  }
  await sleep(2_000);
  for (const socket of [stuck, slow]) socket.destroy();
  if (!said.startsWith('HTTP/1.1 200')) throw new Error(`A slow body is answered: ${said.slice(0, 200)}`);
  if (!closed) throw new Error('A body without progress is not closed.');
}

/** A stop does not wait for slow clients, and loses nothing. */
async function stops(attack: Attack, { place, ...study }: Study & { readonly place: Place }): Promise<void> {
  const { server, random } = study;
  const sockets = numbers(80).map((number) => strange(server, random, number).socket);
  await sleep(300);
  await studyFor(5, study);
  const startMs = performance.now();
  const how = await Promise.race([server.kill('SIGTERM'), sleep(30_000).then(() => 'running')]);
  const tookMs = Math.round(performance.now() - startMs);
  for (const socket of sockets) socket.destroy();
  attack.figure('stop', `${tookMs} ms`);
  if (how !== 0) throw new Error(`At SIGTERM it is ${how}: ${server.said.err}`);
  // Not ten times as long in the short form: that would be no bound.
  if (tookMs > STOP_MS * (attack.full ? 1 : 2)) throw new Error(`A stop takes ${tookMs} ms.`);
  const again = await serve(place);
  await study.ledger.check(again, place);
}
