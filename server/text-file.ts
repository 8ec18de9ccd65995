// What plans and decks have in common as text files: front matter, and what a merge leaves behind.

const OPENING = /^<{7}(?: |$)/;
const MIDDLE = /^={7}(?: |$)/;
const CLOSING = /^>{7}(?: |$)/;
const FENCE = /^[ \t>]*(`{3,}(?=[^`]*$)|~{3,})/;

/**
 * The line (1-based) where an unresolved merge conflict begins, or null. It begins with `<<<<<<<`, has a `=======` and
 * ends with `>>>>>>>`, each at the start of its line, wherever that is: a merge does not look for code blocks.
 * Outside code blocks, one of the outer two alone is left over from a merge too.
 *
 * @param lines without line ends
 */
export function conflictLine(lines: readonly string[]): number | null {
  let opening: number | null = null;
  let divided = false;
  let leftOver: number | null = null;
  let fence: string | null = null;
  for (const [at, line] of lines.entries()) {
    if (OPENING.test(line)) {
      [opening, divided] = [at + 1, false];
      if (fence === null) leftOver ??= at + 1;
    } else if (opening !== null && MIDDLE.test(line)) {
      divided = true;
    } else if (CLOSING.test(line)) {
      if (opening !== null && divided) return leftOver === null ? opening : Math.min(opening, leftOver);
      if (fence === null) leftOver ??= at + 1;
    } else {
      fence = fenceAfter(fence, line);
    }
  }
  return leftOver;
}

/** The marks of the code block that is open after this line, or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const marks = FENCE.exec(line)?.[1];
  if (marks === undefined) return open;
  if (open === null) return marks;
  return marks.startsWith(open) && line.trimEnd().endsWith(marks) ? null : open;
}

const KEY = /^(?:"[^"]*"|'[^']*'|[\p{L}_][^:#[\]{}]*?)[ \t]*:(?:[ \t]+(\S)|[ \t]*$)/u;
/** A line of a list in YAML; a task or bold text is Markdown. */
const LIST_LINE = /^-(?:[ \t]+(?!\[[ xX]\] |\*)|$)/;

/**
 * How many lines at the top are YAML front matter, its `---` and its end `---` or `...` included; 0 without any.
 * Rules of Markdown are `---` too, so what stands between must look like YAML: it starts in the next line, names keys,
 * and has lists only below a key.
 *
 * @param lines without line ends and byte-order mark
 */
export function frontMatterLength(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---' || (lines[1] ?? '').trim() === '') return 0;
  let keys = 0;
  let mayList = false;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^(?:---|\.{3})[ \t]*$/.test(line)) return keys > 0 ? at + 1 : 0;
    if (/^(?:#|[ \t]|$)/.test(line)) continue;
    const key = KEY.exec(line);
    if (key) {
      keys++;
      mayList = key[1] === undefined || key[1] === '#';
    } else if (!(mayList && LIST_LINE.test(line)) && !/^[\]}][ \t,]*$/.test(line)) {
      return 0;
    }
  }
  return 0;
}
