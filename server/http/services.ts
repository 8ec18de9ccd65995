// What the routes share, and the type of the app.
import type {} from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Backups } from '../backup/backups.ts';
import type { Library } from '../library/library.ts';
import type { Renderer } from '../render/renderer.ts';
import type { Store } from '../store/store.ts';

/** What the routes use for all learners. A learner's own services come with the request (`learner.ts`). */
export interface Services {
  readonly store: Store;
  readonly library: Library;
  readonly backups: Backups;
  readonly renderer: Renderer;
}

/** The Fastify instance with routes typed by their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
