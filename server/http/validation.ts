// Checks requests against the schemas of their routes.
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Format } from 'typebox/format';
import { Value } from 'typebox/value';
import { INSTANT_RULE, isDate, parseInstant } from '../schedule/instant.ts';
import { memoizedByObject } from '../schedule/memoized.ts';
import { ApiProblem } from './problems.ts';

const PARTS: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
};

// The library's own formats let leap seconds and the year 0 pass, which no later step can read.
Format.Set('date-time', (text) => parseInstant(text) !== null);
Format.Set('date', isDate);

const FORMAT_RULES: Readonly<Record<string, string>> = {
  'date-time': INSTANT_RULE,
  date: 'a date that exists, of the years 1900 to 9999, such as 2026-11-23',
};

/** Keywords whose faults only summarise other faults. */
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'boolean']);

interface Fault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

/** One thing that is wrong with a request. */
export interface FieldFault {
  /** The place: `body`, `body/cards/0/prompt`, `query/limit`. */
  readonly at: string;
  /** What is wrong or allowed there. */
  readonly message: string;
}

/**
 * Fastify's validator compiler for the schemas of this API. A body is validated as it is. In a path or query, where
 * everything is text, numbers and booleans are read first. Nothing is dropped, and defaults are filled in.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const part = PARTS[httpPart ?? 'body'] ?? 'request';
  const check = compiled(schema);
  return (value: unknown) => {
    const read = part === 'body' ? value : fromText(schema, value);
    const given = hasDefaults(schema) ? Value.Default(schema, read) : read;
    if (!check.Check(given)) return { error: invalid(part, given, check.Errors(given)) };
    const broken = brokenText(given, part);
    return broken === null ? { value: given } : { error: halfCharacter(broken) };
  };
};

/** With this flag it matches only a surrogate without its other half. */
const HALF = /\p{Surrogate}/u;

/** The place of a text with half of a surrogate pair, which no file and no database can hold; null if there is none. */
function brokenText(value: unknown, at: string): string | null {
  if (typeof value === 'string') return HALF.test(value) ? at : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const broken = HALF.test(key) ? at : brokenText(part, `${at}/${key}`);
    if (broken !== null) return broken;
  }
  return null;
}

function halfCharacter(at: string): ApiProblem {
  const message = 'must be text without half characters (lone surrogates)';
  return new ApiProblem(400, 'invalid-request', 'Invalid request', `${at} ${message}.`, {
    errors: [{ at, message }],
  });
}

/** The validator of a schema. It depends on the schema alone, and takes longer to make than most requests to answer. */
const compiled = memoizedByObject((schema: TSchema) => Compile(schema));

/** Whether a schema fills in any default. Looking for defaults takes longer than all other checks of a long body. */
const hasDefaults = memoizedByObject((schema: TSchema) => JSON.stringify(schema).includes('"default":'));

function invalid(part: string, given: unknown, faults: readonly Fault[]): ApiProblem {
  const errors = fieldFaults(part, faults);
  const missing = part === 'body' && (given === undefined || given === null);
  return new ApiProblem(
    400,
    'invalid-request',
    'Invalid request',
    missing
      ? 'The request has no body. Send a JSON object, with the header Content-Type: application/json.'
      : `${errors.map(({ at, message }) => `${at} ${withRule(message)}`).join('; ')}. /api/openapi.json shows what is allowed.`,
    { errors },
  );
}

/** One entry per field, which for a choice joins the faults of all alternatives. */
function fieldFaults(part: string, faults: readonly Fault[]): readonly FieldFault[] {
  const paths = new Set(
    faults.filter(({ keyword }) => !SUMMARIES.has(keyword)).map((fault) => fault.instancePath),
  );
  return [...paths].map((path) => {
    const here = faults.filter((fault) => fault.instancePath === path);
    const messages = new Set(here.filter(({ keyword }) => !SUMMARIES.has(keyword)).map(messageOf));
    const isChoice = here.some(({ keyword }) => keyword === 'anyOf');
    return { at: part + path, message: [...messages].join(isChoice ? ' or ' : ' and ') };
  });
}

function messageOf({ keyword, params, message }: Fault): string {
  if (keyword === 'const' && 'allowedValue' in params)
    return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'enum' && 'allowedValues' in params)
    return `must be one of ${listed(params.allowedValues)}`;
  if (keyword === 'required' && 'requiredProperties' in params)
    return `must have ${listed(params.requiredProperties)}`;
  if (keyword === 'additionalProperties' && 'additionalProperties' in params)
    return `must not have ${listed(params.additionalProperties)}`;
  return message;
}

/** A message about a format, with what the format allows. */
function withRule(message: string): string {
  return message.replace(/format "([a-z-]+)"/, (named, format) =>
    format in FORMAT_RULES ? `${named} (${FORMAT_RULES[format]})` : named,
  );
}

function listed(names: unknown): string {
  return Array.isArray(names) ? names.map((name) => JSON.stringify(name)).join(', ') : String(names);
}

/** The properties of a path or query, with numbers and booleans read from text where the schema has them. */
function fromText(schema: TSchema, value: unknown): unknown {
  const properties: unknown = 'properties' in schema ? schema.properties : undefined;
  if (typeof value !== 'object' || value === null || typeof properties !== 'object' || properties === null)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, text]: [string, unknown]) => [
      name,
      typeof text === 'string' ? readAs(Reflect.get(properties, name), text) : text,
    ]),
  );
}

function readAs(schema: unknown, text: string): unknown {
  const type: unknown =
    typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'type') : undefined;
  if ((type === 'integer' || type === 'number') && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text))
    return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
