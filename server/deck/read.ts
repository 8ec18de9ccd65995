// Entry point: text of a deck file to Deck.
import { conflictLine, frontMatterLength } from '../text-file.ts';
import { type Block, isAtxHeading, type LineSpan, lfCopy, readBlocks, walk } from './blocks.ts';
import { readLang } from './comment.ts';
import { exceedsBytes, MAX_DECK_BYTES } from './limits.ts';
import { strayComments } from './losses/comments.ts';
import { hiddenNotes, losses } from './losses/losses.ts';
import { deckText } from './losses/text.ts';
import { type Branch, firstBlock, readNote } from './note.ts';
import { softenStretches } from './stretch.ts';
import type { Deck, DeckProblem, Note, Section, UnreadableDeck } from './types.ts';
import { openEnd, unreadable } from './unreadable.ts';

declare class TextDecoder {
  constructor(label: string, options: { readonly fatal: boolean; readonly ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

/**
 * The text of a deck file, with its byte-order mark: edits are made to this text.
 * @param size of the file in bytes; the bytes of a file that is too large need not be given
 */
export function decodeDeck(
  path: string,
  bytes: Uint8Array,
  size: number = bytes.length,
): string | UnreadableDeck {
  if (size > MAX_DECK_BYTES) return tooLarge(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable(path, 1, 'not-utf-8', 'The file is not UTF-8 text. Save it as UTF-8.', {
      kind: 'not-utf-8',
    });
  }
}

/**
 * Reads a deck file.
 * @param path below `decks/`, with forward slashes: `eks/pod-networking.md`
 * @param text the file's text with any line ends, with or without byte-order mark
 * @returns what cannot be used within the file stands in `problems`; a file that cannot be read at all is
 * returned as `unreadable`, with the line and what to do.
 */
export function readDeck(path: string, text: string): Deck | UnreadableDeck {
  if (exceedsBytes(text, MAX_DECK_BYTES)) return tooLarge(path);
  const source = withoutFrontMatter(lfCopy(text));
  const conflict = conflictLine(source.split('\n'));
  if (conflict !== null) return conflicting(path, conflict);
  const { text: softened, softened: stretches } = softenStretches(source);
  try {
    const blocks = readBlocks(softened);
    return openEnd(path, blocks) ?? titleFault(path, blocks) ?? assemble(path, source, blocks, stretches);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(
      path,
      1,
      'lexer-failed',
      `The Markdown of the file cannot be read (${reason}). Look for very deep nesting of lists or quotes and flatten it.`,
      { kind: 'lexer-failed' },
    );
  }
}

/** Front matter becomes blank lines of the same length, so that offsets and lines stay true. */
function withoutFrontMatter(source: string): string {
  if (!source.startsWith('---')) return source;
  const lines = source.split('\n');
  const length = frontMatterLength(lines);
  return lines.map((line, at) => (at < length ? ' '.repeat(line.length) : line)).join('\n');
}

function assemble(
  path: string,
  source: string,
  blocks: readonly Block[],
  stretches: readonly LineSpan[],
): Deck {
  const branches = branchesOf(blocks);
  const problems: DeckProblem[] = setextProblems(path, blocks);
  const sections: Section[] = [];
  const notes: Note[] = [];
  let section: Section | null = null;
  let title = '';
  let titleLine = 1;
  let lang: string | null = null;
  for (const branch of branches) {
    if (branch.level === 1) {
      title = branch.text;
      titleLine = branch.heading.line;
      section = null;
      const first = firstBlock(branch.body);
      lang = first ? readLang(source.slice(first.start, first.end)) : null;
    } else if (branch.level === 2) {
      section = readSection(branch.text, branch.heading.line);
      sections.push(section);
    } else {
      const { note, faults } = readNote(source, branch, section, stretches);
      notes.push(note);
      for (const fault of faults) problems.push({ severity: 'error', path, line: note.line, ...fault });
    }
  }
  const linkDefinitions = linkDefinitionsOf(blocks, source);
  const text = deckText(path, source, blocks, branches, notes);
  const { findings, claimed } = strayComments(text);
  problems.push(...findings, ...losses(text));
  problems.sort((a, b) => a.line - b.line);
  const hidden = hiddenNotes(text);
  const settled = notes.map((note, at) =>
    claimed.has(at) || hidden.has(at) ? { ...note, awaitsId: false } : note,
  );
  return { path, title, titleLine, lang, sections, notes: settled, linkDefinitions, problems };
}

function branchesOf(blocks: readonly Block[]): readonly Branch[] {
  const branches: (Branch & { readonly body: Block[] })[] = [];
  for (const block of blocks) {
    const level = structuralLevel(block);
    if (level) branches.push({ heading: block, level, text: headingText(block), body: [] });
    else branches.at(-1)?.body.push(block);
  }
  return branches;
}

/** 1–3 for a top-level ATX heading of that level, otherwise null: nothing else is structure. */
function structuralLevel({ token }: Block): 1 | 2 | 3 | null {
  if (token.type !== 'heading' || !isAtxHeading(token)) return null;
  return token.depth === 1 || token.depth === 2 || token.depth === 3 ? token.depth : null;
}

function headingText({ token }: Block): string {
  return token.type === 'heading' ? token.text : '';
}

function readSection(heading: string, line: number): Section {
  const match = /^(covered|gap)\s*:\s*/i.exec(heading);
  if (!match) return { heading, text: heading, advice: null, line };
  const advice = match[1]?.toLowerCase() === 'gap' ? 'gap' : 'covered';
  return { heading, text: heading.slice(match[0].length), advice, line };
}

function titleFault(path: string, blocks: readonly Block[]): UnreadableDeck | null {
  const titles = blocks.filter((block) => structuralLevel(block) === 1);
  const [title, second] = titles;
  if (!title)
    return unreadable(
      path,
      blocks.find(({ token }) => token.type !== 'space')?.line ?? 1,
      'no-title',
      'The file has no level-1 heading. Begin it with #, a space and the name of the topic.',
      { kind: 'no-title' },
    );
  if (second)
    return unreadable(
      path,
      second.line,
      'several-titles',
      `The file has a second level-1 heading (the first is in line ${title.line}). Keep one; put code with # comments between lines of \`\`\`.`,
      { kind: 'several-titles', first: title.line },
    );
  if (headingText(title) === '')
    return unreadable(
      path,
      title.line,
      'no-title',
      'The level-1 heading is empty. Write the name of the topic after #.',
      { kind: 'empty-title' },
    );
  return null;
}

function setextProblems(path: string, blocks: readonly Block[]): DeckProblem[] {
  return blocks
    .filter(({ token }) => token.type === 'heading' && !isAtxHeading(token))
    .map(({ line }) => ({
      severity: 'error',
      rule: 'setext-heading',
      path,
      line,
      message:
        'This text is underlined with === or --- and reads as a heading. Use # signs for a heading, or put an empty line before the rule.',
      fault: { kind: 'setext-heading' },
    }));
}

function linkDefinitionsOf(blocks: readonly Block[], source: string): string {
  if (!source.includes(']:')) return '';
  const definitions: string[] = [];
  for (const { token } of walk(blocks.map((block) => block.token)))
    if (token.type === 'def') definitions.push(token.raw.trim());
  return definitions.join('\n');
}

function conflicting(path: string, line: number): UnreadableDeck {
  return unreadable(
    path,
    line,
    'merge-conflict',
    'A merge left its marks in the file. Keep the text that is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>. A card that shows such lines has a space before each.',
    { kind: 'merge-conflict' },
  );
}

function tooLarge(path: string): UnreadableDeck {
  return unreadable(
    path,
    1,
    'deck-too-large',
    `The file is over ${MAX_DECK_BYTES / 1024 / 1024} MiB. Split it into several decks.`,
    { kind: 'deck-too-large', mebibytes: MAX_DECK_BYTES / 1024 / 1024 },
  );
}
