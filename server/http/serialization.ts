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

const compiled = memoizedByObject((schema: TSchema) => fastJsonStringify(withoutChoices(schema)));

type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema that writes the same JSON without the choices that need no deciding: a value or null, and one of several
 * texts. For every other `anyOf` fast-json-stringify compiles a validator, and runs it on each value that it writes.
 */
export function withoutChoices(schema: object): Schema {
  const inside = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, rewritten(keyword, value)]),
  );
  const { anyOf, ...rest } = inside;
  if (!Array.isArray(anyOf)) return inside;
  const choices: readonly Schema[] = anyOf;
  const values = choices.filter(({ type }) => type !== 'null');
  const nullable = values.length < choices.length && { nullable: true };
  if (values.every(({ type, format }) => type === 'string' && !format))
    return { ...rest, type: 'string', ...nullable };
  return values.length === 1 ? { ...rest, ...values[0], ...nullable } : inside;
}

/** The value of a keyword, with the schemas in it rewritten. */
function rewritten(keyword: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutChoices(each)]));
    case 'items':
    case 'additionalProperties':
    case 'anyOf':
      return Array.isArray(value) ? value.map(withoutChoices) : withoutChoices(value);
    default:
      return value;
  }
}
