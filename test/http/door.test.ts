// Requests as bytes on a connection, since an HTTP client would not send most of them.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchConnections } from '../../server/http/connections.ts';
import { problems, toProblem } from '../../server/http/problems.ts';
import { openWorld, type World } from '../support/tenax.ts';

async function listening(): Promise<{ readonly world: World; readonly port: number; readonly host: string }> {
  const world = await openWorld();
  await world.tenax.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = world.tenax.app.server.address() as AddressInfo;
  return { world, port, host: `127.0.0.1:${port}` };
}

/** Sends bytes and returns all that comes back until the server closes. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('close', () => resolve(received)).on('error', reject);
    socket.write(bytes);
  });
}

const request = (first: string, ...headers: readonly string[]) =>
  `${[first, ...headers, 'connection: close'].join('\r\n')}\r\n\r\n`;
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

/** One of each class of routes. */
const PATHS = ['/', '/api/due', '/api/nothing', '/media/a.png', '/metrics', '/healthz', '/nothing', '/%zz'];

describe('a request on the wire', () => {
  it('names exactly one host, and that is ours, however it is written', async () => {
    const { port, host } = await listening();
    const foreign: readonly (readonly [target: (path: string) => string, headers: readonly string[]])[] = [
      [(path) => path, ['host: evil.example']],
      [(path) => path, [`host: evil.example:${port}`]],
      [(path) => path, [`host: ${host}`, 'host: evil.example']],
      [(path) => path, ['host: evil.example', `host: ${host}`]],
      [(path) => path, [`host: ${host}`, `host: ${host}`]],
      [(path) => path, ['host: 127.0.0.1']],
      [(path) => path, [`host: 127.0.0.1.:${port}`]],
      [(path) => path, [`host: localhost.:${port}`]],
      [(path) => path, [`host: 127.0.0.1:0${port}`]],
      [(path) => path, [`host: 127.1:${port}`]],
      [(path) => path, [`host: user@${host}`]],
      [(path) => path, [`host: ${host}@evil.example`]],
      [(path) => path, [`host: ${host}, evil.example`]],
      [(path) => path, [`host: [::ffff:127.0.0.1]:${port}`]],
      [(path) => path, ['host:']],
      [(path) => path, []],
      [(path) => `http://evil.example${path}`, [`host: ${host}`]],
      [(path) => `http://evil.example:${port}${path}`, [`host: ${host}`]],
      [(path) => `http://user@${host}${path}`, [`host: ${host}`]],
      [(path) => `http://${host}@evil.example${path}`, [`host: ${host}`]],
      [(path) => `http://${host}${path}`, ['host: evil.example']],
      [(path) => `HTTP://EVIL.example${path}`, [`host: ${host}`]],
      [(path) => `https://${host}${path}`, [`host: ${host}`]],
      [(path) => `ftp://${host}${path}`, [`host: ${host}`]],
    ];
    for (const [target, headers] of foreign) {
      for (const path of PATHS) {
        const first = `GET ${target(path)} HTTP/1.1`;
        const answer = await exchange(port, request(first, ...headers));
        expect([400, 421], `${first} ${headers}`).toContain(statusOf(answer));
        expect(answer, first).not.toContain('"total"');
      }
    }
  }, 60_000);

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('may name %s in any form', async (name) => {
    const { port } = await listening();
    const host = `${name}:${port}`;
    for (const target of ['/api/due', `http://${host}/api/due`, `HTTP://${host}/api/due`, '/%61pi/due']) {
      const answer = await exchange(port, request(`GET ${target} HTTP/1.1`, `host: ${host}`));
      expect(statusOf(answer), target).toBe(200);
      expect(answer, target).toContain('cache-control: no-store');
      expect(answer, target).toContain("content-security-policy: default-src 'none'");
    }
    expect(statusOf(await exchange(port, request(`GET http://${host} HTTP/1.1`, `host: ${host}`)))).not.toBe(
      421,
    );
    expect(statusOf(await exchange(port, request('GET /api/due HTTP/1.0', `host: ${host}`)))).toBe(200);
    expect(statusOf(await exchange(port, request('GET /api/due HTTP/1.0')))).toBe(421);
  });

  it('of another site gets no data by another spelling of the path', async () => {
    const { port, host } = await listening();
    const spellings = [
      ...['/api/due', '/%61pi/due', '/api/%64ue', `http://${host}/api/due`, '/api/due?x'],
      ...[
        '//api/due',
        '/API/due',
        '/./api/due',
        '/x/../api/due',
        '/%2e%2e/api/due',
        '/api%2Fdue',
        '/api/due;a=b',
      ],
      ...['/api\\due', '/api//due', '/api/due/', '/\\api/due', '/%2Fapi/due', '/%5Capi/due'],
    ];
    for (const path of spellings) {
      const answer = await exchange(
        port,
        request(`GET ${path} HTTP/1.1`, `host: ${host}`, 'sec-fetch-site: cross-site', 'accept: */*'),
      );
      expect([400, 403, 404], path).toContain(statusOf(answer));
      expect(answer, path).not.toContain('"total"');
    }
  });

  it('of another site changes nothing by another spelling, method or type', async () => {
    const { world, port, host } = await listening();
    const body = JSON.stringify({
      id: '3b241101-e2bb-4255-8caf-4136c566a962',
      act: 'suspend',
      cardIds: ['pod-ip-source'],
    });
    const sent = (target: string, ...headers: readonly string[]) =>
      exchange(
        port,
        request(`POST ${target} HTTP/1.1`, `host: ${host}`, `content-length: ${body.length}`, ...headers) +
          body,
      );
    const json = 'content-type: application/json';
    const refused = [
      await sent('/api/acts', json, 'origin: http://evil.example'),
      await sent('/%61pi/acts', json, 'origin: http://evil.example'),
      await sent(`http://${host}/api/acts`, json, 'sec-fetch-site: cross-site'),
      await sent('/api/acts', json, `origin: http://${host}`, 'origin: http://evil.example'),
      await sent('/api/acts', json, 'sec-fetch-site: same-origin', 'sec-fetch-site: cross-site'),
      await sent('http://evil.example/api/acts', json),
      await sent('/api%2Facts', json),
      await sent('//api/acts', json),
      await sent('/api/acts', 'content-type: text/plain'),
      await sent('/api/acts', 'content-type: application/x-www-form-urlencoded'),
      await sent('/api/acts', 'content-type: text/plain', json),
      await sent('/api/acts'),
    ];
    for (const [i, answer] of refused.entries()) {
      expect([400, 403, 404, 405, 415, 421], `request ${i}`).toContain(statusOf(answer));
    }
    const events = await world.tenax.desk.store.read.selectFrom('events').selectAll().execute();
    expect(events).toEqual([]);
  });

  it.each([
    ['no first line', 'nonsense\r\n\r\n', 400],
    ['a target without a slash', 'GET api/due HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    [
      'two lengths',
      'POST /api/acts HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
      400,
    ],
    [
      'a length and chunks',
      'POST /api/acts HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers without end', `GET /api/due HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('that is none (%s) gets a problem document with the security headers', async (_, bytes, status) => {
    const { port } = await listening();
    const answer = await exchange(port, bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain("content-security-policy: default-src 'none'");
    expect(answer).toContain('x-content-type-options: nosniff');
  });
});

describe('a client that stands still', () => {
  const STANDSTILL_MS = 200;
  const LARGE_BYTES = 64 * 1024 ** 2;

  async function patient(): Promise<{
    readonly port: number;
    readonly server: Server;
    readonly logged: readonly string[];
  }> {
    const logged: string[] = [];
    const app = Fastify({
      clientErrorHandler: () => {},
      logger: { level: 'error', stream: { write: (line: string) => void logged.push(line) } },
    });
    onTestFinished(() => app.close());
    watchConnections(app.server, { standstillMs: STANDSTILL_MS });
    app.register(problems());
    app.post('/upload', async ({ body }) => body);
    app.get('/large', async () => 'x'.repeat(LARGE_BYTES));
    app.get('/slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5 * STANDSTILL_MS));
      return 'done';
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return { port: (app.server.address() as AddressInfo).port, server: app.server, logged };
  }

  const upload =
    'POST /upload HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n';

  it('in the middle of a body is told so and cut off, and nothing is logged', async () => {
    const { port, logged } = await patient();
    const answer = await exchange(port, `${upload}{"a`);
    expect(statusOf(answer)).toBe(408);
    expect(logged).toEqual([]);
  });

  it('in the middle of chunks or of the headers, or before them, is cut off', async () => {
    const { port } = await patient();
    await exchange(
      port,
      'POST /upload HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n1\r\n{',
    );
    await exchange(port, 'GET /slow HTTP/1.1\r\nho');
    await exchange(port, '');
  });

  it('and takes no answer is cut off', async () => {
    const { port, server } = await patient();
    const socket = connect(port, '127.0.0.1').pause();
    onTestFinished(() => void socket.destroy());
    const [served]: Socket[] = await once(server, 'connection');
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    if (served) await once(served, 'close');
    expect(served?.bytesWritten).toBeGreaterThan(0);
    expect(socket.bytesRead).toBeLessThan(LARGE_BYTES);
  });

  it('for its answer is answered, and so is one whose body comes slowly', async () => {
    const { port } = await patient();
    expect(await exchange(port, request('GET /slow HTTP/1.1', 'host: x'))).toMatch(/done$/);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let received = '';
    const gone = new Promise((resolve) => socket.on('close', resolve));
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(upload.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
    for (const character of '{"a":"1234"}') {
      await new Promise((resolve) => setTimeout(resolve, STANDSTILL_MS / 4));
      socket.write(character);
    }
    await gone;
    expect(received).toMatch(/\{"a":"1234"\}$/);
  });
});

describe('a request that comes to the end', () => {
  it('of Tenax, whose client has gone, is no internal error', async () => {
    const { world, port, host } = await listening();
    const body = JSON.stringify({
      reviews: Array.from({ length: 2_000 }, (_, i) => ({
        cardId: 'pod-ip-source',
        rating: 'good',
        reviewedAt: new Date(world.time.nowMs - i * 60_000).toISOString(),
      })),
    });
    const note = JSON.stringify({ topicId: 'k8s/pod-networking', text: 'A new gap' });
    const sockets = [
      ['/api/import/reviews', body],
      ['/api/gaps', note],
    ].map(([path = '', text = '']) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      );
      return socket;
    });
    await once(world.tenax.app.server, 'request');
    for (const socket of sockets) socket.destroy();
    await world.tenax.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(world.logged).toEqual([]);
  });

  it('to a closed store or library says that Tenax is closing', async () => {
    const world = await openWorld();
    const { library, desk } = world.tenax;
    await world.tenax.close();
    for (const late of [
      () => library.scan(),
      () => library.problems(),
      () => desk.store.read.selectFrom('cards').selectAll().execute(),
      () => desk.store.write(async () => {}),
    ]) {
      const problem = toProblem(await late().catch((error: unknown) => error));
      expect(problem.body).toMatchObject({
        type: 'urn:tenax:store-unavailable',
        status: 503,
        failure: 'closed',
      });
    }
  });
});

describe('too many connections', () => {
  it('close the one that has been idle longest, and a new client is served', async () => {
    const app = Fastify({ forceCloseConnections: true });
    watchConnections(app.server, { mostConnections: 3 });
    app.get('/', () => 'served');
    await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.close());
    const { port } = app.server.address() as AddressInfo;
    const idle: Socket[] = [];
    for (let opened = 0; opened < 3; opened++) {
      const socket = connect(port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      idle.push(socket);
    }
    const closed = once(idle[0] as Socket, 'close');
    expect(await exchange(port, request('GET / HTTP/1.1', 'host: x'))).toMatch(/served$/);
    await closed;
    expect(idle.map(({ closed: isClosed }) => isClosed)).toEqual([true, false, false]);
  });
});
