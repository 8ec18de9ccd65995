// Metrics in the text format of Prometheus.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ReviewDesk } from '../../log/desk.ts';
import { dueCounts } from '../../session/due.ts';

/** The metrics of the process. */
export interface Metrics {
  /** Counts an answered request. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
  /** All metrics as text, with the due cards of a learner. */
  textFor(desk: ReviewDesk): Promise<string>;
  readonly contentType: string;
}

/** Metrics that start at zero. */
export function createMetrics(): Metrics {
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
  return {
    observe({ method, routeOptions }, { statusCode: status, elapsedTime }) {
      const route = routeOptions.url ?? 'unknown';
      requests.observe({ method, route, status }, elapsedTime / 1000);
      if (method === 'POST' && route === '/api/reviews' && status === 201) reviews.inc();
    },
    textFor: async (desk) => Registry.merge([registry, await dueOf(desk)]).metrics(),
    contentType: registry.contentType,
  };
}

/** The due cards in a registry of their own, since metrics of several learners may be requested at once. */
async function dueOf(desk: ReviewDesk): Promise<Registry> {
  const registry = new Registry();
  const cards = new Gauge({
    name: 'tenax_due_cards',
    help: "Cards of today's session that are left",
    labelNames: ['kind'],
    registers: [registry],
  });
  const due = await dueCounts(desk);
  for (const kind of ['new', 'learning', 'review'] as const) cards.set({ kind }, due[kind]);
  return registry;
}
