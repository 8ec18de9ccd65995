/** A text as lines with their ends, so that lines go in without touching any other byte. */
export interface RawLine {
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or '' for the last line. */
  readonly end: string;
}

export function rawLines(text: string): RawLine[] {
  const parts = text.split(/(\r\n|\n|\r)/);
  const lines: RawLine[] = [];
  for (let at = 0; at < parts.length; at += 2)
    lines.push({ text: parts[at] ?? '', end: parts[at + 1] ?? '' });
  if (lines[lines.length - 1]?.text === '' && lines.length > 1) lines.pop();
  return lines;
}

export function joinLines(lines: readonly RawLine[]): string {
  return lines.map((line) => line.text + line.end).join('');
}

/** Puts lines before the line at index `at`, with the text's own line ends; a text without a last line end keeps none. */
export function insertLines(lines: readonly RawLine[], at: number, added: readonly string[]): RawLine[] {
  const end = lines[Math.max(0, at - 1)]?.end || lines[0]?.end || '\n';
  const before = lines.slice(0, at);
  const after = lines.slice(at);
  const last = before[before.length - 1];
  const openEnd = after.length === 0 && last?.end === '';
  if (openEnd && last) before[before.length - 1] = { text: last.text, end };
  const fresh = added.map((text, index) => ({ text, end: openEnd && index === added.length - 1 ? '' : end }));
  return [...before, ...fresh, ...after];
}
