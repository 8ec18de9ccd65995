// Writes answers as JSON by the schemas of their routes.
import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import type { TSchema } from 'typebox';

type Serializer = (answer: unknown) => string;

const serializers = new WeakMap<TSchema, Serializer>();

/**
 * Fastify's serializer compiler. A serializer depends on its schema alone and is compiled when it is first needed:
 * compiling one for every status of every route took most of a start.
 */
export const serializerCompiler: FastifySerializerCompiler<TSchema> =
  ({ schema }) =>
  (answer: unknown) =>
    compiled(schema)(answer);

function compiled(schema: TSchema): Serializer {
  const known = serializers.get(schema);
  if (known) return known;
  const serializer = fastJsonStringify(schema);
  serializers.set(schema, serializer);
  return serializer;
}
