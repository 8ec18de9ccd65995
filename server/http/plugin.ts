import type { FastifyInstance, FastifyPluginAsync } from 'fastify';

/** A plugin whose hooks and handlers apply to the instance that registers it, not only to its own routes. */
export function shared(plugin: (app: FastifyInstance) => Promise<void>): FastifyPluginAsync {
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}
