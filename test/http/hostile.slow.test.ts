// Requests that no client of ours sends, to every route: each gets an answer that says what is wrong, never a 5xx.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from '../support/tenax.ts';

const HOST = '127.0.0.1:4816';

interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for each parameter. */
  readonly path: string;
  readonly query: readonly string[];
  /** An example of a body by the schema; undefined without a body. */
  readonly body: unknown;
}

type Schema = Readonly<Record<string, unknown>>;
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

async function routesOf({ tenax }: World): Promise<readonly Route[]> {
  const answer = await tenax.app.inject({ url: '/api/openapi.json', headers: { host: HOST } });
  const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = answer.json().paths;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase() as Route['method'],
      path,
      query: parameters.flatMap((one) => (one.in === 'query' ? one.name : [])),
      body: requestBody && exampleOf(requestBody.content['application/json']?.schema ?? {}),
    })),
  );
}

/** A value that a schema allows, or nearly: what is beyond its types does not matter here. */
function exampleOf(schema: Schema): unknown {
  const { type, properties = {}, anyOf, items, examples, const: constant, format } = schema;
  if (Array.isArray(examples)) return examples[0];
  if (constant !== undefined) return constant;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(anyOf)) return exampleOf(anyOf[0]);
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(properties as object).map(([name, one]) => [name, exampleOf(one)]),
    );
  if (type === 'array') return [exampleOf(items as Schema)];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (format === 'uuid') return UUID;
  return 'pod-ip-source';
}

const UUID = '3b241101-e2bb-4255-8caf-4136c566a962';
const HUGE = '9'.repeat(400);
const DEEP = 100_000;
/** Instead of any value: what makes trouble where it is compared, stored, split, counted or shown. */
const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    -1e308,
    Number.MAX_SAFE_INTEGER + 2,
    [],
    {},
    [[]],
    [null],
    { length: 1e9 },
  ],
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\ufeff',
    '%',
    '%00',
    '..',
    '../../etc/passwd',
    '\\',
  ],
  ...['__proto__', 'constructor', 'toString', 'NaN', 'Infinity', '-0', '1e999', HUGE, 'x'.repeat(100_000)],
  ...[
    "' or 1=1 --",
    '{7*7}',
    '{{c1::x}}',
    '<script>',
    '*'.repeat(5_000),
    '['.repeat(5_000),
    '"',
    'AND',
    'NEAR(a b)',
  ],
  ...['2026-12-31T23:59:60Z', '0000-01-01', '0000-01-01T00:00:00Z', '9999-12-31', '9999-12-31T23:59:59Z'],
  ...['1900-01-01', '1900-01-01T00:00:00Z', '2026-02-30', '2026-11-23T24:00:00Z', '+010000-01-01T00:00:00Z'],
];

/** Bodies as bytes, with their headers. */
const BODIES: readonly (readonly [
  name: string,
  body: string | Buffer,
  headers?: Readonly<Record<string, string>>,
])[] = [
  ['none', ''],
  ['no JSON', '{'],
  ['NUL', '\0'],
  ['a text', '"x"'],
  ['a number', '1e999'],
  ['null', 'null'],
  ['an array', '[]'],
  ['deep arrays', '['.repeat(DEEP) + ']'.repeat(DEEP)],
  ['deep objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['__proto__', '{"__proto__":{"id":1},"constructor":{"prototype":{"x":1}}}'],
  ['duplicate keys', '{"id":1,"id":2,"act":"reset","act":"bury"}'],
  ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a byte-order mark', '\ufeff{}'],
  ['too large', `{"x":"${'x'.repeat(1024 ** 2)}"}`],
  ['compressed', gzipSync('{}'), { 'content-encoding': 'gzip' }],
  ['a bomb', gzipSync(Buffer.alloc(50 * 1024 ** 2)), { 'content-encoding': 'gzip' }],
  ['of an unknown encoding', '{}', { 'content-encoding': 'x' }],
  ['plain text', '{}', { 'content-type': 'text/plain' }],
  ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['parts', '--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['XML', '<a/>', { 'content-type': 'application/xml' }],
  ['of no type', '{}', { 'content-type': '' }],
  ['of a strange type', '{}', { 'content-type': 'application/json; charset=utf-16, text/html' }],
  ['with a wrong length', '{}', { 'content-length': '1' }],
];

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'if-match': '"' },
  { 'if-match': '*' },
  { 'if-match': '\u00ff' },
  { 'if-none-match': `${'"x",'.repeat(1_000)}` },
  { range: 'bytes=9-1' },
  { accept: ',;q=x' },
  { 'accept-encoding': 'gzip;q=x, br;q=9' },
  { 'accept-language': 'x'.repeat(5_000) },
  { expect: 'x' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '\u00ff', 'x-forwarded-proto': 'javascript' },
  { cookie: '=;=;__proto__=x' },
];

/** Changes one value anywhere in an example, and adds a property. */
function* mutations(example: unknown): Generator<unknown> {
  for (const value of VALUES) yield value;
  if (Array.isArray(example)) {
    for (const inner of mutations(example[0])) yield [inner];
    yield Array.from({ length: 3_000 }, () => example[0]);
  } else if (typeof example === 'object' && example !== null) {
    for (const [name, one] of Object.entries(example)) {
      for (const inner of mutations(one)) yield { ...example, [name]: inner };
      const { [name]: _, ...without } = example as Record<string, unknown>;
      yield without;
    }
    yield { ...example, unknown: 1 };
    yield JSON.parse(`{"__proto__": ${JSON.stringify(example)}}`);
  }
}

/** A value of a parameter that names something. */
function known(path: string, parameter: string): string {
  if (parameter === 'plan' || path.startsWith('/api/plans/')) return 'k8s';
  if (parameter === 'topic') return 'pod-networking';
  return /acts|reviews|proposals/.test(path) && !path.startsWith('/api/cards') ? UUID : 'pod-ip-source';
}

describe('a hostile request', () => {
  it('to any route is answered below 500, says why, and is not logged as a fault', async () => {
    const world = await openWorld();
    const { app } = world.tenax;
    const troubles = new Set<string>();
    let answered = 0;
    const check = async (
      { method, path }: Route,
      url: string,
      what: string,
      options: { payload?: string | Buffer; headers?: Readonly<Record<string, string>> } = {},
    ) => {
      const { statusCode, body } = await app.inject({
        method,
        url,
        ...(options.payload !== undefined && { payload: options.payload }),
        headers: { host: HOST, ...options.headers },
      });
      answered += 1;
      if (statusCode >= 500)
        troubles.add(`${statusCode} ${method} ${path} ${what.slice(0, 200)}: ${body.slice(0, 200)}`);
      if (statusCode >= 400 && method !== 'HEAD' && !/"detail":"./.test(body))
        troubles.add(
          `${statusCode} ${method} ${path} ${what.slice(0, 200)} without a detail: ${body.slice(0, 200)}`,
        );
    };
    for (const route of await routesOf(world)) {
      const filled = (value: string) => route.path.replace(/\{[^}]+\}/g, value);
      const plain = route.path.replace(/\{([^}]+)\}/g, (_, name: string) => known(route.path, name));
      const json = { 'content-type': 'application/json' };
      for (const value of VALUES) {
        const text = encodeURIComponent(Buffer.from(String(value)).toString());
        if (plain !== route.path && text.length < 5_000) await check(route, filled(text), `path ${text}`);
        for (const name of [...route.query, 'unknown', '__proto__']) {
          await check(route, `${plain}?${name}=${text}`, `query ${name}=${text}`);
          await check(route, `${plain}?${name}=${text}&${name}=x`, `query ${name} twice`);
        }
      }
      for (const raw of ['%', '%zz', '%ff', '%00', '%c0%af', '%ed%a0%80', '%u0041'])
        await check(route, filled(raw), `path ${raw}`);
      for (const headers of HEADERS)
        await check(route, plain, `headers ${JSON.stringify(headers)}`, { headers });
      if (route.method === 'GET') continue;
      for (const [name, payload, headers] of BODIES)
        await check(route, plain, `a body: ${name}`, { payload, headers: { ...json, ...headers } });
      if (route.body === undefined) continue;
      for (const body of mutations(route.body)) {
        const payload = JSON.stringify(body);
        if (payload.length < 1_000_000)
          await check(route, plain, `body ${payload}`, { payload, headers: json });
      }
    }
    expect([...troubles].slice(0, 40)).toEqual([]);
    expect(world.logged.slice(0, 5)).toEqual([]);
    expect(answered).toBeGreaterThan(10_000);
  }, 300_000);
});
