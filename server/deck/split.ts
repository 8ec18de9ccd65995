// Splits text outside brackets and code.
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Non-empty, trimmed parts between separators outside brackets and code spans. */
export function splitOutside(text: string, separators: readonly string[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, length } of separatorsOutside(text, separators)) {
    parts.push(text.slice(from, at));
    from = at + length;
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The text before and after the first separator outside brackets and code spans; null without one. */
export function cutOutside(
  text: string,
  separators: readonly string[],
): { readonly head: string; readonly tail: string } | null {
  for (const { at, length } of separatorsOutside(text, separators)) {
    const head = text.slice(0, at).trim();
    const tail = text.slice(at + length).trim();
    return head === '' || tail === '' ? null : { head, tail };
  }
  return null;
}

function* separatorsOutside(text: string, separators: readonly string[]) {
  const ends = closingsOf(text);
  let at = 0;
  while (at < text.length) {
    const end = ends.get(at);
    const length =
      end === undefined ? (separators.find((separator) => text.startsWith(separator, at))?.length ?? 0) : 0;
    if (length > 0) yield { at, length };
    at = end === undefined ? at + Math.max(1, length) : end + 1;
  }
}

/** Offsets of opening brackets and backticks with those of their closing ones; lone ones are text. */
function closingsOf(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  let tick: number | null = null;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '`') {
      if (tick !== null) ends.set(tick, at);
      tick = tick === null ? at : null;
    } else if (tick === null && '([{'.includes(char)) {
      open.push(at);
    } else if (tick === null && OPENING[char] === text[open.at(-1) ?? -1]) {
      const opening = open.pop();
      if (opening !== undefined) ends.set(opening, at);
    }
  }
  return ends;
}
