import compress, { type FastifyCompressOptions } from '@fastify/compress';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import { frameworkErrors, problems } from './http/problems.ts';
import { actRoutes } from './http/routes/acts.ts';
import { backupRoutes } from './http/routes/backups.ts';
import { cardRoutes } from './http/routes/cards.ts';
import { doctorRoutes } from './http/routes/doctor.ts';
import { exportRoutes } from './http/routes/export.ts';
import { forecastRoutes } from './http/routes/forecast.ts';
import { gapRoutes } from './http/routes/gaps.ts';
import { healthRoutes } from './http/routes/health.ts';
import { importRoutes } from './http/routes/import.ts';
import { noteRoutes } from './http/routes/notes.ts';
import { optimizeRoutes } from './http/routes/optimize.ts';
import { planRoutes } from './http/routes/plans.ts';
import { problemRoutes } from './http/routes/problems.ts';
import { proposalRoutes } from './http/routes/proposals.ts';
import { queueRoutes } from './http/routes/queue.ts';
import { reportRoutes } from './http/routes/reports.ts';
import { reviewRoutes } from './http/routes/reviews.ts';
import { settingsRoutes } from './http/routes/settings.ts';
import { statsRoutes } from './http/routes/stats.ts';
import { topicRoutes } from './http/routes/topics.ts';
import { security } from './http/security.ts';
import type { App, Services } from './http/services.ts';
import { media, web } from './http/static.ts';
import { validatorCompiler } from './http/validation.ts';

const MAX_BODY_BYTES = 1024 * 1024;

export interface AppOptions {
  /** Folder of the built web UI. */
  readonly webRoot: string;
  /** What a browser may have in its address bar; asked for at each request. */
  readonly hosts: () => readonly string[];
  /** Takes what went wrong inside, a line of JSON each. */
  readonly log: (line: string) => void;
}

/** What is small arrives as soon either way, and answers to reviews should cost nothing. */
const COMPRESSION: FastifyCompressOptions = {
  threshold: 4096,
  encodings: ['gzip', 'identity'],
  globalDecompression: false,
};

/** The HTTP side of Tenax, in the order in which a request meets it. */
export async function createApp(services: Services, { webRoot, hosts, log }: AppOptions): Promise<App> {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    frameworkErrors,
    logger: { level: 'error', stream: { write: (line: string) => log(line.trimEnd()) } },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
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
  await app.register(async (api) => {
    await api.register(compress, COMPRESSION);
    queueRoutes(api, services);
    reviewRoutes(api, services);
    actRoutes(api, services);
    topicRoutes(api, services);
    statsRoutes(api, services);
    forecastRoutes(api, services);
    planRoutes(api, services);
    reportRoutes(api, services);
    settingsRoutes(api, services);
    optimizeRoutes(api, services);
    gapRoutes(api, services);
    proposalRoutes(api, services);
    cardRoutes(api, services);
    noteRoutes(api, services);
    problemRoutes(api, services);
    importRoutes(api, services);
    exportRoutes(api, services);
    backupRoutes(api, services);
    doctorRoutes(api, services);
    healthRoutes(api, services);
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  await app.register(media({ root: services.library.root }));
  await app.register(web({ root: webRoot }));
  await app.ready();
  return app;
}
