// Text typed into an editor and not saved yet, kept in the browser.

/** A text and the version of the note that it was made from. */
export interface Typed {
  readonly text: string;
  readonly etag: string;
}

const PREFIX = 'tenax.typed.';
/** Where the browser keeps nothing, as long as the page is open. */
const fallback = new Map<string, string>();

/** What was typed and not saved when an editor closed, or the page was: it is there when the note is opened again. */
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
    // It was not kept there either.
  }
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}
