// Entry point: what a deck loses without being broken.
import type { DeckProblem } from '../types.ts';
import { obsidianComments, shownObsidianComments, textWithoutNote } from './asides.ts';
import { brokenClozes, clozesOutsideBodies, clozesThatHideNothing } from './clozes.ts';
import { headingsAsText, swallowedHeadings } from './headings.ts';
import { type DeckText, MOST_OF_A_KIND } from './text.ts';

const KINDS: readonly ((text: DeckText) => readonly DeckProblem[])[] = [
  swallowedHeadings,
  headingsAsText,
  brokenClozes,
  clozesOutsideBodies,
  clozesThatHideNothing,
  textWithoutNote,
  shownObsidianComments,
];

/**
 * What stands in a deck and is not asked, or is shown where it should be hidden. Where a card is lost or its answer is
 * shown it is an error, where that is only likely a warning.
 */
export function losses(text: DeckText): readonly DeckProblem[] {
  return KINDS.flatMap((find) => find(text).slice(0, MOST_OF_A_KIND));
}

/** The notes, by their place in the deck, that get no id: their author seems to have hidden them. */
export function hiddenNotes(text: DeckText): ReadonlySet<number> {
  const comments = obsidianComments(text);
  const hidden = new Set<number>();
  let at = 0;
  for (const [index, { line }] of text.notes.entries()) {
    while ((comments[at]?.endLine ?? Number.POSITIVE_INFINITY) < line) at++;
    if ((comments[at]?.line ?? Number.POSITIVE_INFINITY) < line) hidden.add(index);
  }
  return hidden;
}
