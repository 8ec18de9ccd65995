// Ids of notes from their prompts.

/** Longest id of a note, in characters. */
export const MAX_ID_LENGTH = 48;

export function isNoteId(text: string): boolean {
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
export function freeId(slug: string, isTaken: (id: string) => boolean): string {
  let id = slug;
  for (let n = 2; isTaken(id); n++) {
    const suffix = `-${n}`;
    id = shorten(slug, MAX_ID_LENGTH - suffix.length) + suffix;
  }
  return id;
}

/** Cuts between words where that keeps at least half. */
function shorten(slug: string, length: number): string {
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length + 1).lastIndexOf('-');
  return slug.slice(0, cut >= length / 2 ? cut : length).replace(/-+$/, '');
}
