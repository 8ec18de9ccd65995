// Values that a JSON schema allows, and values that it does not.
import type { Random } from './random.ts';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Values that exist, by the name of the property: a request with them gets past the first check. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** A value that the schema allows, often at a limit of it. */
export function allowed(schema: Schema, random: Random, known: Known, name = ''): unknown {
  const existing = known[name];
  if (existing && random.below(5) > 0) return random.pick(existing);
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return allowed(random.pick(schema.anyOf), random, known, name);
  const type = typeof schema.type === 'string' ? schema.type : random.pick(schema.type ?? ['string']);
  switch (type) {
    case 'object':
      return objectOf(schema, random, known);
    case 'array': {
      const least = schema.minItems ?? 0;
      const length = Math.min(schema.maxItems ?? 5, least + random.below(5));
      return Array.from({ length }, () => allowed(schema.items ?? {}, random, known, name));
    }
    case 'integer':
    case 'number':
      return numberOf(schema, type, random);
    case 'boolean':
      return random.below(2) === 0;
    case 'null':
      return null;
    default:
      return textOf(schema, random, known, name);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, random: Random, known: Known): object {
  const present = Object.entries(properties).filter(
    ([name]) => required.includes(name) || random.below(2) === 0,
  );
  return Object.fromEntries(present.map(([name, schema]) => [name, allowed(schema, random, known, name)]));
}

function numberOf({ minimum = -1e6, maximum = 1e6 }: Schema, type: string, random: Random): number {
  const among = minimum + random.next() * (maximum - minimum);
  const chosen = random.pick([minimum, maximum, among]);
  return type === 'integer' ? Math.trunc(chosen) : chosen;
}

function textOf(
  { format, pattern, minLength = 0, maxLength = 5_000 }: Schema,
  random: Random,
  known: Known,
  name: string,
): string {
  if (format === 'uuid') return random.uuid();
  if (format === 'date') return random.pick(DATES);
  if (format === 'date-time') return random.pick(INSTANTS);
  const existing = known[name];
  if (pattern && existing) return String(random.pick(existing));
  const length = random.pick([
    minLength,
    Math.min(maxLength, 40),
    Math.min(maxLength, minLength + random.below(200)),
  ]);
  let text = '';
  while (text.length < length) text += random.pick(WORDS);
  return text.slice(0, Math.max(length, minLength));
}

/** Days and instants that a calendar has, or seems to have. */
const DATES = [
  '2026-01-31',
  '2026-02-30',
  '2028-02-29',
  '0001-01-01',
  '0000-00-00',
  '9999-12-31',
  '1899-12-31',
  '1970-01-01',
  '2026-13-01',
];
const INSTANTS = [
  '2026-01-31T00:00:00Z',
  '2026-11-23T07:00:00.123456789Z',
  '2026-12-31T23:59:60Z',
  '1969-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-06-01T24:00:00Z',
  '2026-02-30T12:00:00Z',
  '2026-06-01T12:00:00+23:59',
  '2026-06-01T12:00:00-00:00',
  '2026-06-01t12:00:00z',
];

const WORDS = [
  'a',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\ud800',
  '\udfff',
  '\u202e',
  '\ufeff',
  'é',
  '字',
  '👩‍👩‍👧',
  '"',
  "'",
  '\\',
  '%',
  '%00',
  '%ff',
  '../',
  '/',
  '#',
  '# ',
  '### ',
  '- ',
  '<!-- id: x -->',
  '-->',
  '```',
  '{{c1::x}}',
  '{{',
  '$`',
  '<script>',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  "'; drop table events; --",
  'tag:',
  'is:due',
  '-',
  '*',
  '(',
  'card-1',
];

/** Values that few schemas allow. */
const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => -1e308,
  () => 2 ** 53,
  () => '',
  () => 'x'.repeat(70_001),
  () => '\0',
  () => '\ud800',
  () => [],
  () => [[]],
  () => ({}),
  () => ({ length: 5 }),
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {}}}'),
  () => Array.from({ length: 6_000 }, () => 0),
  () => nested(200),
  () => 'Infinity',
  () => '2026-12-31T23:59:60Z',
];

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? { a: value } : [value];
  return value;
}

/** A copy of a value with one thing in it changed: another type, missing, added, too much. */
export function spoiled(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.below(3) > 0) {
    const place = random.below(value.length);
    return value.map((one, index) => (index === place ? spoiled(one, random) : one));
  }
  if (typeof value === 'object' && value !== null && random.below(6) > 0) {
    const entries = Object.entries(value);
    if (entries.length === 0 || random.below(6) === 0)
      return { ...value, [random.pick(['extra', '__proto__x', 'toString', ''])]: odd(random) };
    const [name] = random.pick(entries);
    if (random.below(5) === 0) return Object.fromEntries(entries.filter(([one]) => one !== name));
    return Object.fromEntries(entries.map(([one, was]) => [one, one === name ? spoiled(was, random) : was]));
  }
  return odd(random);
}

function odd(random: Random): unknown {
  return random.pick(ODD)();
}
