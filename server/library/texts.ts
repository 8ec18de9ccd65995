// Reads and edits the texts of files within a deadline.
import type { Deck, DeckProblem, Problem } from '../deck/types.ts';
import { type KeptThread, keepThread, type SentError, TookTooLong } from '../store/kept-thread.ts';
import { type About, LibraryError, type LibraryFailure } from './errors.ts';
import type { ListedFile, ReadFile } from './folder.ts';
import { type Parsed, unusable } from './parsed.ts';
import { work } from './work.ts';

/** An honest deck of 1 MiB takes 0.3 s, a change of it a second. */
const DEADLINE_MS = 5000;

/** Nothing here keeps the calling thread busy for long, whatever a file holds. */
export interface Texts {
  /** Reads a file as a plan or a deck. Whatever is wrong with it is among its problems. */
  parse(file: ListedFile, content: ReadFile): Promise<Parsed>;
  /** The deck with an error for each note that would keep the check busy. */
  rehearse(deck: Deck): Promise<Deck>;
  /**
   * Runs one of the functions of `work.ts`.
   * @throws LibraryError as the function does, and `unreadable` if it takes too long
   */
  run: KeptThread<typeof work>['run'];
  close(): Promise<void>;
}

export function createTexts({ deadlineMs = DEADLINE_MS } = {}): Texts {
  const thread = keepThread({ works: work, file: ['library', 'thread.js'], deadlineMs, asError });
  const seconds = deadlineMs / 1000;
  return {
    async parse(file, content) {
      if (content.bytes === null) return unusable(file, content.fault);
      const { bytes, size } = content;
      const { path, isPlan } = file;
      try {
        return await thread.run('parse', path, bytes, isPlan, size);
      } catch (error) {
        if (!(error instanceof TookTooLong)) throw error;
        const rule = isPlan ? 'unreadable-plan' : 'takes-too-long';
        return { kind: 'unreadable', problems: [problemOf(path, rule, bytes, seconds)], traces: null };
      }
    },
    async rehearse(deck) {
      const { path, lang, linkDefinitions } = deck;
      const problems = [...deck.problems];
      for (const note of deck.notes) {
        try {
          await thread.run('rehearse', path, note, lang, linkDefinitions);
        } catch (error) {
          if (!(error instanceof TookTooLong)) throw error;
          problems.push(slowNote(path, note.line, seconds));
        }
      }
      return { ...deck, problems };
    },
    run: (name, ...args) =>
      thread.run(name, ...args).catch((error: unknown) => {
        if (!(error instanceof TookTooLong)) throw error;
        const [path, text] = args as readonly unknown[] as readonly [string, unknown];
        const { line, message, fault } = problemOf(path, 'takes-too-long', text, seconds);
        const about: About = { path, ...(fault && { fault }), place: { of: 'deck', line } };
        throw new LibraryError('unreadable', `${path}:${line} ${message} Nothing was changed.`, about);
      }),
    close: () => thread.close(),
  };
}

function slowNote(path: string, line: number, seconds: number): DeckProblem {
  return {
    severity: 'error',
    rule: 'takes-too-long',
    path,
    line,
    message: `The note takes longer than ${seconds} s to read, so its cards show as typed. Break up very long lines, flatten lists and quotes, or split the note.`,
    fault: { kind: 'takes-too-long' },
  };
}

function problemOf(
  path: string,
  rule: string,
  content: unknown,
  seconds: number,
): Problem & { fault: { kind: 'takes-too-long' } } {
  const text = content instanceof Uint8Array ? new TextDecoder().decode(content) : String(content ?? '');
  return {
    severity: 'error',
    rule,
    path,
    line: densestLine(text),
    message: `The file takes longer than ${seconds} s to read. Break up very long lines, flatten lists and quotes, or split the file; the longest text without an empty line starts here.`,
    fault: { kind: 'takes-too-long' },
  };
}

/** The line, from 1, where the longest text without an empty line starts: there is nearly always the reason. */
function densestLine(text: string): number {
  let [densest, most] = [1, 0];
  let [start, length] = [1, 0];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') [start, length] = [at + 2, 0];
    else length += line.length;
    if (length > most) [densest, most] = [start, length];
  }
  return densest;
}

function asError({ name, message, stack, fields }: SentError): Error {
  if (name !== 'LibraryError') return Object.assign(new Error(message), { name, stack });
  return new LibraryError(fields.failure as LibraryFailure, message, fields.about as About);
}
