import { type Static, Type } from 'typebox';
import { Fault, Nullable, TopicId } from '../schema.ts';

/** Something in a file that keeps Tenax from reading it, or part of it, as intended: `error` if a card is lost. */
export const FileProblem = Type.Object({
  path: Type.String({ description: 'relative to the decks folder', examples: ['eks/pod-networking.md'] }),
  line: Type.Integer(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  rule: Type.String(),
  message: Type.String({ description: 'what is wrong, and what to do' }),
  fault: Type.Optional(Fault),
  /** The topic of the deck; null for plan.md, and for a deck that could never be read. */
  topicId: Nullable(TopicId),
});
export type FileProblem = Static<typeof FileProblem>;

export const FileProblems = Type.Object({
  /** Why the last scan of the decks folder failed, with what to do; null if it did not. */
  failure: Nullable(Type.String()),
  /** The folder that could not be scanned; null if the scan did not fail. */
  folder: Nullable(Type.String()),
  files: Type.Integer({ description: 'how many files have problems' }),
  problems: Type.Array(FileProblem, { description: 'by path and line, 100 at most' }),
});
export type FileProblems = Static<typeof FileProblems>;
