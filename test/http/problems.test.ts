import { setTimeout } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiProblem, frameworkErrors, problems } from '../../server/http/problems.ts';
import { ReviewBody, ReviewsQuery } from '../../server/http/reviews/schema.ts';
import { CardId } from '../../server/http/schema.ts';
import { security } from '../../server/http/security.ts';
import { validatorCompiler } from '../../server/http/validation.ts';
import { StoreError } from '../../server/store/errors.ts';
import { openWorld } from '../support/tenax.ts';

const host = '127.0.0.1:7777';

/** An app with the routes that a test gives it. */
async function appWith(routes: (app: FastifyInstance) => void, log: string[] = []): Promise<FastifyInstance> {
  const app = Fastify({
    frameworkErrors,
    logger: { level: 'error', stream: { write: (line: string) => void log.push(line) } },
  });
  onTestFinished(() => app.close());
  app.setValidatorCompiler(validatorCompiler);
  app.register(problems());
  app.register(security({ hosts: () => [host] }));
  app.register(async (scope) => routes(scope));
  await app.ready();
  return app;
}

const throwing = (error: unknown) =>
  appWith((app) => {
    app.get('/api/x', async () => {
      throw error;
    });
  });

const reviews = () =>
  appWith((app) => {
    app.post('/api/reviews', { schema: { body: ReviewBody } }, async (request) => request.body);
    app.get('/api/reviews', { schema: { querystring: ReviewsQuery } }, async (request) => request.query);
    app.get(
      '/api/cards/:id',
      { schema: { params: { type: 'object', properties: { id: CardId } } } },
      async () => 'ok',
    );
  });

const post = (app: FastifyInstance, payload: unknown) =>
  app.inject({
    method: 'POST',
    url: '/api/reviews',
    headers: { host, 'content-type': 'application/json' },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const get = (app: FastifyInstance, url: string) => app.inject({ url, headers: { host } });

const review = { id: '3b241101-e2bb-4255-8caf-4136c566a962', cardId: 'pod-ip-source', rating: 'good' };

describe('an error', () => {
  it('is returned as a problem document with its own type and what to do', async () => {
    const problem = new ApiProblem(409, 'card-changed', 'Card changed', 'Look at it again.', {
      card: { id: 'a' },
    });
    const answer = await get(await throwing(problem), '/api/x');
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toEqual({
      type: 'urn:tenax:card-changed',
      title: 'Card changed',
      status: 409,
      detail: 'Look at it again.',
      card: { id: 'a' },
    });
  });

  it('that is unexpected shows its cause in the log only', async () => {
    const log: string[] = [];
    const app = await appWith((scope) => {
      scope.get('/api/x', async () => {
        throw new Error('secret of /home/me');
      });
    }, log);
    const answer = await get(app, '/api/x');
    expect(answer.json()).toMatchObject({ type: 'urn:tenax:internal-error', status: 500 });
    expect(answer.body).not.toMatch(/secret|home/);
    await setTimeout(0);
    expect(log.join('')).toContain('secret of /home/me');
  });

  it('is unexpected if something other than an Error was thrown', async () => {
    expect((await get(await throwing('no'), '/api/x')).json()).toMatchObject({
      type: 'urn:tenax:internal-error',
    });
  });
});

describe('a full disk', () => {
  it.each([
    ['by the store', new StoreError('full', 'The disk is full.')],
    ['by SQLite', Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })],
    ['by the file system', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  ])('reported %s asks to free space and send the request again', async (_by, error) => {
    const answer = (await get(await throwing(error), '/api/x')).json();
    expect(answer).toMatchObject({ status: 507, type: 'urn:tenax:disk-full' });
    expect(answer.detail).toMatch(/The disk is full\..*again/);
  });

  it('is distinguished from a busy database, which can be tried again soon', async () => {
    const answer = await get(await throwing(new StoreError('busy', 'Another program holds it.')), '/api/x');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json().detail).toBe('Another program holds it.');
  });

  it('is distinguished from a bug inside the store', async () => {
    expect((await get(await throwing(new StoreError('stalled', 'a command')), '/api/x')).statusCode).toBe(
      500,
    );
  });
});

describe('a body', () => {
  it('that fits the schema goes through unchanged', async () => {
    const body = { ...review, durationMs: 5, reviewedAt: '2026-11-23T07:00:00.000Z' };
    const answer = await post(await reviews(), body);
    expect(answer.json()).toEqual(body);
  });

  it.each([
    ['durationMs', { durationMs: '5' }, 'must be integer'],
    ['durationMs', { durationMs: -1 }, 'must be >= 0'],
    ['reviewedAt', { reviewedAt: 'yesterday' }, 'must match format "date-time"'],
    ['reviewedAt', { reviewedAt: '2026-02-30T07:00:00Z' }, 'must match format "date-time"'],
    ['id', { id: 'x' }, 'must match format "uuid"'],
    ['rating', { rating: 'best' }, 'must be "again" or must be "hard" or must be "good" or must be "easy"'],
    ['points/0', { points: ['true'] }, 'must be boolean'],
  ])('is refused with what is allowed in %s: %j', async (field, change, message) => {
    const answer = await post(await reviews(), { ...review, ...change });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:tenax:invalid-request',
      errors: [{ at: `body/${field}`, message }],
    });
    expect(answer.json().detail).toContain(`body/${field} ${message}`);
  });

  it('is refused with what is missing or not allowed', async () => {
    const app = await reviews();
    expect((await post(app, {})).json().detail).toContain('body must have "id", "cardId", "rating"');
    expect((await post(app, { ...review, ease: 3 })).json().detail).toContain('body must not have "ease"');
  });

  it('is required', async () => {
    const answer = await (await reviews()).inject({ method: 'POST', url: '/api/reviews', headers: { host } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toMatch(/no body\. Send a JSON object/);
  });

  it.each(['{"id":', '', '{"__proto__":{"a":1}}'])(
    'that is not valid, harmless JSON is refused: %s',
    async (text) => {
      const answer = await post(await reviews(), text);
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    },
  );

  it('over 1 MiB is refused', async () => {
    const answer = await post(await reviews(), { ...review, x: 'x'.repeat(1024 * 1024) });
    expect(answer.json()).toMatchObject({ status: 413, detail: expect.stringContaining('1 MiB') });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'text/json',
  ])('of the type %s is refused', async (type) => {
    const app = await reviews();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/reviews',
      headers: { host, 'content-type': type },
      payload: JSON.stringify(review),
    });
    expect(answer.json()).toMatchObject({ status: 415, type: 'urn:tenax:unsupported-media-type' });
  });
});

describe('a query', () => {
  it('has its numbers read from text, and gets the defaults', async () => {
    const app = await reviews();
    expect((await get(app, '/api/reviews?limit=7')).json()).toEqual({ limit: 7 });
    expect((await get(app, '/api/reviews')).json()).toEqual({ limit: 50 });
  });

  it.each(['limit=', 'limit=x', 'limit=7.5', 'limit=0', 'limit=1e2', 'limit=501', 'limit=1&limit=2'])(
    'with %s is refused',
    async (query) => {
      const answer = await get(await reviews(), `/api/reviews?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors[0].at).toBe('query/limit');
    },
  );
});

describe('a path', () => {
  it('with an impossible id is refused', async () => {
    const answer = await get(await reviews(), '/api/cards/Pod%20IP');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].at).toBe('path/id');
  });

  it('that is badly encoded is refused, with the headers of every answer', async () => {
    const answer = await get(await reviews(), '/api/cards/%ff');
    expect(answer.json()).toMatchObject({ status: 400, type: 'urn:tenax:malformed-path' });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('that is unknown is refused with a pointer to the description of the API', async () => {
    const answer = await get(await reviews(), '/api/nothing?x=1');
    expect(answer.statusCode).toBe(404);
    expect(answer.json().detail).toBe('There is no GET /api/nothing. /api/openapi.json lists all routes.');
  });

  it('that does not allow a method names those that it allows', async () => {
    const app = await reviews();
    const answer = await app.inject({ method: 'DELETE', url: '/api/reviews', headers: { host } });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
    const parameter = await app.inject({ method: 'PUT', url: '/api/cards/a', headers: { host } });
    expect(parameter.headers.allow).toBe('GET, HEAD');
  });
});

describe('half a character', () => {
  it.each([
    ['/api/gaps', { topicId: 'k8s/pod-networking', text: 'a \udfff b' }, 'body/text'],
    [
      '/api/gaps',
      { topicId: 'k8s/pod-networking', text: 'a', cards: [{ prompt: '\ud800', answer: 'b' }] },
      'body/cards/0/prompt',
    ],
    ['/api/notes', { topicId: 'k8s/pod-networking', prompt: 'a', answer: 'b \ud83d' }, 'body/answer'],
  ])('is refused by its place: POST %s %#', async (url, body, at) => {
    const world = await openWorld();
    const answer = await world.send<{ errors: unknown }>('POST', url, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ at }] });
  });
});
