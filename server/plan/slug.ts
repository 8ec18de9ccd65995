// Ids of topics from their titles.
const MAX_SLUG_LENGTH = 48;

/** An ASCII slug of a title: `[a-z0-9][a-z0-9-]*`, at most 48 characters; `topic` where no ASCII letter is left. */
export function slugify(title: string): string {
  const words = title
    .slice(0, 4 * MAX_SLUG_LENGTH)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  if (!words) return 'topic';
  let slug = (words[0] ?? '').slice(0, MAX_SLUG_LENGTH);
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length > MAX_SLUG_LENGTH) break;
    slug += `-${word}`;
  }
  return slug;
}

/** A slug that `taken` (slug → last number used) doesn't hold yet, with `-2`, `-3`… where needed; notes it there. */
export function claimSlug(title: string, taken: Map<string, number>): string {
  const base = slugify(title);
  let number = taken.get(base) ?? 1;
  let slug = base;
  while (taken.has(slug)) {
    const suffix = `-${++number}`;
    slug = base.slice(0, MAX_SLUG_LENGTH - suffix.length) + suffix;
  }
  taken.set(base, number);
  if (slug !== base) taken.set(slug, 1);
  return slug;
}
