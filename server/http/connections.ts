// Connections: what is answered before there is a request, and clients that stand still.
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from './policy.ts';
import { ApiProblem } from './problems.ts';

/** A client that neither sends nor takes anything for so long, when it is its turn, is cut off. */
const STANDSTILL_MS = 30_000;
/** A whole body may take longer, as long as it goes on: 1 MiB at 1.2 KiB a second. */
const WHOLE_REQUEST_MS = 15 * 60_000;
const LOOK_MS = 1_000;
/** A browser opens six. */
const MOST_CONNECTIONS = 512;

/** Options of the server whose connections are watched. */
export const CONNECTION_OPTIONS = {
  headersTimeout: STANDSTILL_MS,
  connectionsCheckingInterval: LOOK_MS,
} satisfies ServerOptions;

export interface Patience {
  readonly standstillMs?: number;
  readonly mostConnections?: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Cuts off clients that stand still: they stopped in the middle of a request, or take no more of an answer. A client
 * that waits for its answer may wait as long as the answer takes.
 */
export function watchConnections(
  server: Server,
  { standstillMs = STANDSTILL_MS, mostConnections = MOST_CONNECTIONS }: Patience = {},
): void {
  const exchanges = new WeakMap<Socket, Exchange>();
  dropIdleOnes(server, mostConnections);
  server.requestTimeout = WHOLE_REQUEST_MS;
  server.setTimeout(standstillMs);
  server.on('request', (request, response) => exchanges.set(request.socket, { request, response }));
  server.on('timeout', (socket: Socket) => {
    const exchange = exchanges.get(socket);
    if (exchange && isOurTurn(exchange)) return;
    const isUnanswered = exchange && !exchange.request.complete && !exchange.response.headersSent;
    if (isUnanswered) refuse(socket, tooSlow());
    else socket.destroy();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const response = exchanges.get(socket)?.response;
    const isAnswering = response?.headersSent && !response.writableFinished;
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) socket.destroy();
    else refuse(socket, problemOf(error.code));
  });
}

/** With too many connections, closes the one that has gone longest without a request, so that a new client is served. */
function dropIdleOnes(server: Server, most: number): void {
  const open = new Set<Socket>();
  /** Those without a request under way, the longest so first. */
  const idle = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    idle.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      idle.delete(socket);
    });
    if (open.size <= most) return;
    const [longest = socket] = idle;
    idle.delete(longest);
    longest.destroy();
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
}

/** Whether the whole request has come, and all of the answer so far has gone. */
function isOurTurn({ request, response }: Exchange): boolean {
  return request.complete && !response.writableFinished && response.writableLength === 0;
}

/** Answers a connection that no request can be read from, and closes it. */
function refuse(socket: Socket, problem: ApiProblem): void {
  const body = JSON.stringify(problem.body);
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}

function problemOf(code: string | undefined): ApiProblem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow();
    case 'HPE_HEADER_OVERFLOW':
      return new ApiProblem(
        431,
        'bad-request',
        'Request Header Fields Too Large',
        'The headers of a request can have at most 16 KiB. Send fewer or shorter ones.',
      );
    default:
      return new ApiProblem(
        400,
        'bad-request',
        'Bad Request',
        'This is not a request of HTTP/1.1. Check its first line, its headers and the length of its body.',
      );
  }
}

function tooSlow(): ApiProblem {
  const seconds = STANDSTILL_MS / 1_000;
  return new ApiProblem(
    408,
    'bad-request',
    'Request Timeout',
    `The rest of the request did not come. Send it again, with no pause of more than ${seconds} seconds.`,
  );
}
