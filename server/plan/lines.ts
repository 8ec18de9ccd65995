/** Single lines of Markdown. */

/** The lines of a text, without line ends and byte-order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
}

export function isTableDivider(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line);
}

export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const text = line.trim();
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && text[at + 1] === '|') cell += text[++at];
    else if (text[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += text[at];
  }
  cells.push(cell.trim());
  if (text.startsWith('|')) cells.shift();
  if (text.endsWith('|') && !text.endsWith('\\|')) cells.pop();
  return cells;
}

export function withoutClosingHashes(title: string): string {
  const text = title.trim();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  return end < text.length && (end === 0 || text[end - 1] === ' ') ? text.slice(0, end).trim() : text;
}

/** Width of leading white space, a tab reaching the next multiple of four. */
export function widthOf(space: string): number {
  let width = 0;
  for (const char of space) width += char === '\t' ? 4 - (width % 4) : 1;
  return width;
}

export function indentOf(line: string): number {
  return widthOf(line.slice(0, line.length - line.trimStart().length));
}
