// Text that nobody will ask for, or that only Obsidian hides.
import type { Block } from '../blocks.ts';
import type { DeckProblem } from '../types.ts';
import { partAt } from './inline.ts';
import { type DeckText, finding } from './text.ts';

/** A deck with text and without a note; or questions at another level than 3, beside notes. */
export function textWithoutNote(text: DeckText): readonly DeckProblem[] {
  const { branches, blocks, notes } = text;
  if (notes.length === 0) {
    const first = blocks.find(({ token }) => isText(token) && !isOutline(token));
    if (!first) return [];
    return [
      finding(
        text,
        'warning',
        first.line,
        { kind: 'no-notes' },
        'The deck has text but no note, so nothing of it is asked. Put a ### heading with the question above each answer.',
      ),
    ];
  }
  return branches.flatMap((branch, at) => {
    if (branch.level === 3) return [];
    const deep = branch.body.filter(({ token }) => token.type === 'heading' && token.depth > 3);
    const asks = /[?？؟]$/.test(branch.text) && branches[at + 1]?.level !== 3;
    const asked = asks && branch.body.some(({ token }) => isText(token)) ? [branch.heading] : deep;
    return asked.map(({ line }) =>
      finding(
        text,
        'warning',
        line,
        { kind: 'question-outside-note' },
        'This heading starts no note, so what follows is not asked. A note has a heading of level 3: ###.',
      ),
    );
  });
}

function isText(token: Block['token']): boolean {
  if (token.type === 'space' || token.type === 'def' || token.type === 'hr') return false;
  return token.type !== 'html' || token.raw.replace(/<!--[\s\S]*?-->/g, '').trim() !== '';
}

function isOutline(token: Block['token']): boolean {
  return token.type === 'heading' && token.depth <= 2;
}

/** A comment of Obsidian, `%% … %%`, within a paragraph or from line to line. */
export interface ObsidianComment {
  readonly line: number;
  readonly endLine: number;
}

/** The comments of Obsidian in a deck, code left out. */
export function obsidianComments(text: DeckText): readonly ObsidianComment[] {
  const { source, kinds, lines } = text;
  if (!source.includes('%%')) return [];
  const found: ObsidianComment[] = [];
  let open = null as { line: number; paragraph: number; startsLine: boolean } | null;
  let paragraph = 0;
  let counted = 0;
  for (const { index } of source.matchAll(/(?<![%\\])%%(?!%)/g)) {
    const line = text.lineAt(index);
    for (; counted < line; counted++) if (kinds[counted] === 'blank') paragraph++;
    const kind = kinds[line - 1];
    if (kind === 'fence' || kind === 'indented' || partAt(text.parts, index)) continue;
    const mayOpen = !/[\p{L}\p{N}_]/u.test(source[index - 1] ?? '');
    const mayClose = !/[\p{L}\p{N}_]/u.test(source[index + 2] ?? '');
    if (open && mayClose && (open.paragraph === paragraph || open.startsLine)) {
      found.push({ line: open.line, endLine: line });
      open = null;
    } else if (mayOpen && open?.paragraph !== paragraph) {
      open = { line, paragraph, startsLine: /^\s*%%/.test(lines[line - 1] ?? '') };
    }
  }
  return found;
}

export function shownObsidianComments(text: DeckText): readonly DeckProblem[] {
  return obsidianComments(text).map(({ line }) =>
    finding(
      text,
      'warning',
      line,
      { kind: 'obsidian-comment' },
      'Only Obsidian hides what stands between %% and %%: here it is shown, and a heading in it starts a note, which gets no id. Write <!-- … --> instead, or \\%% if it is text.',
    ),
  );
}
