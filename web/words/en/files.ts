import { counted, numberWords, plural } from '../format.ts';
import { type Part, rich } from '../rich.ts';

/** The texts around faults in files. */
export const files = {
  unread: (files: number) =>
    `${counted(files, { one: 'file needs', other: 'files need' })} your hand: not all of ${plural(files, { one: 'it', other: 'them' })} can be read`,
  folder: 'The decks folder can’t be read',
  folderHow: (path: string) =>
    `The decks folder ${path} is not there, or may not be listed. Bring it back, see to its permissions, or name another one with --decks. The cards stay as they were.`,
  after: 'Nothing is lost by it. Save the file when it is mended, and it is read again by itself.',
  line: (line: number) => `line ${numberWords(line)}`,
  more: (command: Part) => rich`That is not all: ${command} lists the rest.`,
};
