import { Type } from 'typebox';
import { Problem } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import type { Metrics } from './metrics.ts';

const Ok = Type.Object({ status: Type.Literal('ok') });

/** For those who watch over the process: alive, ready. */
export function healthRoutes(app: App, { store, library }: Services): void {
  app.get('/healthz', { schema: { summary: 'The process is alive', response: { 200: Ok } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Cards can be asked and reviews saved; 503 says why not',
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

/** The figures of the process, with what is due to the learner who asks. */
export function metricsRoutes(app: App, metrics: Metrics): void {
  app.get(
    '/metrics',
    { schema: { summary: 'Metrics in the text format of Prometheus' } },
    async ({ desk }, reply) => reply.type(metrics.contentType).send(await metrics.textFor(desk)),
  );
}
