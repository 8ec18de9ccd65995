// A note prepared for the style rules.
import { showCloze } from '../cloze.ts';
import { type Content, readContent } from '../kinds.ts';
import type { Deck, Note } from '../types.ts';
import { plainLine, plainText } from './words.ts';

/** A note as the style rules see it. */
export interface StyledNote {
  readonly path: string;
  readonly note: Note;
  /** Whether the deck is in English, so that rules about words apply. */
  readonly english: boolean;
  readonly content: Content;
  /** The heading's text without Markdown. */
  readonly prompt: string;
  /** The body's text without Markdown and code blocks; what a cloze hides is shown. */
  readonly body: string;
}

/** What a rule has found wrong, and where. */
export interface Finding {
  readonly path: string;
  /** 1-based, of the file as it stands on disk. */
  readonly line: number;
  /** What is wrong, one sentence. */
  readonly what: string;
}

/** Prepares a note without errors for the style rules. */
export function styledNote({ path, lang }: Pick<Deck, 'path' | 'lang'>, note: Note): StyledNote {
  const content = readContent(note.body);
  const shown = content.kind === 'cloze' ? showCloze(content.pieces, null, 'answer') : note.body;
  return {
    path,
    note,
    english: lang === null || /^en(?:-|$)/i.test(lang),
    content,
    prompt: plainLine(note.prompt).trim(),
    body: plainText(shown),
  };
}

/** A finding at the note's heading. */
export function atHeading({ path, note }: StyledNote, what: string): Finding {
  return { path, line: note.line, what };
}
