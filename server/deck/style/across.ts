// Style rules that compare notes with one another.
import { decksOf, isSectionOf, type LibraryToCheck } from '../library-to-check.ts';
import type { Deck, Note } from '../types.ts';
import { alike, alikePairs } from './alike.ts';
import { atHeading, type Finding, type StyledNote } from './note.ts';
import { keywordsOf } from './words.ts';

/** Prompts this similar get confused, whatever their answers. */
const SAME_PROMPT = 0.85;
/** On real decks, pairs whose prompts and answers together are below it mostly ask for different things. */
const SAME_CARD = 0.5;

/** Notes that ask nearly the same: their prompts are almost identical, or prompts and answers are similar. */
export function nearDuplicates(notes: readonly StyledNote[]): readonly Finding[] {
  return alikePairs(notes.map(asked), SAME_CARD).flatMap(({ first, second, similarity }) => {
    const [one, other] = [notes[first], notes[second]];
    if (!one || !other) return [];
    const together = (similarity + alike(answered(one), answered(other))) / 2;
    if (similarity < SAME_PROMPT && together < SAME_CARD) return [];
    // Either of the two may carry the exception.
    const [at, twin] = allows(one.note, 'near-duplicate') ? [one, other] : [other, one];
    return [
      atHeading(
        at,
        `The note asks nearly the same as “${twin.prompt}” (${twin.path}, line ${twin.note.line}).`,
      ),
    ];
  });
}

/** What a cloze hides belongs to its prompt: the heading is only a label. */
function asked({ note, prompt, body }: StyledNote): string {
  return keywordsOf(note.kind === 'cloze' ? `${prompt} ${body}` : prompt).join(' ');
}

function answered({ content, body }: StyledNote): string {
  return keywordsOf(content.kind === 'explain' ? content.points.join(' ') : body).join(' ');
}

function allows({ allow }: Note, rule: string): boolean {
  return allow.some((allowance) => allowance.rule === rule);
}

/** Tags that no other note of the library carries. */
export function loneTags(notes: readonly StyledNote[]): readonly Finding[] {
  const tagged = notes.flatMap((styled) => [...new Set(styled.note.tags)].map((tag) => ({ styled, tag })));
  const carriers = new Map<string, number>();
  for (const { tag } of tagged) carriers.set(tag, (carriers.get(tag) ?? 0) + 1);
  return tagged
    .filter(({ tag }) => carriers.get(tag) === 1)
    .map(({ styled, tag }) => atHeading(styled, `No other note has the tag “${tag}”.`));
}

/** Items whose measure rests on a single card. */
export function singleCards(library: LibraryToCheck, decks: readonly Deck[]): readonly Finding[] {
  return library.plans.flatMap(({ topics }) =>
    topics.flatMap((topic) => {
      const notes = decksOf(topic, decks).flatMap((deck) =>
        deck.notes.map((note) => ({ ...note, path: deck.path })),
      );
      return topic.items.flatMap((item) => {
        const own = notes.filter(({ section }) => section && isSectionOf(section, item, library));
        const [note] = own.filter(({ cards }) => cards.length > 0);
        const cards = own.reduce((sum, each) => sum + each.cards.length, 0);
        const what = `The item “${item.text}” rests on one card.`;
        return note && cards === 1 ? [{ path: note.path, line: note.line, what }] : [];
      });
    }),
  );
}
