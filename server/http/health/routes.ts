import { Type } from 'typebox';
import { Problem } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import type { Metrics } from './metrics.ts';

const Ok = Type.Object({ status: Type.Literal('ok') });

/** Health checks for monitoring: alive, ready. */
export function healthRoutes(app: App, { store, library }: Services): void {
  app.get('/healthz', { schema: { summary: 'The process is alive', response: { 200: Ok } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Cards can be asked and reviews saved; a 503 says why not',
        response: { 200: Ok, default: Problem },
      },
    },
    async () => {
      await store.read.selectFrom('plans').select('id').limit(1).execute();
      const failure = library.failure();
      if (failure) {
        throw failure;
      }
      return { status: 'ok' as const };
    },
  );
}

/** The metrics of the process, with the due cards of the learner of the request. */
export function metricsRoutes(app: App, metrics: Metrics): void {
  app.get(
    '/metrics',
    { schema: { summary: 'Metrics in the text format of Prometheus' } },
    async ({ desk }, reply) => reply.type(metrics.contentType).send(await metrics.textFor(desk)),
  );
}
