// Lines of a file and their line ends.

/** The lines of a text, each with the line end it has: joined they are the text, byte for byte. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/** The line end that a text uses most, `\n` where it has none. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const crlf = text.split('\r\n').length - 1;
  const all = text.split('\n').length - 1;
  return crlf > all - crlf ? '\r\n' : '\n';
}

/** Markdown's blank line: spaces and tabs, but no other white space. */
export function isBlank(line: string): boolean {
  return /^[ \t\r\n]*$/.test(line);
}

/** Lines of Markdown with `\n` as lines of a file with another line end. */
export function toLines(markdown: string, lineEnd: string): string[] {
  return markdown.split('\n').map((line) => line + lineEnd);
}

/** Ends an unfinished last line, so that lines can follow it. */
export function finishLast(lines: readonly string[], lineEnd: string): string[] {
  const last = lines.at(-1);
  if (last === undefined || /[\r\n]$/.test(last)) return [...lines];
  return [...lines.slice(0, -1), last + lineEnd];
}
