/**
 * What can be wrong with a deck, or with a note to be added to one: the kind, and the values that a message needs.
 * Translations are chosen by it.
 */
export type DeckFault =
  | { readonly kind: DeckFaultKind }
  | { readonly kind: 'deck-too-large'; readonly mebibytes: number }
  | { readonly kind: 'several-titles'; readonly first: number }
  | { readonly kind: 'unclosed-html'; readonly end: string }
  | { readonly kind: 'card-too-large'; readonly kibibytes: number }
  | { readonly kind: 'card-too-long'; readonly lines: number }
  | { readonly kind: 'unclosed-cloze' | 'cloze-crosses-fence' | 'empty-cloze'; readonly number: number }
  | { readonly kind: 'cloze-too-deep'; readonly number: number; readonly most: number }
  | { readonly kind: 'too-many-cards'; readonly numbers: number; readonly most: number }
  | { readonly kind: 'swallowed-heading'; readonly from: number }
  | { readonly kind: 'heading-as-text'; readonly signs: string }
  | { readonly kind: 'broken-cloze'; readonly typed: string }
  | { readonly kind: ClozePlace; readonly number: number }
  | { readonly kind: 'invalid-lang'; readonly lang: string }
  | { readonly kind: 'unknown-key'; readonly key: string; readonly known: string }
  | { readonly kind: 'repeated-key' | 'malformed-flag'; readonly key: string }
  | { readonly kind: 'malformed-id'; readonly id: string; readonly most: number }
  | { readonly kind: 'malformed-allow'; readonly text: string }
  | { readonly kind: 'malformed-comment'; readonly id: string; readonly tags: string }
  | { readonly kind: 'no-heading'; readonly text: string }
  | { readonly kind: 'id-changed' | 'note-moved' | 'note-gone' | 'two-texts'; readonly id: string }
  | { readonly kind: 'note-twice'; readonly id: string; readonly lines: string }
  | { readonly kind: 'ids-twice'; readonly ids: string }
  | { readonly kind: 'id-owned'; readonly id: string; readonly prompt: string }
  | { readonly kind: 'relative-link' | 'other-link'; readonly id: string; readonly link: string };

/** Kinds without values. */
type DeckFaultKind =
  | 'not-utf-8'
  | 'lexer-failed'
  | 'takes-too-long'
  | 'no-title'
  | 'empty-title'
  | 'merge-conflict'
  | 'setext-heading'
  | 'odd-space-in-heading'
  | 'nested-heading'
  | 'misplaced-id'
  | 'misplaced-lang'
  | 'cloze-in-heading'
  | 'cloze-outside-note'
  | 'no-notes'
  | 'question-outside-note'
  | 'obsidian-comment'
  | 'unclosed-fence'
  | 'unclosed-comment'
  | 'empty-prompt'
  | 'extra-heading'
  | 'no-note'
  | 'alters-others'
  | 'not-as-written';

/** Where a cloze mark of a body hides nothing. */
export type ClozePlace =
  | 'cloze-in-comment'
  | 'cloze-in-tag'
  | 'cloze-in-link'
  | 'cloze-in-fence-line'
  | 'cloze-with-pipe';
