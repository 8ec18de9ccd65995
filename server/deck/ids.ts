// Ids of notes from their prompts.

import type { CardId, NoteId } from '../schedule/ids.ts';
/** Longest id of a note, in characters. */
export const MAX_ID_LENGTH = 48;

export function isNoteId(text: string): text is NoteId {
  return text.length <= MAX_ID_LENGTH && /^[a-z0-9][a-z0-9-]*$/.test(text);
}

/** ASCII slug of a prompt, `[a-z0-9][a-z0-9-]*`, at most 48 characters; `note` where nothing is left of it. */
export function slugOf(prompt: string): string {
  const words = prompt
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’`]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return shorten(words, MAX_ID_LENGTH) || 'note';
}

/** The slug, or the slug with the first of `-2`, `-3`… that is not taken. */
export function freeId(slug: string, isTaken: (id: NoteId) => boolean): NoteId {
  let id = slug as NoteId;
  for (let n = 2; isTaken(id); n++) {
    const suffix = `-${n}`;
    id = `${shorten(slug, MAX_ID_LENGTH - suffix.length)}${suffix}` as NoteId;
  }
  return id;
}

/** The id of one card of a note: that of the note, or with `c1`, `c2` … or `r` behind it. */
export function cardIdOf(noteId: NoteId, part: string | null = null): CardId {
  return (part === null ? `${noteId}` : `${noteId}.${part}`) as CardId;
}

/** Cuts between words where that keeps at least half. */
function shorten(slug: string, length: number): string {
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length + 1).lastIndexOf('-');
  return slug.slice(0, cut >= length / 2 ? cut : length).replace(/-+$/, '');
}
