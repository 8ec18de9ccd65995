// Puts the HTTP API together.
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyRequest, LogController } from 'fastify';
import { actRoutes } from './http/acts/routes.ts';
import { backupRoutes } from './http/backups/routes.ts';
import { cardRoutes } from './http/cards/routes.ts';
import { CONNECTION_OPTIONS, watchConnections } from './http/connections.ts';
import { doctorRoutes } from './http/doctor/routes.ts';
import { exportRoutes } from './http/export/routes.ts';
import { problemRoutes } from './http/file-problems/routes.ts';
import { forecastRoutes } from './http/forecast/routes.ts';
import { gapRoutes } from './http/gaps/routes.ts';
import { createMetrics } from './http/health/metrics.ts';
import { healthRoutes, metricsRoutes } from './http/health/routes.ts';
import { importRoutes } from './http/import/routes.ts';
import { type LearnerOptions, learner } from './http/learner.ts';
import { noteRoutes } from './http/notes/routes.ts';
import { optimizeRoutes } from './http/optimize/routes.ts';
import { planRoutes } from './http/plans/routes.ts';
import { frameworkErrors, problems } from './http/problems.ts';
import { proposalRoutes } from './http/proposals/routes.ts';
import { queueRoutes } from './http/queue/routes.ts';
import { reportRoutes } from './http/reports/routes.ts';
import { reviewRoutes } from './http/reviews/routes.ts';
import { checkSender, rewriteUrl, security } from './http/security.ts';
import { serializerCompiler } from './http/serialization.ts';
import type { App, Services } from './http/services.ts';
import { settingsRoutes } from './http/settings/routes.ts';
import { media, web } from './http/static.ts';
import { statsRoutes } from './http/stats/routes.ts';
import { topicRoutes } from './http/topics/routes.ts';
import { validatorCompiler } from './http/validation.ts';

const MAX_BODY_BYTES = 1024 * 1024;

export interface AppOptions extends LearnerOptions {
  /** Folder of the built web UI. */
  readonly webRoot: string;
  /** The allowed Host names; read at each request. */
  readonly hosts: () => readonly string[];
  /** Receives internal errors, one line of JSON each. */
  readonly log: (line: string) => void;
}

/** Smaller answers, such as those to reviews, are not compressed: they would not arrive sooner. */
const COMPRESSION: FastifyCompressOptions = {
  threshold: 4096,
  encodings: ['gzip', 'identity'],
  globalDecompression: false,
};

/** The HTTP side of Tenax, in the order in which a request meets it. */
export async function createApp(services: Services, options: AppOptions): Promise<App> {
  const { webRoot, hosts, log } = options;
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    http: CONNECTION_OPTIONS,
    // Answered by watchConnections, which knows what the connection was about.
    clientErrorHandler: () => {},
    rewriteUrl,
    frameworkErrors: (error, request, reply) =>
      frameworkErrors(refusal(request, hosts()) ?? error, request, reply),
    logger: { level: 'error', stream: { write: (line: string) => log(line.trimEnd()) } },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  watchConnections(app.server);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(problems());
  await app.register(security({ hosts }));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tenax',
        version: '0.1.0',
        description: 'Spaced repetition for Markdown learning plans.',
      },
    },
  });
  const metrics = createMetrics();
  await app.register(async (api) => {
    api.addHook('onResponse', async (request, reply) => metrics.observe(request, reply));
    await api.register(compress, COMPRESSION);
    await api.register(async (ofLearner) => {
      await ofLearner.register(learner(options));
      queueRoutes(ofLearner, services);
      reviewRoutes(ofLearner, services);
      actRoutes(ofLearner, services);
      topicRoutes(ofLearner, services);
      statsRoutes(ofLearner, services);
      forecastRoutes(ofLearner, services);
      reportRoutes(ofLearner, services);
      settingsRoutes(ofLearner, services);
      optimizeRoutes(ofLearner, services);
      gapRoutes(ofLearner, services);
      proposalRoutes(ofLearner, services);
      cardRoutes(ofLearner, services);
      noteRoutes(ofLearner, services);
      importRoutes(ofLearner);
      exportRoutes(ofLearner);
      doctorRoutes(ofLearner, services);
      metricsRoutes(ofLearner, metrics);
    });
    planRoutes(api, services);
    problemRoutes(api, services);
    backupRoutes(api, services);
    healthRoutes(api, services);
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  await app.register(media({ root: services.library.root }));
  await app.register(web({ root: webRoot }));
  await app.ready();
  return app;
}

/** Why a request whose path can't be read is refused before that; null if it is not. */
function refusal(request: FastifyRequest, hosts: readonly string[]): Error | null {
  try {
    checkSender(request, hosts);
    return null;
  } catch (error) {
    return error instanceof Error ? error : null;
  }
}
