// Requests of other web pages and for other names, at every route: none may reach a handler.
import { attack } from './attack.ts';
import { newLedger } from './ledger.ts';
import { shuffled } from './random.ts';
import { exchange, portOf, type RawAnswer, request } from './raw.ts';
import { isWriting, type Route, routesOf } from './routes.ts';
import { newPlace, serve } from './server.ts';
import { world } from './world.ts';

/** How a request comes to the door. */
interface Approach {
  readonly name: string;
  /** The request line's target for a path. */
  readonly target?: (path: string) => string;
  /** All headers but those about the body. */
  readonly headers: readonly string[];
  readonly version?: string;
  /** Whether Tenax must let it in, turn it away, or only not answer it with data. */
  readonly is: 'ours' | 'foreign' | 'odd';
  /** Whether it may load a page, as a link on another site may. */
  readonly mayLoadPages?: boolean;
}

attack('the door', { short: 1_000, full: 100_000 }, async ({ count, random, figure }) => {
  const made = world({ topics: 1, cards: 2 });
  const place = await newPlace(made.files);
  const server = await serve(place);
  const routes = await routesOf(server);
  const cases = routes.flatMap((route) =>
    approaches(portOf(server.address))
      .filter((approach) => approach.is !== 'ours' || !isWriting(route))
      .map((approach) => ({ route, approach })),
  );
  const chosen = shuffled(cases, random).slice(0, count);
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  for (const { route, approach } of chosen) {
    const answer = await exchange(server.address, asText(route, approach));
    const status = answer?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const fault = faultOf(route, approach, answer);
    if (fault) faults.push(`${route.method} ${route.path}, ${approach.name}: ${fault}`);
  }
  figure('sent', chosen.length);
  figure('statuses', [...statuses].map(([status, times]) => `${status}×${times}`).join(' '));
  if (faults.length > 0)
    throw new Error(`${faults.length} came through or were kept out:\n${faults.slice(0, 30).join('\n')}`);
  await newLedger().check(server, place);
});

function faultOf(route: Route, approach: Approach, answer: RawAnswer | null): string | null {
  const { status, headers, body } = answer ?? { status: 0, headers: {}, body: '' };
  const grants = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
  if (grants.length > 0) return `it is answered with ${grants.join(', ')}`;
  const turnedAway = [421, 403].includes(status);
  if (approach.is === 'ours') return turnedAway || answer === null ? `turned away: ${status} ${body}` : null;
  if (status >= 500) return `answered ${status}`;
  const isPage = headers['content-type']?.startsWith('text/html') ?? false;
  if (approach.mayLoadPages && route.isPage) return null;
  if (approach.mayLoadPages && isPage) return null;
  // A wrong target may also be a wrong path; a request that is no HTTP is turned away by Node.
  const refusals = approach.target ? [0, 400, 403, 404, 405, 421] : [0, 400, 403, 421];
  if (refusals.includes(status) && !(status === 400 && body.includes('invalid-request'))) return null;
  if (approach.is === 'odd' && status === 400) return null;
  return `answered ${status}: ${body.slice(0, 150)}`;
}

function asText({ method, path, body }: Route, approach: Approach): string {
  const { target = (plain: string) => plain, headers, version = '1.1' } = approach;
  const withBody = method !== 'GET' && method !== 'HEAD';
  return request(
    [
      `${method} ${target(path)} HTTP/${version}`,
      ...headers,
      'Connection: close',
      ...(withBody ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : []),
    ],
    withBody ? body : '',
  );
}

function approaches(port: number): readonly Approach[] {
  const right = `Host: 127.0.0.1:${port}`;
  const ours = (name: string, ...headers: string[]): Approach => ({ name, headers, is: 'ours' });
  const foreign = (name: string, ...headers: string[]): Approach => ({ name, headers, is: 'foreign' });
  const crossSite = (name: string, target: (path: string) => string): Approach => ({
    name: `from another site, ${name}`,
    target,
    headers: [right, 'Sec-Fetch-Site: cross-site'],
    is: 'odd',
    mayLoadPages: true,
  });
  return [
    ours('plain', right),
    ours('by name', `Host: localhost:${port}`),
    ours('in capitals', `Host: LOCALHOST:${port}`),
    ours('from itself', right, `Origin: http://127.0.0.1:${port}`, 'Sec-Fetch-Site: same-origin'),
    ours('typed', right, 'Sec-Fetch-Site: none'),
    ...wrongHosts(port).map((host) => foreign(`host “${host}”`, `Host: ${host}`)),
    foreign('no host'),
    { ...foreign('no host in 1.0'), version: '1.0' },
    { ...foreign('another host in 1.0', 'Host: evil.example'), version: '1.0' },
    foreign('another host first', 'Host: evil.example', right),
    foreign('another host second', right, 'Host: evil.example'),
    foreign('a forwarded host', 'Host: evil.example', `X-Forwarded-Host: 127.0.0.1:${port}`),
    ...wrongOrigins(port).map((origin) => foreign(`origin “${origin}”`, right, `Origin: ${origin}`)),
    foreign('two origins', right, `Origin: http://127.0.0.1:${port}`, 'Origin: http://evil.example'),
    { ...foreign('from another site', right, 'Sec-Fetch-Site: cross-site'), mayLoadPages: true },
    { ...foreign('from the same site', right, 'Sec-Fetch-Site: same-site'), mayLoadPages: true },
    { ...foreign('from some site', right, 'Sec-Fetch-Site: what'), mayLoadPages: true },
    {
      ...foreign('another absolute address', right),
      target: (path) => `http://evil.example${path}`,
    },
    {
      ...foreign('another absolute address and host', 'Host: evil.example'),
      target: (path) => `http://127.0.0.1:${port}${path}`,
    },
    crossSite('by an absolute address', (path) => `http://127.0.0.1:${port}${path}`),
    crossSite('an encoded letter', (path) => path.replace('/api', '/%61pi')),
    crossSite('an encoded slash', (path) => path.replace('/api/', '/api%2F')),
    crossSite('in capitals', (path) => path.replace('/api', '/API')),
    crossSite('two slashes', (path) => `/${path}`),
    crossSite('two slashes within', (path) => path.replace('/api/', '/api//')),
    crossSite('a dot', (path) => `/.${path}`),
    crossSite('two dots', (path) => `/review/..${path}`),
    crossSite('encoded dots', (path) => `/review/%2e%2e${path}`),
    crossSite('a parameter', (path) => path.replace('/api', '/api;x')),
    crossSite('a backslash', (path) => path.replace('/api/', '/api\\')),
    crossSite('a fragment', (path) => `${path}#x`),
    crossSite('a query', (path) => `${path}?/api`),
    crossSite('a slash at the end', (path) => `${path}/`),
  ];
}

function wrongHosts(port: number): readonly string[] {
  return [
    '',
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:0${port}`,
    `127.0.0.1:${port}.evil.example`,
    `127.0.0.1.evil.example:${port}`,
    `evil.example@127.0.0.1:${port}`,
    `127.0.0.1:${port}@evil.example`,
    `127.0.0.1:${port},evil.example`,
    `127.0.0.1:${port} evil.example`,
    `127.0.0.1:${port}/evil`,
    `localhost.:${port}`,
    `127.1:${port}`,
    `0.0.0.0:${port}`,
    `2130706433:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `http://127.0.0.1:${port}`,
  ];
}

function wrongOrigins(port: number): readonly string[] {
  return [
    '',
    'null',
    'http://evil.example',
    `http://evil.example:${port}`,
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    'http://localhost',
    `http://127.0.0.1:${port + 1}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://127.0.0.1:${port}@evil.example`,
    `http://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}, http://evil.example`,
    `127.0.0.1:${port}`,
    'file://',
    'chrome-extension://abcdefghijklmnop',
  ];
}
