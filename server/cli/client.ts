// The API for commands: over HTTP, or in this process.
import { agree, type Settings, settingsOf } from '../config.ts';
import type { Line } from '../flags.ts';
import type { Problem } from '../http/schema.ts';
import { CLIENT_FLAGS, Failure, type Surroundings, type Tenax } from './command.ts';
import { type HeldElsewhere, holdDataFolder, requireFolder } from './hold.ts';

const TIMEOUT_MS = 60_000;

export type Query = Readonly<Record<string, string | undefined>>;

/** The API of a running server, or of this process. */
export interface Client {
  text(path: string, query?: Query): Promise<string>;
  /** The answer to a GET, in pieces as they arrive. */
  stream(path: string, patienceMs?: number): Promise<AsyncIterable<Uint8Array>>;
  /** The answer to a GET. `T` is the type of the route's response. */
  get<T>(path: string, query?: Query): Promise<T>;
  /** The answer to a POST; `created` for a 201. `patienceMs` if it may take more than a minute. */
  post<T>(
    path: string,
    body: unknown,
    patienceMs?: number,
  ): Promise<{ readonly created: boolean; readonly body: T }>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete<T>(path: string): Promise<T>;
}

interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body?: string;
  /** How long to wait for a running server. */
  readonly patienceMs?: number;
}

interface Answer {
  readonly status: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

type Transport = (request: Request) => Promise<Answer>;

/**
 * Runs `work` against the server that holds the data folder. Without one, opens Tenax in this process for the
 * duration of the work.
 *
 * @throws Failure for every error answer, and if no answer comes.
 */
export async function withClient<T>(
  line: Line,
  surroundings: Surroundings,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const settings = settingsOf(line, surroundings.env, surroundings.cwd);
  const hold = await holdDataFolder(settings);
  if (hold.lock === null) {
    refuseSettings(line, settings, hold);
    return work(clientOver(http(hold.address)));
  }
  try {
    requireFolder(settings.decks);
    const tenax = await surroundings.openTenax(settings, {
      clock: surroundings.clock,
      log: surroundings.err,
    });
    try {
      return await work(clientOver(inProcess(tenax, `127.0.0.1:${settings.port}`)));
    } finally {
      await tenax.close();
    }
  } finally {
    hold.lock.release();
  }
}

/** A running server has its own settings: other ones given here would silently have no effect. */
function refuseSettings(line: Line, asked: Settings, { address, settings }: HeldElsewhere): void {
  const flag = CLIENT_FLAGS.find(
    ({ name }) => name !== 'data' && line.has(name) && !agree(name, asked, settings),
  );
  if (!flag) return;
  throw new Failure(
    `Tenax runs at ${address} with its own settings. Leave --${flag.name} out, or stop it first.`,
  );
}

function clientOver(send: Transport): Client {
  const expect = async (request: Request): Promise<Answer> => {
    const answer = await send(request);
    if (answer.status >= 400) throw new Failure(explain(answer.status, await whole(answer)));
    return answer;
  };
  const json = async (request: Request) => JSON.parse(await whole(await expect(request)));
  const text = async (path: string, query: Query = {}) =>
    whole(await expect({ method: 'GET', url: withQuery(path, query) }));
  return {
    text,
    stream: async (url, patienceMs = TIMEOUT_MS) => (await expect({ method: 'GET', url, patienceMs })).pieces,
    get: async (path, query) => JSON.parse(await text(path, query)),
    async post(path, body, patienceMs = TIMEOUT_MS) {
      const answer = await expect({ method: 'POST', url: path, body: JSON.stringify(body), patienceMs });
      return { created: answer.status === 201, body: JSON.parse(await whole(answer)) };
    },
    patch: (path, body) => json({ method: 'PATCH', url: path, body: JSON.stringify(body) }),
    delete: (path) => json({ method: 'DELETE', url: path }),
  };
}

async function whole({ pieces }: Answer): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

function http(address: string): Transport {
  return async ({ method, url, body, patienceMs = TIMEOUT_MS }) => {
    const silent = (error: unknown) =>
      new Failure(
        `Tenax at ${address} does not answer (${reasonOf(error, patienceMs)}). Restart it, then try again.`,
      );
    try {
      const response = await fetch(new URL(url, address), {
        method,
        signal: AbortSignal.timeout(patienceMs),
        redirect: 'error',
        ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, pieces: piecesOf(response, silent) };
    } catch (error) {
      throw silent(error);
    }
  };
}

async function* piecesOf(
  { body }: Response,
  silent: (error: unknown) => Failure,
): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body;
  } catch (error) {
    throw silent(error);
  }
}

function inProcess(tenax: Tenax, authority: string): Transport {
  return async ({ method, url, body }) => {
    const answer = await tenax.app.inject({
      method,
      url,
      headers: { host: authority, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: body }),
      payloadAsStream: true,
    });
    return { status: answer.statusCode, pieces: answer.stream() };
  };
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** A problem document as one line. */
function explain(status: number, text: string): string {
  try {
    const { title, detail }: Partial<Problem> = JSON.parse(text);
    if (title && detail) return `${title.replace(/\.$/, '')}: ${detail}`;
    if (title || detail) return `${title || detail}`;
  } catch {
    // Not a problem document: only the status is known.
  }
  return `Tenax answered with status ${status}.`;
}

function reasonOf(error: unknown, patienceMs: number): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.name === 'TimeoutError' ? `no answer in ${patienceMs / 1000} s` : error.message;
}
