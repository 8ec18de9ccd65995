// Requests made from the OpenAPI document, valid and not: each gets its answer or a problem document.
import { attack } from './attack.ts';
import type { Random } from './random.ts';
import { type Operation, operationsOf } from './routes.ts';
import { allowed, type Known, spoiled } from './schema-values.ts';
import { newPlace, type Server, serve } from './server.ts';
import { review, world } from './world.ts';

/** So many requests are under way at once. */
const AT_ONCE = 6;

attack('generated requests', { short: 1_500, full: 30_000 }, async ({ count, random, figure }) => {
  const made = world({ topics: 2, cards: 10 });
  const place = await newPlace(made.files);
  const server = await serve(place);
  const operations = await operationsOf(server);
  const reviews = await Promise.all(
    made.cardIds.map(async (cardId) => {
      const act = review(random, cardId);
      await server.send('POST', '/api/reviews', act.body);
      return act.id;
    }),
  );
  const known: Known = {
    id: [...made.cardIds, ...reviews],
    cardId: made.cardIds,
    cardIds: made.cardIds,
    noteId: made.cardIds,
    noteIds: made.cardIds,
    plan: ['lab'],
    planId: ['lab'],
    topic: ['topic-1', 'lab/topic-1', 'lab/topic-2'],
    topicId: made.topicIds,
    item: ['Things of topic 1', 'Lack of topic 1'],
    zone: ['UTC', 'Europe/Helsinki'],
  };
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  let sent = 0;
  const client = async () => {
    while (sent < count && faults.length < 50) {
      sent++;
      const request = madeFrom(picked(operations, random), random, known);
      const { status, fault } = await judged(server, request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (fault) faults.push(`${request.method} ${request.path} ${shortened(request.body)}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  figure(
    'statuses',
    [...statuses]
      .sort()
      .map(([status, times]) => `${status}×${times}`)
      .join(' '),
  );
  if (faults.length > 0)
    throw new Error(
      `${faults.length} answers are wrong:\n${faults.join('\n')}\n${server.said.err.slice(-4_000)}`,
    );
  if ((await server.get('/healthz')).status !== 200) throw new Error('The server is not well.');
  await server.kill('SIGTERM');
  // What was accepted must not keep the next start from serving.
  const again = await serve(place);
  const { body } = await again.send<{ findings: readonly object[] }>('POST', '/api/doctor', {});
  if (body.findings.length > 0) throw new Error(`The doctor finds ${JSON.stringify(body.findings)}`);
});

/** Any operation; forecasts seldom, which take a thousand times as long as others. */
function picked(operations: readonly Operation[], random: Random): Operation {
  const one = random.pick(operations);
  return one.pattern.startsWith('/api/forecast') && random.below(20) > 0 ? picked(operations, random) : one;
}

interface Made {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

function madeFrom(operation: Operation, random: Random, known: Known): Made {
  const { method, pattern, parameters, body } = operation;
  const value = (name: string, schema: object) => {
    const right = allowed(schema, random, known, name);
    return asText(random.below(4) === 0 ? spoiled(right, random) : right);
  };
  const path = parameters
    .filter((it) => it.in === 'path')
    .reduce((made, { name, schema }) => made.replace(`{${name}}`, encoded(value(name, schema))), pattern);
  const query = parameters
    .filter((it) => it.in === 'query' && (it.required || random.below(3) === 0))
    .flatMap(({ name, schema }) => {
      const one = `${encoded(name)}=${encoded(value(name, schema))}`;
      return random.below(20) === 0 ? [one, one] : [one];
    });
  if (random.below(30) === 0) query.push(random.pick(['x=1', '%', '%ff', '=', 'a[]=1', '__proto__=1']));
  const ifMatch =
    method === 'PATCH' || method === 'DELETE' ? { 'if-match': random.pick(['"x"', '*', '']) } : {};
  return {
    method,
    path: `${path.slice(0, 8_000)}${query.length > 0 ? `?${query.join('&').slice(0, 6_000)}` : ''}`,
    ...bodyOf(body, random, known, ifMatch),
  };
}

function bodyOf(
  schema: Operation['body'],
  random: Random,
  known: Known,
  headers: Readonly<Record<string, string>>,
): Pick<Made, 'headers' | 'body'> {
  if (schema === null) return { headers, body: null };
  const right = allowed(schema, random, known);
  const value = random.below(2) === 0 ? spoiled(right, random) : right;
  const json = JSON.stringify(value) ?? 'null';
  const asJson = { ...headers, 'content-type': 'application/json' };
  switch (random.below(14)) {
    case 0:
      return { headers: asJson, body: broken(json, random) };
    case 1:
      return { headers: { ...headers, ...otherType(random) }, body: json };
    case 2:
      return { headers: { ...asJson, 'content-encoding': 'gzip' }, body: json };
    default:
      return { headers: asJson, body: json };
  }
}

/** JSON that is cut off, doubled, no UTF-8, deep or huge. */
function broken(json: string, random: Random): string | Uint8Array<ArrayBuffer> {
  return random.pick<() => string | Uint8Array<ArrayBuffer>>([
    () => json.slice(0, random.below(json.length)),
    () => `${json}${json}`,
    () => json.replace(/"(\w+)":/, '"$1":0,"$1":'),
    () => new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    () => `{"a":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`,
    () => '',
    () => '1e999',
    () => `"${'x'.repeat(1_100_000)}"`,
    () => `\ufeff${json}`,
    () => json.replace('{', '{"__proto__":{"a":1},'),
  ])();
}

function otherType(random: Random): Readonly<Record<string, string>> {
  const type = random.pick([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json;',
    'application/jsonx',
    'application/problem+json',
    'x',
  ]);
  return { 'content-type': type };
}

function asText(value: unknown): string {
  return typeof value === 'object' ? (JSON.stringify(value) ?? 'null') : String(value);
}

/** Lone surrogates have no encoding; a server gets the bytes that a careless client would send. */
function encoded(text: string): string {
  return encodeURIComponent(text.slice(0, 3_000).replace(/[\ud800-\udfff]/g, '\ufffd')).replaceAll(
    '%EF%BF%BD',
    '%ED%A0%80',
  );
}

interface Judged {
  readonly status: number;
  readonly fault: string | null;
}

async function judged(server: Server, { method, path, headers, body }: Made): Promise<Judged> {
  try {
    const response = await fetch(`${server.address}${path}`, {
      method,
      headers,
      ...(body !== null && { body }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const { status } = response;
    return { status, fault: faultOf(status, response.headers.get('content-type') ?? '', text, method) };
  } catch (error) {
    if (server.child.exitCode !== null || server.child.signalCode !== null)
      throw new Error(`The server died at ${method} ${path} ${shortened(body)}\n${server.said.err}`);
    return { status: 0, fault: `no answer: ${error instanceof Error ? (error.cause ?? error) : error}` };
  }
}

function faultOf(status: number, type: string, text: string, method: string): string | null {
  if (status >= 500) return `${status}: ${text}`;
  if (text.includes('[object Object]')) return `it says [object Object]: ${text}`;
  if (status < 400 || method === 'HEAD') return null;
  if (!type.startsWith('application/problem+json')) return `${status} is no problem document: ${text}`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole =
    problem.status === status &&
    String(problem.type).startsWith('urn:tenax:') &&
    [problem.title, problem.detail].every((words) => typeof words === 'string' && words.length > 0);
  return isWhole ? null : `${status} lacks words: ${text}`;
}

function shortened(body: Made['body']): string {
  return body === null ? '' : String(body).slice(0, 300);
}
