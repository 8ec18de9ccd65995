// What the names of files say: whose topic they hold, and which look like copies.

/** The name of a deck file without folder and extension. */
export function nameOf(path: string): string {
  return path.slice(path.indexOf('/') + 1).replace(/\.md$/i, '');
}

/** The folder of a file of the library, which is its plan's id. */
export function folderOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

const COPY = '(?:copy|copia|cópia|copie|kopie)';

/** What sync clients, file managers, editors and merge tools add to the name of a file that they copy. */
const ADDED: readonly RegExp[] = [
  /\s*\([^()]*(?:conflict|copy|copia|kopie)[^()]*\)$/i,
  /[ ._-]+(?:sync-)?conflict(?:ed)?(?:[ ._-][\w ._-]*)?$/i,
  /\s*\(\d{1,3}\)$/,
  /\s+\d{1,2}$/,
  new RegExp(`(?:\\s*[-–_.]\\s*|\\s+)${COPY}(?:\\s*\\(?\\d+\\)?)?$`, 'i'),
  new RegExp(`^${COPY}(?:\\s*\\(\\d+\\))?\\s+(?:of|de|von)\\s+`, 'i'),
  /(?:\s*[-–_.]\s*|\s+)(?:orig|bak|backup|old)(?:[._-]?\d+)?$/i,
  /_(?:LOCAL|REMOTE|BASE|BACKUP)_\d+$/,
  /~\d*$/,
];

/** The name that a copy was made from, by its own name; null if it does not look like a copy's. */
export function originalOf(name: string): string | null {
  let rest = name;
  for (;;) {
    const shorter = ADDED.reduce((text, added) => text.replace(added, ''), rest).trim();
    if (shorter === rest || shorter === '') return rest === name ? null : rest;
    rest = shorter;
  }
}

/** Orders paths: names that look like a copy's come last. */
export function originalsFirst(a: string, b: string): number {
  const copies = Number(originalOf(nameOf(a)) !== null) - Number(originalOf(nameOf(b)) !== null);
  return copies || (a < b ? -1 : Number(a > b));
}
