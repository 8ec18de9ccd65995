// Problem documents for every error.
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LibraryError, type LibraryFailure } from '../library/errors.ts';
import { explainFailure, StoreError, type StoreFailure } from '../store/errors.ts';
import { shared } from './plugin.ts';
import { SECURITY_HEADERS } from './policy.ts';
import type { ProblemSlug, StoreTrouble } from './problem-slugs.ts';
import type { Problem } from './schema.ts';

export interface ProblemOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route throws to answer with a problem document (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The document itself. */
  readonly body: Problem;

  /**
   * @param slug kebab-case name of the kind of problem: `urn:tenax:<slug>` is its type
   * @param title the kind of problem in a few words, always the same for a slug
   * @param detail what is wrong this time, and what to do
   * @param members further members, such as the fresh card of a 409
   */
  constructor(
    status: number,
    slug: ProblemSlug,
    title: string,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    { headers = {}, ...options }: ProblemOptions = {},
  ) {
    super(detail, options);
    this.status = status;
    this.title = title;
    this.headers = headers;
    this.body = { ...members, type: `urn:tenax:${slug}`, title, status, detail };
  }
}

/** Answers every error, and every unknown path or method, with a problem document. */
export function problems() {
  return shared(async (app) => {
    const routes = watchRoutes(app);
    app.setErrorHandler((error: Error, request, reply) => {
      const problem = toProblem(error);
      if (problem.status >= 500 && !isOver(error)) request.log.error({ err: error }, problem.title);
      return send(reply, problem);
    });
    app.setNotFoundHandler((request, reply) => send(reply, notFound(request, routes.methodsOf(request.url))));
  });
}

/** Whether nobody did anything wrong: the client has gone, or Tenax is closing. */
function isOver(thrown: unknown): boolean {
  const error = explainFailure(thrown);
  return (error instanceof StoreError && error.failure === 'closed') || isGone(error);
}

/** Whether the client has closed its connection before its request or its answer was whole. */
function isGone(error: unknown): boolean {
  return GONE.has(stringMember(error, 'code') ?? '');
}

const GONE: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Fastify's option of the same name: answers errors before routing, such as a malformed path. */
export function frameworkErrors(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  send(reply.headers(SECURITY_HEADERS), toProblem(error));
}

function send(reply: FastifyReply, problem: ApiProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ ...problem.headers })
    .type('application/problem+json')
    .send(problem.body);
}

/** The problem document for an error. It reveals nothing about unexpected errors. */
export function toProblem(thrown: unknown): ApiProblem {
  const error = explainFailure(thrown);
  if (error instanceof ApiProblem) return error;
  if (error instanceof StoreError) return storeProblem(error);
  if (error instanceof LibraryError) return libraryProblem(error);
  const code = stringMember(error, 'code');
  const known = FASTIFY_ERRORS[code ?? ''];
  if (known) return new ApiProblem(...known);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 && error instanceof Error
    ? new ApiProblem(status, 'bad-request', STATUS_CODES[status] ?? 'Bad request', error.message)
    : unexpected(error);
}

type Wording = readonly [status: number, slug: ProblemSlug, title: string, detail: string];

const BAD_JSON: Wording = [
  400,
  'malformed-json',
  'The body is not JSON',
  'Send one JSON object, encoded as UTF-8, and a Content-Length that fits it.',
];

const BAD_PATH: Wording = [
  400,
  'malformed-path',
  "The path can't be read",
  'Percent-encode the path as UTF-8 (%2F for a slash within an id), and keep each part of it short.',
];

const FASTIFY_ERRORS: Readonly<Record<string, Wording>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: BAD_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: BAD_JSON,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: BAD_JSON,
  FST_ERR_BAD_URL: BAD_PATH,
  FST_ERR_MAX_PARAM_LENGTH: BAD_PATH,
  FST_ERR_CTP_BODY_TOO_LARGE: [
    413,
    'body-too-large',
    'The body is too large',
    'A body can have at most 1 MiB. Send less at a time.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'unsupported-media-type',
    'The body must be JSON',
    'Send the body as JSON, with the header Content-Type: application/json.',
  ],
};

/** Failures of the store that a user can act on, with the seconds after which to try again. */
const STORE_FAILURES: Readonly<Record<StoreTrouble, number | null>> = {
  busy: 1,
  closed: 5,
  thread: 5,
  io: null,
  corrupt: null,
  newer: null,
  migration: null,
};

function storeProblem(error: StoreError): ApiProblem {
  if (error.failure === 'full') return diskFull(error);
  if (error.failure === 'backups') return backupsUnwritable(error);
  if (!isTrouble(error.failure)) return unexpected(error);
  const seconds = STORE_FAILURES[error.failure];
  return new ApiProblem(
    503,
    'store-unavailable',
    "The database can't be used",
    error.message,
    { failure: error.failure },
    { cause: error, headers: seconds === null ? {} : { 'retry-after': String(seconds) } },
  );
}

function isTrouble(failure: StoreFailure): failure is StoreTrouble {
  return failure in STORE_FAILURES;
}

const LIBRARY_PROBLEMS: Readonly<
  Record<LibraryFailure, readonly [status: number, slug: ProblemSlug, title: string]>
> = {
  missing: [503, 'decks-missing', 'A file or the decks folder is missing'],
  denied: [403, 'file-denied', 'Tenax may not read the file'],
  'read-only': [403, 'decks-read-only', "The file can't be written"],
  changed: [412, 'file-changed', 'The file has changed'],
  unreadable: [409, 'file-unreadable', "The file can't be read"],
  full: [507, 'disk-full', 'The disk is full'],
  busy: [503, 'file-busy', "The file can't be used now"],
  disk: [503, 'disk-failed', 'The disk reports an error'],
  unknown: [404, 'unknown-name', 'Nothing has that name'],
  taken: [409, 'id-taken', 'The id is taken'],
  refused: [400, 'text-refused', "The text can't be saved as it is"],
};

function libraryProblem(error: LibraryError): ApiProblem {
  return new ApiProblem(
    ...LIBRARY_PROBLEMS[error.failure],
    error.message,
    { ...error.about },
    { cause: error, headers: error.failure === 'busy' ? { 'retry-after': '1' } : {} },
  );
}

function diskFull(cause: StoreError): ApiProblem {
  return new ApiProblem(
    507,
    'disk-full',
    'The disk is full',
    `${cause.message} You can safely send the same request again: what was saved is not saved twice.`,
    {},
    { cause },
  );
}

function backupsUnwritable(cause: StoreError): ApiProblem {
  return new ApiProblem(
    503,
    'backups-unwritable',
    "The backups can't be written",
    cause.message,
    {},
    { cause },
  );
}

function unexpected(cause: unknown): ApiProblem {
  return new ApiProblem(
    500,
    'internal-error',
    'Something went wrong inside Tenax',
    "The server's log has the details. You can safely send the same request again.",
    {},
    { cause },
  );
}

function notFound(request: FastifyRequest, methods: readonly string[]): ApiProblem {
  const path = request.url.split('?', 1)[0] ?? '';
  if (methods.length === 0 || methods.includes(request.method))
    return new ApiProblem(
      404,
      'unknown-route',
      'Route not found',
      `There is no ${request.method} ${path}. /api/openapi.json lists all routes.`,
    );
  const allow = methods.join(', ');
  return new ApiProblem(
    405,
    'method-not-allowed',
    'Method not allowed',
    `${path} allows ${allow}, not ${request.method}. /api/openapi.json describes them.`,
    {},
    { headers: { allow } },
  );
}

/** Remembers the methods of each path; paths with a wildcard are left out. */
function watchRoutes(app: FastifyInstance): { methodsOf(url: string): readonly string[] } {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  return {
    methodsOf(url) {
      const parts = partsOf(url);
      const matching = [...methods].filter(([pattern]) => matches(partsOf(pattern), parts));
      return [...new Set(matching.flatMap(([, known]) => [...known]))].sort();
    },
  };
}

function partsOf(url: string): readonly string[] {
  return (url.split('?', 1)[0] ?? '').split('/');
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length &&
    pattern.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]))
  );
}

function stringMember(value: unknown, name: string): string | undefined {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : undefined;
}
