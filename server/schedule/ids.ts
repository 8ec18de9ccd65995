/** Ids are strings that do not mix: a note's id in a card's place does not compile. */
declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** `warm-pool`, `warm-pool.c1`, `warm-pool.r`: the id of a note, and which of its cards. */
export type CardId = Id<'card'>;
/** `warm-pool`: unique in the library, and never changed. */
export type NoteId = Id<'note'>;
/** `eks/pod-networking`: the id of a plan, and the name of the topic's deck file. */
export type TopicId = Id<'topic'>;
/** `eks`: the name of the plan's folder. */
export type PlanId = Id<'plan'>;
export type LearnerId = Id<'learner'>;
/** A UUID that the client chose for an act, or an id that follows from one: `undo:…`. */
export type EventId = Id<'event'>;

/*
 * These take a string for an id. They check nothing: they stand where a string comes in from outside, behind the check
 * of its shape (a schema, the reading of a file), or where one id is built from another.
 */
export const asCardId = (text: string) => text as CardId;
export const asNoteId = (text: string) => text as NoteId;
export const asTopicId = (text: string) => text as TopicId;
export const asPlanId = (text: string) => text as PlanId;
export const asLearnerId = (text: string) => text as LearnerId;
export const asEventId = (text: string) => text as EventId;
