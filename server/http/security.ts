// Checks of Host and Origin.
import type { FastifyRequest } from 'fastify';
import { shared } from './plugin.ts';
import { SECURITY_HEADERS } from './policy.ts';
import { ApiProblem } from './problems.ts';

export interface SecurityOptions {
  /** The allowed Host names, such as `127.0.0.1:7777`; read at each request. */
  readonly hosts: () => readonly string[];
}

/**
 * Keeps other web pages out of a server on the loopback interface. A page of another site can send requests here, and
 * can point its own name to this machine's address. So the Host must be one of ours, and an Origin, if sent, too.
 * Bodies are JSON only, which no form and no simple cross-site request can send. There are no CORS headers.
 */
export function security({ hosts }: SecurityOptions) {
  return shared(async (app) => {
    app.removeContentTypeParser('text/plain');
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(SECURITY_HEADERS);
      if (isApi(request)) reply.header('cache-control', 'no-store');
      checkSender(request, hosts());
    });
  });
}

/**
 * Refuses requests that were not meant for us, or were sent by a page of another site.
 *
 * @param allowed the Host names that are ours
 * @throws ApiProblem 400, 403 or 421
 */
export function checkSender(request: FastifyRequest, allowed: readonly string[]): void {
  checkHost(request, allowed);
  checkOrigin(request, allowed);
  checkSite(request);
}

/** An absolute target, which proxies are sent: `http://127.0.0.1:7777/api/due`. */
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i;

/**
 * Fastify's option of the same name: an absolute target as the path that routes know. Its host is checked with the Host
 * header.
 */
export function rewriteUrl({ url = '/' }: { readonly url?: string | undefined }): string {
  if (!ABSOLUTE.test(url)) return url;
  const path = url.replace(ABSOLUTE, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Checks every place where a request names a host. */
function checkHost({ headers, originalUrl, raw }: FastifyRequest, allowed: readonly string[]): void {
  const names = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (names.length > 1) throw severalHosts();
  const authority = ABSOLUTE.exec(originalUrl)?.[1];
  const isHttp = authority === undefined || /^http:/i.test(originalUrl);
  const asked = [headers.host ?? '', ...(authority === undefined ? [] : [authority])];
  const foreign = asked.find((host) => !allowed.includes(host.toLowerCase()));
  if (foreign === undefined && isHttp) return;
  throw new ApiProblem(
    421,
    'unknown-host',
    "This is not Tenax's address",
    `The request asks for the host “${foreign ?? originalUrl}”. Use ${allowed.map((one) => `http://${one}/`).join(' or ')}.`,
  );
}

function severalHosts(): ApiProblem {
  return new ApiProblem(400, 'bad-request', 'Bad Request', 'The request has several Host headers. Send one.');
}

function checkOrigin({ headers: { origin } }: FastifyRequest, allowed: readonly string[]): void {
  if (origin !== undefined && !allowed.some((host) => origin === `http://${host}`))
    throw fromElsewhere(origin);
}

/** Other sites may link to pages, but not request data or change something. */
function checkSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const isPage = ['GET', 'HEAD'].includes(request.method) && !isApi(request);
  if (site === undefined || site === 'same-origin' || site === 'none' || isPage) return;
  throw fromElsewhere('another site');
}

function fromElsewhere(origin: string): ApiProblem {
  return new ApiProblem(
    403,
    'foreign-origin',
    'Other web pages may not use Tenax',
    `The request was sent by a page of ${origin}. Open Tenax in a tab of its own, or use a program that is not a web page.`,
  );
}

/** Whether a request reaches a route of the API, or an address where one could be, however its path is written. */
function isApi({ url, routeOptions }: FastifyRequest): boolean {
  return [url, routeOptions.url ?? ''].some((path) => /^\/api(?:[/?#]|$)/.test(path));
}
