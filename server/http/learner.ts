// Resolves the learner of each request once, so that no route holds a learner's desk.

import type { FastifyRequest } from 'fastify';
import type { ReviewDesk } from '../log/desk.ts';
import type { Optimizer } from '../optimize/job.ts';
import type { LearnerId } from '../schedule/ids.ts';
import type { SettingsDesk } from '../settings/settings.ts';
import { shared } from './plugin.ts';

/** The services that belong to one learner. */
export interface LearnerServices {
  readonly desk: ReviewDesk;
  readonly settings: SettingsDesk;
  readonly optimizer: Optimizer;
}

declare module 'fastify' {
  /** The services of the request's learner; only within the routes of the plugin `learner`. */
  interface FastifyRequest extends LearnerServices {}
}

export interface LearnerOptions {
  /** The id of the learner who sent a request. */
  readonly learnerOf: (request: FastifyRequest) => LearnerId;
  readonly servicesOf: (learnerId: LearnerId) => Promise<LearnerServices>;
}

/** A plugin that adds the desk, settings and optimizer of the learner to the requests of its instance. */
export function learner({ learnerOf, servicesOf }: LearnerOptions) {
  return shared(async (app) => {
    const resolved = new WeakMap<FastifyRequest, LearnerServices>();
    const ofRequest = (request: FastifyRequest): LearnerServices => {
      const services = resolved.get(request);
      if (!services) throw new Error('No learner was resolved for this request.');
      return services;
    };
    app.addHook('onRequest', async (request) => {
      resolved.set(request, await servicesOf(learnerOf(request)));
    });
    for (const name of ['desk', 'settings', 'optimizer'] as const) {
      app.decorateRequest(name, {
        getter() {
          return ofRequest(this)[name];
        },
      });
    }
  });
}
