// All style rules with their advice.
import { hasError, type LibraryToCheck, readableDecks } from '../library-to-check.ts';
import type { Problem } from '../types.ts';
import { loneTags, nearDuplicates, singleCards } from './across.ts';
import { answerInPrompt, explainSize, listAnswer, longAnswer } from './answers.ts';
import { clozeGivenAway } from './cloze.ts';
import { atHeading, type Finding, type StyledNote, styledNote } from './note.ts';
import { barePrompt, listPrompt, longPrompt, yesNoPrompt } from './prompts.ts';

interface StyleRule {
  readonly rule: string;
  /** What to do about a finding. */
  readonly advice: string;
  readonly find: (notes: readonly StyledNote[], library: LibraryToCheck) => readonly Finding[];
}

/** What can be measured about a good card. Each rule may be excused at its note: `allow: RULE (reason)`. */
const RULES: readonly StyleRule[] = [
  {
    rule: 'long-prompt',
    advice: 'Ask for one thing in one sentence, and move the story or the second question to another card.',
    find: atNotes(longPrompt),
  },
  {
    rule: 'bare-prompt',
    advice: 'Name what the question is about: cards are asked without their heading.',
    find: atNotes(barePrompt),
  },
  {
    rule: 'yes-no-prompt',
    advice: 'Ask what, why, when or how instead.',
    find: atNotes(yesNoPrompt),
  },
  {
    rule: 'list-prompt',
    advice: 'Ask for each part by what it does, or explain the whole in an explain note.',
    find: atNotes(listPrompt),
  },
  {
    rule: 'long-answer',
    advice: 'Keep the answer and one sentence of why; put what else is worth knowing on another card.',
    find: atNotes(longAnswer),
  },
  {
    rule: 'list-in-answer',
    advice: 'Make a card of each point, or an explain note of the list: - [ ] a point.',
    find: inNotes(listAnswer),
  },
  {
    rule: 'answer-in-prompt',
    advice: 'Reword the prompt so that it asks for the answer without saying it.',
    find: inNotes(answerInPrompt),
  },
  {
    rule: 'cloze-gives-itself-away',
    advice: 'Hide both places with one number, or reword the one that stays.',
    find: inNotes(clozeGivenAway),
  },
  {
    rule: 'explain-size',
    advice: 'Split or join points, so that each is one step and the whole can be explained in one go.',
    find: atNotes(explainSize),
  },
  {
    rule: 'near-duplicate',
    advice: 'Keep one of the two, or let each say what it asks that the other does not.',
    find: nearDuplicates,
  },
  {
    rule: 'lone-tag',
    advice: 'A tag used once groups nothing: use one that others have, or remove it.',
    find: loneTags,
  },
  {
    rule: 'single-card',
    advice: 'Ask from a second side too, such as why, or what happens when it fails.',
    find: (_, library) => singleCards(library, readableDecks(library)),
  },
];

export const STYLE_RULES: readonly string[] = RULES.map(({ rule }) => rule);

/** Warnings about style. Drafts and notes with errors are skipped. */
export function styleProblems(library: LibraryToCheck): readonly Problem[] {
  const notes = readableDecks(library).flatMap((deck) =>
    deck.notes.filter((note) => !note.draft && !hasError(deck, note)).map((note) => styledNote(deck, note)),
  );
  return RULES.flatMap(({ rule, advice, find }) =>
    find(notes, library).map(({ path, line, what }) => ({
      severity: 'warning' as const,
      rule,
      path,
      line,
      message: `${what} ${advice}`,
    })),
  );
}

function inNotes(find: (note: StyledNote) => readonly Finding[]): StyleRule['find'] {
  return (notes) => notes.flatMap(find);
}

function atNotes(judge: (note: StyledNote) => string | null): StyleRule['find'] {
  return inNotes((note) => {
    const what = judge(note);
    return what === null ? [] : [atHeading(note, what)];
  });
}
