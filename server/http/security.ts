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
      const allowed = hosts();
      checkHost(request, allowed);
      checkOrigin(request, allowed);
      checkSite(request);
    });
  });
}

function checkHost({ headers }: FastifyRequest, allowed: readonly string[]): void {
  const host = headers.host?.toLowerCase() ?? '';
  if (allowed.includes(host)) return;
  throw new ApiProblem(
    421,
    'unknown-host',
    "This is not Tenax's address",
    `The request asks for the host “${host}”. Use ${allowed.map((one) => `http://${one}/`).join(' or ')}.`,
  );
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

function isApi({ url }: FastifyRequest): boolean {
  return /^\/api(?:[/?]|$)/.test(url);
}
