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
import type { ReviewDesk } from '../log/desk.ts';
import type { Optimizer } from '../optimize/job.ts';
import type { Renderer } from '../render/renderer.ts';
import type { SettingsDesk } from '../settings/settings.ts';

/** What the routes use. */
export interface Services {
  readonly desk: ReviewDesk;
  readonly settings: SettingsDesk;
  readonly optimizer: Optimizer;
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
