// Parses the text of a search.
import type { Phrase } from '../store/card-index.ts';

/** The card statuses that a search can ask for. */
export const CARD_STATUSES = [
  'new',
  'learning',
  'review',
  'relearning',
  'due',
  'leech',
  'suspended',
  'buried',
  'set-aside',
] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

/** A condition that the cards sought meet, or with `not`, do not meet. */
export type Condition = { readonly not: boolean } & (
  | { readonly by: 'text'; readonly phrase: Phrase }
  | { readonly by: 'tag'; readonly tag: string }
  | { readonly by: 'is'; readonly status: CardStatus }
  | { readonly by: 'plan'; readonly id: string }
  /** The topic's id, or the part of it after the plan's. */
  | { readonly by: 'topic'; readonly id: string }
);

const PART = /(-(?!-))?(?:(tag|is|topic|plan):)?(?:"([^"]*)("?)|([^\s"]\S*))/giu;
const UNFINISHED = /^-?(?:tag|is|topic|plan):$/i;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * Parses the text of a search field into conditions that must all hold. A word matches the beginning of words,
 * `"words in quotation marks"` match exactly. `tag:cni`, `is:due`, `topic:pod-networking` and `plan:eks` filter cards.
 * A minus before any of these negates it. An unfinished filter is ignored. Everything else is text.
 */
export function readSearch(text: string): readonly Condition[] {
  return [...text.matchAll(PART)].flatMap(
    ([part, minus, key, quoted, closed, bare]): readonly Condition[] => {
      const not = minus !== undefined;
      const value = quoted ?? bare ?? '';
      if (UNFINISHED.test(part) || isUnfinished(key, value)) return [];
      const filter = filterOf(key, value);
      if (filter) return [{ ...filter, not }];
      const words = key === undefined ? value : part.slice(minus?.length);
      return HAS_WORD.test(words) ? [{ by: 'text', not, phrase: { text: words, open: closed !== '"' } }] : [];
    },
  );
}

function isUnfinished(key: string | undefined, value: string): boolean {
  if (key === undefined) return false;
  const goesOn = CARD_STATUSES.some((known) => known !== value && known.startsWith(value.toLowerCase()));
  return value === '' || (key.toLowerCase() === 'is' && goesOn && filterOf(key, value) === null);
}

type Filter = { readonly [By in Condition['by']]: Omit<Extract<Condition, { readonly by: By }>, 'not'> }[
  | 'tag'
  | 'is'
  | 'topic'
  | 'plan'];

function filterOf(key: string | undefined, value: string): Filter | null {
  switch (key?.toLowerCase()) {
    case 'tag':
      return { by: 'tag', tag: value };
    case 'topic':
      return { by: 'topic', id: value };
    case 'plan':
      return { by: 'plan', id: value };
    case 'is': {
      const status = CARD_STATUSES.find((known) => known === value.toLowerCase());
      return status ? { by: 'is', status } : null;
    }
    default:
      return null;
  }
}
