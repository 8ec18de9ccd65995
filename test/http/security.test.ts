import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { problems } from '../../server/http/problems.ts';
import { security } from '../../server/http/security.ts';
import { media, web } from '../../server/http/static.ts';
import { PLACES } from '../../web/places.ts';
import { temporaryFolder } from '../support/temporary.ts';

const host = 'localhost:7777';
const hosts = ['127.0.0.1:7777', host, '[::1]:7777'];

async function guarded(register: (app: FastifyInstance) => void = () => {}): Promise<FastifyInstance> {
  const app = Fastify();
  onTestFinished(() => app.close());
  app.register(problems());
  app.register(security({ hosts: () => hosts }));
  app.register(async (scope) => {
    scope.get('/', async () => 'page');
    scope.get('/api/due', async () => ({ total: 1 }));
    scope.post('/api/reviews', async () => ({ ok: true }));
    register(scope);
  });
  await app.ready();
  return app;
}

describe('the Host of a request', () => {
  it.each(hosts)('may be %s', async (one) => {
    const answer = await (await guarded()).inject({ url: '/api/due', headers: { host: one } });
    expect(answer.statusCode).toBe(200);
  });

  it.each([
    'evil.example:7777',
    'localhost',
    'localhost:80',
    'localhost:77777',
    '127.0.0.1.evil.example:7777',
    '',
  ])('may not be %j, which another site can point at this machine', async (one) => {
    const answer = await (await guarded()).inject({ url: '/api/due', headers: { host: one } });
    expect(answer.json()).toMatchObject({ status: 421, type: 'urn:tenax:unknown-host' });
    expect(answer.json().detail).toContain('http://localhost:7777/');
  });

  it('is checked on unknown addresses, too', async () => {
    const answer = await (await guarded()).inject({ url: '/nothing', headers: { host: 'evil.example' } });
    expect(answer.statusCode).toBe(421);
  });
});

describe('a page of another origin', () => {
  it.each([
    'https://evil.example',
    'null',
    'http://localhost:3000',
    'https://localhost:7777',
    'http://localhost',
  ])('is refused by its origin %s, whatever it asks for', async (origin) => {
    const app = await guarded();
    for (const [method, url] of [
      ['GET', '/'],
      ['GET', '/api/due'],
      ['POST', '/api/reviews'],
    ] as const) {
      const answer = await app.inject({ method, url, headers: { host, origin } });
      expect(answer.json()).toMatchObject({ status: 403, type: 'urn:tenax:foreign-origin' });
    }
  });

  it.each(['cross-site', 'same-site'])(
    'gets no data and changes nothing if Sec-Fetch-Site is %s',
    async (site) => {
      const app = await guarded();
      const headers = { host, 'sec-fetch-site': site };
      expect((await app.inject({ url: '/api/due', headers })).statusCode).toBe(403);
      expect((await app.inject({ method: 'POST', url: '/api/reviews', headers })).statusCode).toBe(403);
    },
  );

  it('may link to a page of Tenax', async () => {
    const headers = { host, 'sec-fetch-site': 'cross-site' };
    expect((await (await guarded()).inject({ url: '/', headers })).body).toBe('page');
  });

  it('is not allowed in by any CORS header', async () => {
    const headers = { host, 'access-control-request-method': 'POST' };
    const answer = await (await guarded()).inject({ method: 'OPTIONS', url: '/api/reviews', headers });
    expect(answer.statusCode).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe("Tenax's own page", () => {
  it('may read and write', async () => {
    const app = await guarded();
    const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    expect((await app.inject({ url: '/api/due', headers })).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url: '/api/reviews', headers })).statusCode).toBe(200);
  });
});

describe('every answer', () => {
  it.each([
    ['a page', '/', host],
    ['data', '/api/due', host],
    ['nothing', '/nothing', host],
    ['a refusal', '/', 'evil.example'],
  ])('forbids whatever a page does not need: %s', async (_what, url, asked) => {
    const { headers } = await (await guarded()).inject({ url, headers: { host: asked } });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dompurify tenax-worker",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
  });

  it('of the API forbids caching', async () => {
    const app = await guarded();
    expect((await app.inject({ url: '/api/due', headers: { host } })).headers['cache-control']).toBe(
      'no-store',
    );
    expect((await app.inject({ url: '/', headers: { host } })).headers['cache-control']).toBeUndefined();
  });
});

describe('media', () => {
  async function withMedia(): Promise<
    (url: string) => Promise<Awaited<ReturnType<FastifyInstance['inject']>>>
  > {
    const folder = await temporaryFolder();
    const root = join(folder, 'decks');
    await mkdir(join(root, 'eks', '.git'), { recursive: true });
    await mkdir(join(folder, 'private'));
    await writeFile(join(folder, 'private', 'id.png'), 'secret');
    for (const file of [
      'a.png',
      '50% é#.png',
      'b.svg',
      'c.pdf',
      'plan.md',
      'x.html',
      '.hidden.png',
      '.git/d.png',
    ])
      await writeFile(join(root, 'eks', file), file);
    await symlink(join(folder, 'private', 'id.png'), join(root, 'eks', 'file-out.png'));
    await symlink(join(folder, 'private'), join(root, 'eks', 'folder-out'));
    await symlink(join(root, 'eks', 'plan.md'), join(root, 'eks', 'plan.png'));
    await symlink(join(root, 'eks', 'a.png'), join(root, 'eks', 'again.png'));
    const app = await guarded((scope) => scope.register(media({ root })));
    return (url) => app.inject({ url, headers: { host } });
  }

  it('beside a deck are served with their type', async () => {
    const get = await withMedia();
    const answer = await get('/media/eks/a.png');
    expect(answer.body).toBe('a.png');
    expect(answer.headers['content-type']).toBe('image/png');
    expect((await get('/media/eks/again.png')).body).toBe('a.png');
    expect((await get(`/media/eks/${encodeURIComponent('50% é#.png')}`)).body).toBe('50% é#.png');
  });

  it('are opened in a sandbox, except PDFs', async () => {
    const get = await withMedia();
    expect((await get('/media/eks/b.svg')).headers['content-security-policy']).toMatch(/sandbox$/);
    expect((await get('/media/eks/c.pdf')).headers['content-security-policy']).not.toMatch(/sandbox/);
  });

  it.each([
    '/media/eks/plan.md',
    '/media/eks/x.html',
    '/media/eks/.hidden.png',
    '/media/eks/.git/d.png',
    '/media/eks/file-out.png',
    '/media/eks/folder-out/id.png',
    '/media/eks/plan.png',
    '/media/../private/id.png',
    '/media/eks/..%2f..%2fprivate/id.png',
    '/media/%2e%2e/private/id.png',
    '/media/%252e%252e/private/id.png',
    '/media/..%5cprivate%5cid.png',
    '/media//eks/a.png',
    '/media/eks/a.png%00.png',
    '/media/eks',
    '/media/',
  ])('are nothing else and nowhere else: %s', async (url) => {
    const answer = await (await withMedia())(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('secret');
  });
});

describe('the web UI', () => {
  /** The web UI built from these files, with the paths of its pages; null if it has not been built. */
  async function withWeb(files: Readonly<Record<string, string>> | null): Promise<FastifyInstance> {
    const root = await temporaryFolder();
    await mkdir(join(root, 'assets'));
    const places = JSON.stringify(PLACES.map(({ path }) => path));
    const built: Readonly<Record<string, string>> = files ? { 'places.json': places, ...files } : {};
    for (const [file, text] of Object.entries(built)) await writeFile(join(root, file), text);
    const app = Fastify();
    onTestFinished(() => app.close());
    app.register(problems());
    app.register(security({ hosts: () => hosts }));
    app.register(web({ root }));
    await app.ready();
    return app;
  }

  it.each(['/', '/review', '/topics/eks/pod-networking', '/gap'])(
    'shows its page at %s, never from a cache',
    async (url) => {
      const app = await withWeb({ 'index.html': '<!doctype html>' });
      const answer = await app.inject({ url, headers: { host } });
      expect(answer.body).toBe('<!doctype html>');
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it.each([
    ['/', 200],
    ['/?from=there', 200],
    ['/review', 200],
    ['/review/', 200],
    ['/review?topic=eks/pod-networking', 200],
    ['/review/x', 404],
    ['/plan', 200],
    ['/plan/eks', 200],
    ['/plan/a/b', 404],
    ['/topics', 200],
    ['/topics/eks', 404],
    ['/topics/eks/pod-networking', 200],
    ['/topics/%C3%A9ks/pod%20networking', 200],
    ['/topics/eks/pod-networking/x', 404],
    ['/topics%2Feks%2Fpod-networking', 404],
    ['/gap', 200],
    ['/gap/x', 404],
    ['/gaps', 200],
    ['/gaps/x', 404],
    ['/cards', 200],
    ['/cards?q=/cards/a/b', 200],
    ['/cards/x', 200],
    ['/cards/a/b', 404],
    ['/statistics', 200],
    ['/settings', 200],
    ['/:plan', 404],
    ['/nothing', 404],
  ])('answers a browser at %s with the page and status %i', async (url, status) => {
    const app = await withWeb({ 'index.html': '<!doctype html>' });
    const answer = await app.inject({ url, headers: { host, accept: 'text/html' } });
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status, body: '<!doctype html>' });
  });

  it('lets browsers keep only files with a hash in their names', async () => {
    const app = await withWeb({ 'index.html': '', 'assets/a-1.js': 'a', 'icon.svg': '<svg/>' });
    const asset = await app.inject({ url: '/assets/a-1.js', headers: { host } });
    expect(asset.body).toBe('a');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const icon = await app.inject({ url: '/icon.svg', headers: { host } });
    expect(icon.headers['cache-control']).toBe('no-cache');
  });

  it('answers unknown paths with a problem, also those of the API', async () => {
    const app = await withWeb({ 'index.html': '' });
    for (const url of ['/nothing', '/api/nothing', '/.env', '/assets/', '/assets/..%2f..%2fx'])
      expect({ url, ...(await app.inject({ url, headers: { host } })).json() }).toMatchObject({
        url,
        status: 404,
      });
  });

  it('shows its page with status 404 if a browser goes to an unknown address', async () => {
    const app = await withWeb({ 'index.html': '<!doctype html>', 'icon.svg': '<svg/>' });
    const go = (url: string) =>
      app.inject({ url, headers: { host, accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    for (const url of ['/nothing', '/nothing/at.all', '/.env', '/assets/', '/..%2f..%2fx']) {
      const answer = await go(url);
      expect({ url, status: answer.statusCode, body: answer.body }).toEqual({
        url,
        status: 404,
        body: '<!doctype html>',
      });
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
    expect((await go('/icon.svg')).body).toBe('<svg/>');
    for (const url of ['/api', '/api/nothing', '/media/nothing'])
      expect({ url, ...(await go(url)).json() }).toMatchObject({ url, status: 404 });
  });

  it('says how to build it if it is not built', async () => {
    const answer = await (await withWeb(null)).inject({ url: '/', headers: { host } });
    expect(answer.json()).toMatchObject({ status: 503, type: 'urn:tenax:web-not-built' });
  });

  it('answers programs with a problem of its own if it is not built', async () => {
    const answer = await (await withWeb(null)).inject({ url: '/api/nothing', headers: { host } });
    expect(answer.json()).toMatchObject({ status: 404 });
  });
});
