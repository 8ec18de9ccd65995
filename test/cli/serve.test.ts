import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataFolder } from '../../server/store/lock.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { workplace } from './folders.ts';
import { serveHere } from './server.ts';
import { runHere, smallTenax } from './small.ts';

describe('serving', () => {
  it('prints its address, its folders and what is due', async () => {
    const cwd = await workplace();
    const { address, greeting } = await serveHere(cwd);
    expect(greeting.split('\n')).toEqual([
      `Tenax answers at ${address}`,
      `  decks     ${cwd}/decks`,
      `  database  ${cwd}/data/tenax.db`,
      '  due       9 cards (4 new, 2 learning, 3 to review)',
      `  review    ${address}/review`,
      '  errors    2 in the decks: see npx tenax check',
    ]);
    expect(await (await fetch(`${address}/api/due?format=text`)).text()).toBe('9 cards due\n');
  });

  it.each(['127.0.0.1', 'localhost', '::1'])('answers at %s', async (host) => {
    const { address } = await serveHere(await workplace(), ['--port', '0', '--host', host]);
    expect(new URL(address).hostname.replace(/[[\]]/g, '')).toBe(host);
    expect((await fetch(`${address}/api/topics`)).status).toBe(200);
  });

  it('stops on request, unlocks the folder and answers no more', async () => {
    const cwd = await workplace();
    const { address, asked, stop } = await serveHere(cwd);
    expect((await stop()).code).toBe(0);
    expect(asked.closed).toBe(1);
    (await lockDataFolder(join(cwd, 'data'))).release();
    await expect(fetch(address)).rejects.toThrow();
  });

  it('finishes requests in flight, and does not wait for kept-alive connections', async () => {
    const { address, asked, stop } = await serveHere(await workplace());
    const body = JSON.stringify({ topicId: 'eks/storage', text: 'late' });
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /api/gaps HTTP/1.1\r\nhost: x\r\nconnection: keep-alive\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
    );
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopping = stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toBe('');
    socket.write(body.slice(9));
    expect((await stopping).code).toBe(0);
    expect(asked.requests.at(-1)?.body).toEqual(JSON.parse(body));
    // The answers sent before the end arrive before it.
    await gone;
    expect(received).toMatch(/^HTTP\/1\.1 201 /);
  });

  it('waits for no client that stands still, or sends slowly', async () => {
    const { address, stop } = await serveHere(await workplace());
    const beginnings = [
      'GET /api/due HTTP/1.1\r\nhost',
      'POST /api/gaps HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
      'POST /api/gaps HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{',
    ];
    const ends = beginnings.map((text) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
      const drip = setInterval(() => socket.write(' '), 100);
      onTestFinished(() => void socket.destroy());
      const end = () => clearInterval(drip);
      return new Promise<void>((resolve) => socket.on('error', end).on('close', resolve)).finally(end);
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await stop()).code).toBe(0);
    await Promise.all(ends);
  });
});

describe('a server that cannot start', () => {
  const failing = async (argv: readonly string[], cwd: string) => {
    const { openTenax, asked } = smallTenax();
    const { code, out, err } = await runHere(['serve', '--port', '0', ...argv], { cwd, openTenax });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).not.toContain('\n');
    return { err, asked };
  };

  it('says so if the port is in use', async () => {
    const cwd = await workplace();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { openTenax, asked } = smallTenax();
    expect(await runHere(['serve', `--port=${port}`], { cwd, openTenax })).toEqual({
      code: 1,
      out: '',
      err: `tenax: Port ${port} is in use by another program. Stop it, or name another port with --port.`,
    });
    expect(asked.closed).toBe(1);
    (await lockDataFolder(join(cwd, 'data'))).release();
  });

  it('names the server that uses the data folder', async () => {
    const cwd = await workplace();
    const { address } = await serveHere(cwd);
    const { err, asked } = await failing([], cwd);
    expect(err).toBe(
      `tenax: Process ${process.pid}, which answers at ${address}, is using the data folder ${cwd}/data. Use that process, or stop it first.`,
    );
    expect(asked.settings).toEqual([]);
  });

  it.each(['/dev/null/data', '/dev/null'])('says so if data cannot be written to %s', async (data) => {
    const { err } = await failing(['--data', data], await workplace());
    expect(err).toMatch(
      /^tenax: The data folder \/dev\/null\S* cannot be written \(E[A-Z]+\)\. Allow it, or name another with --data\.$/,
    );
  });

  it('says so if there are not decks', async () => {
    const cwd = await temporaryFolder();
    expect((await failing([], cwd)).err).toContain(`There is no decks folder ${cwd}/decks.`);
    expect((await failing(['--decks', '/dev/null'], cwd)).err).toContain(
      'There is no decks folder /dev/null.',
    );
  });

  it('reports a failure to open in one line, and unlocks the folder', async () => {
    const cwd = await workplace();
    const openTenax = () => Promise.reject(new TypeError('first\nsecond'));
    const { code, err } = await runHere(['serve'], { cwd, openTenax });
    expect(code).toBe(1);
    expect(err).toMatch(/^tenax: first second \(at .*serve\.test\.ts:.*\)$/);
    (await lockDataFolder(join(cwd, 'data'))).release();
  });
});
