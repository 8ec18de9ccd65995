// Writes answers as JSON by the schemas of their routes.
import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { memoizedByObject } from '../schedule/memoized.ts';

/**
 * Fastify's serializer compiler. A serializer depends on its schema alone and is compiled when it is first needed:
 * compiling one for every status of every route took most of a start.
 */
export const serializerCompiler: FastifySerializerCompiler<TSchema> =
  ({ schema }) =>
  (answer: unknown) =>
    compiled(schema)(answer);

const compiled = memoizedByObject((schema: TSchema) => fastJsonStringify(schema));
