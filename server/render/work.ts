// What rendering works out of texts: pure, and as slow as a text wants it to be.
import { type NoteWithCards, sidesOf, sidesOfLost } from '../deck/cards.ts';
import type { CardSides } from '../deck/types.ts';
import type { CardId } from '../schedule/ids.ts';
import { createCache } from '../store/cache.ts';
import { renderWithBlanks } from './blanks.ts';
import { type Definitions, type Dress, readDefinitions, toHtml } from './markdown.ts';
import { previewOf } from './preview.ts';
import { sanitize } from './sanitize.ts';
import { escapeHtml } from './tags.ts';

/** More characters or tags of HTML than this keep the browser busy, which sanitises it again. */
const MOST_HTML = 512 * 1024;
const MOST_TAGS = 30_000;

/** Its functions keep the definitions of a few files. */
export function createWork() {
  const definitions = createCache<Definitions>({ entries: 64 });
  return {
    /**
     * Safe HTML of a Markdown text; null where its nesting is too deep for the parsers, or there would be too much HTML.
     *
     * @param path the deck file below `decks/`
     * @param links the file's link definitions as Markdown
     */
    html(dress: Dress, markdown: string, path: string, links: string): string | null {
      try {
        const defined = definitions.get(links, () => definitionsOf(links));
        const html = renderWithBlanks(markdown, (text) => sanitize(toHtml(text, defined, dress), path));
        return html.length > MOST_HTML || tagsIn(html) > MOST_TAGS ? null : html;
      } catch {
        // marked and the parser of sanitize-html recurse into nested content: the stack may overflow.
        return null;
      }
    },
    /** Both sides of a card, also of one that its note no longer has. */
    sides(note: NoteWithCards, cardId: CardId): CardSides {
      return note.cards.some(({ id }) => id === cardId) ? sidesOf(note, cardId) : sidesOfLost(note);
    },
    preview: previewOf,
  };
}

function tagsIn(html: string): number {
  let count = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) count++;
  return count;
}

/** None where they can't be read: their links show as typed. */
function definitionsOf(links: string): Definitions {
  try {
    return readDefinitions(links);
  } catch {
    return {};
  }
}

/** Safe HTML that shows a text as it was typed; takes linear time. */
export function asTyped(markdown: string): string {
  return renderWithBlanks(markdown, (text) => `<pre>${escapeHtml(text)}</pre>`);
}
