// What makes a whole deck unreadable.
import { type Block, isClosedFence, isFence, walk } from './blocks.ts';
import type { DeckFault } from './faults.ts';
import type { UnreadableDeck } from './types.ts';

/** A file that cannot be read as a deck, with the line and what to do. */
export function unreadable(
  path: string,
  line: number,
  rule: string,
  message: string,
  fault: DeckFault,
): UnreadableDeck {
  return { path, unreadable: { severity: 'error', rule, path, line, message, fault } };
}

/** Fences, comments and raw HTML that never end would swallow the notes below them. */
export function openEnd(path: string, blocks: readonly Block[]): UnreadableDeck | null {
  for (const { token, line } of walk(blocks.map((block) => block.token))) {
    if (isFence(token) && !isClosedFence(token.raw)) {
      return unreadable(
        path,
        line,
        'unclosed-fence',
        'The code block that starts here is never closed. Close it with a line of the same backticks or tildes, indented like its first line.',
        { kind: 'unclosed-fence' },
      );
    }
    if (token.type !== 'html') continue;
    const closing = missingEnd(token.raw);
    if (closing === '-->')
      return unreadable(
        path,
        line,
        'unclosed-comment',
        'The comment that starts here is never closed. End it with -->.',
        { kind: 'unclosed-comment' },
      );
    if (closing)
      return unreadable(
        path,
        line,
        'unclosed-html',
        `The HTML that starts here is never closed and hides what follows. End it with ${closing}, or put it into a code block.`,
        { kind: 'unclosed-html', end: closing },
      );
  }
  return null;
}

/** The missing end of an HTML block that goes on until it (CommonMark's HTML blocks 1–5), or null. */
function missingEnd(raw: string): string | null {
  const html = raw.trimStart();
  if (/^<!--/.test(html)) return /^<!--(?:-?>|[\s\S]*?-->)/.test(html) ? null : '-->';
  const element = /^<(script|pre|style|textarea)(?=[\s>]|$)/i.exec(html)?.[1];
  if (element) return html.toLowerCase().includes(`</${element.toLowerCase()}>`) ? null : `</${element}>`;
  if (html.startsWith('<?')) return html.includes('?>') ? null : '?>';
  if (html.startsWith('<![CDATA[')) return html.includes(']]>') ? null : ']]>';
  if (/^<![A-Za-z]/.test(html)) return html.includes('>') ? null : '>';
  return null;
}
