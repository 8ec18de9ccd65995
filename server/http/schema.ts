import { type Static, type TSchema, Type } from 'typebox';

/** ISO 8601 in UTC. */
export const Instant = Type.String({ format: 'date-time', examples: ['2026-11-23T07:00:00.000Z'] });
export const Percent = Type.Number({ minimum: 0, maximum: 100, description: '0–100, one decimal' });
export const CardId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}(\\.(r|c[0-9]{1,3}))?$' });
export const NoteId = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,47}$' });
export const PlanId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^/\\\\]+$' });
export const TopicId = Type.String({
  minLength: 3,
  maxLength: 250,
  pattern: '^[^/\\\\]+/[^/\\\\]+$',
  examples: ['eks/pod-networking'],
});
export const Uuid = Type.String({ format: 'uuid' });
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

/** What is wrong in a file or a text, as data, besides the sentence that says so. */
export const Fault = Type.Object(
  { kind: Type.String({ examples: ['unclosed-cloze'] }) },
  { additionalProperties: true },
);
export type Fault = Static<typeof Fault>;

export const TopicRef = Type.Object({ id: TopicId, title: Type.String() });
export type TopicRef = Static<typeof TopicRef>;
