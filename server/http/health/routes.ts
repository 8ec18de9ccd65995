import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Type } from 'typebox';
import { dueCounts } from '../../session/due.ts';
import { Problem } from '../schemas.ts';
import type { App, Services } from '../services.ts';

const Ok = Type.Object({ status: Type.Literal('ok') });

/** Monitoring: alive, ready, metrics. */
export function healthRoutes(app: App, { desk, library }: Services): void {
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
      await desk.store.read.selectFrom('plans').select('id').limit(1).execute();
      const failure = library.failure();
      if (failure) {
        throw failure;
      }
      return { status: 'ok' as const };
    },
  );

  const { registry, observe } = metrics(desk);
  app.addHook('onResponse', async (request, reply) => {
    observe(
      request.method,
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
  });
  app.get(
    '/metrics',
    { schema: { summary: 'Metrics in the text format of Prometheus' } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}

function metrics(desk: Services['desk']) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'tenax_http_request_seconds',
    help: 'Time to answer a request, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  });
  const reviews = new Counter({
    name: 'tenax_reviews_total',
    help: 'Reviews saved since the process started',
    registers: [registry],
  });
  new Gauge({
    name: 'tenax_due_cards',
    help: "Cards of today's session that are left",
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const due = await dueCounts(desk);
      for (const kind of ['new', 'learning', 'review'] as const) this.set({ kind }, due[kind]);
    },
  });
  return {
    registry,
    observe(method: string, route: string, status: number, seconds: number) {
      requests.observe({ method, route, status }, seconds);
      if (method === 'POST' && route === '/api/reviews' && status === 201) reviews.inc();
    },
  };
}
