// Reads one note.
import { type Block, countLineEnds, endWithoutBlanks, type LineSpan, trimBlankLines } from './blocks.ts';
import { cardsOf } from './cards.ts';
import { type NoteComment, readNoteComment } from './comment.ts';
import type { DeckFault } from './faults.ts';
import { readContent } from './kinds.ts';
import { exceedsBytes, MAX_NOTE_BYTES, MAX_STRETCH_LINES } from './limits.ts';
import type { Note, NoteKind, Problem, Section } from './types.ts';

/** A structural heading (level 1 to 3) and the blocks up to the next one. */
export interface Branch {
  readonly heading: Block;
  readonly level: 1 | 2 | 3;
  readonly text: string;
  readonly body: readonly Block[];
}

/** What keeps a note, or part of it, from being used as written. */
export type Fault = Pick<Problem, 'rule' | 'message'> & { readonly fault: DeckFault; readonly line?: number };

/**
 * Reads one note: its heading, the comment under it, its body and cards.
 * Faults without a line belong to the heading's line.
 */
export function readNote(
  source: string,
  branch: Branch,
  section: Section | null,
  stretches: readonly LineSpan[],
): { readonly note: Note; readonly faults: readonly Fault[] } {
  const { heading, text: prompt } = branch;
  const first = firstBlock(branch.body);
  const comment = first ? commentOf(first, source) : null;
  const end = branch.body.at(-1)?.end ?? heading.end;
  const bodyStart = first && comment ? first.start + comment.end : heading.end;
  const { text: body, skipped } = trimBlankLines(source.slice(bodyStart, end));
  const bodyLine = heading.line + countLineEnds(source, heading.start, bodyStart) + skipped;

  const faults: Fault[] = [...(comment?.faults ?? [])];
  if (prompt === '')
    faults.push({
      rule: 'empty-prompt',
      message: 'The heading has no text. Write the prompt after ###.',
      fault: { kind: 'empty-prompt' },
    });
  const markdown = source.slice(heading.start, end);
  const large = largeFault(markdown, branch, stretches);
  if (large) faults.push(large);

  const content = large ? ({ kind: 'basic' } as const) : readContent(body);
  if (content.kind === 'cloze') {
    for (const { rule, message, fault, offset } of content.faults)
      faults.push({ rule, message, fault, line: bodyLine + countLineEnds(body, 0, offset) });
  }
  const kind: NoteKind = comment?.draft || content.kind === 'empty' ? 'draft' : content.kind;
  const id = comment?.id ?? null;
  const reverse = comment?.reverse ?? false;
  const usable =
    kind !== 'draft' && !large && prompt !== '' && !(content.kind === 'cloze' && content.faults.length > 0);
  const note: Note = {
    id,
    awaitsId: comment?.hasId !== true,
    kind,
    reverse,
    draft: kind === 'draft',
    tags: comment?.tags ?? [],
    allow: comment?.allow ?? [],
    prompt,
    body,
    bodyLine,
    section,
    line: heading.line,
    endLine: heading.line + countLineEnds(source, heading.start, heading.start + endWithoutBlanks(markdown)),
    cards: usable && id !== null ? cardsOf({ id, prompt, body, reverse }, content) : [],
  };
  return { note, faults };
}

function commentOf(block: Block, source: string): NoteComment | null {
  return block.token.type === 'html' ? readNoteComment(source.slice(block.start, block.end)) : null;
}

export function firstBlock(body: readonly Block[]): Block | undefined {
  return body.find(({ token }) => token.type !== 'space');
}

/** A card's text goes through marked's inline pass, which is quadratic, so its size is capped. */
function largeFault(markdown: string, branch: Branch, stretches: readonly LineSpan[]): Fault | null {
  if (exceedsBytes(markdown, MAX_NOTE_BYTES))
    return {
      rule: 'card-too-large',
      message: `The note is over ${MAX_NOTE_BYTES / 1024} KiB. Split it into several notes.`,
      fault: { kind: 'card-too-large', kibibytes: MAX_NOTE_BYTES / 1024 },
    };
  const inStretch = ({ token, line }: Block) =>
    token.type !== 'space' &&
    token.type !== 'code' &&
    stretches.some(
      (stretch) => line <= stretch.endLine && stretch.line <= line + countLineEnds(token.raw.trimEnd()),
    );
  return branch.body.some(inStretch)
    ? {
        rule: 'card-too-large',
        message: `The note has over ${MAX_STRETCH_LINES} lines outside a code block. Split it into several notes.`,
        fault: { kind: 'card-too-long', lines: MAX_STRETCH_LINES },
      }
    : null;
}
