import { expectTypeOf, it } from 'vitest';
import type { CardId, EventId, LearnerId, NoteId, PlanId, TopicId } from '../../server/schedule/ids.ts';

/** Checked by the compiler, with all other types. */
it('ids of different things do not mix, and a plain string is no id', () => {
  expectTypeOf<NoteId>().not.toExtend<CardId>();
  expectTypeOf<CardId>().not.toExtend<NoteId | TopicId | PlanId | LearnerId | EventId>();
  expectTypeOf<TopicId>().not.toExtend<CardId | NoteId | PlanId | LearnerId | EventId>();
  expectTypeOf<PlanId>().not.toExtend<CardId | NoteId | TopicId | LearnerId | EventId>();
  expectTypeOf<string>().not.toExtend<CardId | NoteId | TopicId | PlanId | LearnerId | EventId>();
  expectTypeOf<CardId>().toExtend<string>();
});
