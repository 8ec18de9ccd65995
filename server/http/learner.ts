// The learner whose request it is: resolved once a request, so that no route holds anybody's desk.

import type { FastifyRequest } from 'fastify';
import type { ReviewDesk } from '../log/desk.ts';
import type { Optimizer } from '../optimize/job.ts';
import type { LearnerId } from '../schedule/ids.ts';
import type { SettingsDesk } from '../settings/settings.ts';
import { shared } from './plugin.ts';

/** What each learner has of their own. */
export interface LearnerServices {
  readonly desk: ReviewDesk;
  readonly settings: SettingsDesk;
  readonly optimizer: Optimizer;
}

declare module 'fastify' {
  /** Of the learner whose request it is; only within the routes of the plugin `learner`. */
  interface FastifyRequest extends LearnerServices {}
}

export interface LearnerOptions {
  /** The id of the learner whose request it is. */
  readonly learnerOf: (request: FastifyRequest) => LearnerId;
  readonly servicesOf: (learnerId: LearnerId) => Promise<LearnerServices>;
}

/** Gives the requests of the instance that registers it the desk, settings and optimizer of their learner. */
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
