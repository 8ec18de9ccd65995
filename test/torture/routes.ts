// Every route that the product says it has.
import type { Schema } from './schema-values.ts';
import type { Server } from './server.ts';

export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly pattern: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
    readonly required?: boolean;
  }[];
  /** The schema of its body; null if it takes none. */
  readonly body: Schema | null;
}

/** The operations of the OpenAPI document. */
export async function operationsOf(server: Server): Promise<readonly Operation[]> {
  const { body: document } = await server.get<OpenApi>('/api/openapi.json');
  const operations = Object.entries(document.paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      pattern,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
  if (operations.length < 40) throw new Error(`There are only ${operations.length} operations.`);
  return operations;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

interface OpenApiOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Route {
  readonly method: string;
  readonly path: string;
  /** A body that would do something if it came through. */
  readonly body: string;
  /** Whether it is a page or one of its files, which other sites may link to. */
  readonly isPage: boolean;
}

const BODIES: Readonly<Record<string, unknown>> = {
  '/api/reviews': {
    id: '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11',
    cardId: 't1-card-1',
    rating: 'good',
  },
  '/api/acts': {
    id: '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a12',
    act: 'suspend',
    cardIds: ['t1-card-1'],
  },
  '/api/gaps': { topicId: 'lab/topic-1', text: 'A gap from elsewhere' },
};
/** Would not be known to the ledger even if it came from us. */
const WRITING = new Set(Object.keys(BODIES));

/** Every operation at an address that exists where it can, every other address of the API, and pages and files. */
export async function routesOf(server: Server): Promise<readonly Route[]> {
  const values: Readonly<Record<string, string>> = { plan: 'lab', topic: 'topic-1', id: 't1-card-1' };
  const ofApi = (await operationsOf(server)).map(({ method, pattern }) => ({
    method,
    path: pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name),
    body: JSON.stringify(BODIES[pattern] ?? {}),
    isPage: !pattern.startsWith('/api'),
  }));
  const others = ['/api/openapi.json', '/api/nothing', '/media/nothing.png'];
  const pages = ['/', '/review', '/cards', '/nothing', '/assets/nothing.js'];
  return [
    ...ofApi,
    ...others.map((path) => ({ method: 'GET', path, body: '', isPage: !path.startsWith('/api') })),
    ...pages.flatMap((path) =>
      ['GET', 'HEAD', 'POST'].map((method) => ({ method, path, body: '{}', isPage: method !== 'POST' })),
    ),
    { method: 'OPTIONS', path: '/api/reviews', body: '', isPage: false },
    { method: 'PUT', path: '/api/reviews', body: '{}', isPage: false },
  ];
}

/** Whether what is ours must not be sent to this route, since it would leave what no ledger knows. */
export function isWriting({ path, method }: Route): boolean {
  return method === 'POST' && WRITING.has(path);
}
