// Schemas that several resources share.
import { type Static, type TSchema, Type } from 'typebox';
import type * as ids from '../schedule/ids.ts';
import { parseInstant } from '../schedule/instant.ts';

/** ISO 8601 in UTC. Read what a client sent with {@link readInstant}. */
export const Instant = Type.String({ format: 'date-time', examples: ['2026-11-23T07:00:00.000Z'] });
/** The milliseconds since the epoch of a checked instant. */
export function readInstant(instant: string): number {
  return parseInstant(instant) ?? Number.NaN;
}

export const Percent = Type.Number({ minimum: 0, maximum: 100, description: '0–100, one decimal' });
/** The checks of the schemas make ids of strings. */
export const CardId = Type.Unsafe<ids.CardId>(
  Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}(\\.(r|c[0-9]{1,3}))?$' }),
);
export type CardId = ids.CardId;
export const NoteId = Type.Unsafe<ids.NoteId>(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}$' }));
export type NoteId = ids.NoteId;
export const PlanId = Type.Unsafe<ids.PlanId>(
  Type.String({ minLength: 1, maxLength: 100, pattern: '^[^/\\\\]+$' }),
);
export type PlanId = ids.PlanId;
export const TopicId = Type.Unsafe<ids.TopicId>(
  Type.String({
    minLength: 3,
    maxLength: 250,
    pattern: '^[^/\\\\]+/[^/\\\\]+$',
    examples: ['eks/pod-networking'],
  }),
);
export type TopicId = ids.TopicId;
/** The id that a client gives to an act. */
export const Uuid = Type.Unsafe<ids.EventId>(Type.String({ format: 'uuid' }));
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** An error in the format of RFC 9457; `detail` says what to do. */
export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['urn:tenax:unknown-card'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;

/** What is wrong in a file or a text, as data, besides the sentence in `message` or `detail`. */
export const Fault = Type.Object(
  { kind: Type.String({ examples: ['unclosed-cloze'] }) },
  { additionalProperties: true },
);
export type Fault = Static<typeof Fault>;

export const TopicRef = Type.Object({ id: TopicId, title: Type.String() });
export type TopicRef = Static<typeof TopicRef>;
