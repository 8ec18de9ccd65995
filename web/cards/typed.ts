// Unsaved text of the note editor, kept in the browser.

/** A text, and the version of the note that it is based on. */
export interface Typed {
  readonly text: string;
  readonly etag: string;
}

const PREFIX = 'tenax.typed.';
/** Used if the browser stores nothing; lasts as long as the page. */
const fallback = new Map<string, string>();

/** The unsaved text of a note from an earlier visit, if there is any. */
export function typedBefore(noteId: string): Typed | null {
  const text = read(PREFIX + noteId);
  if (text === null) return null;
  const { text: words, etag } = JSON.parse(text) as Partial<Typed>;
  return typeof words === 'string' && typeof etag === 'string' ? { text: words, etag } : null;
}

export function keepTyped(noteId: string, typed: Typed): void {
  const text = JSON.stringify(typed);
  try {
    sessionStorage.setItem(PREFIX + noteId, text);
  } catch {
    fallback.set(PREFIX + noteId, text);
  }
}

export function dropTyped(noteId: string): void {
  fallback.delete(PREFIX + noteId);
  try {
    sessionStorage.removeItem(PREFIX + noteId);
  } catch {
    // Storage is blocked: nothing to remove there.
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}
